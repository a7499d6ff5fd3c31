// SPDX-License-Identifier: MIT
#include "harness/run/run_folder.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "harness/report/run_files.h"
#include "harness/run/atomic_file.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

Status MakeFolders(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) return SystemError("making the folder " + path.string(), error.value());
  return {};
}

// Replaces what is there: a target of an earlier run may have made it a pipe, or a link to another
// file of the user's.
Result<UniqueFd> CreateFile(const fs::path& path) {
  unlink(path.c_str());
  UniqueFd file(open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!file) return SystemError("making " + path.string(), errno);
  return file;
}

// A name that is one component of a path and needs no quotes.
std::string PlainName(const std::string& text) {
  std::string name;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '_' || c == '-' || (c == '.' && !name.empty());
    name += plain ? c : '_';
  }
  constexpr std::size_t kLongest = 64;
  return name.empty() ? "target" : name.substr(0, kLongest);
}

}  // namespace

Result<RunFolder> RunFolder::CreateBelowReports(const std::string& time,
                                                const std::string& target) {
  const fs::path reports = "reports";
  if (const Status made = MakeFolders(reports); !made) {
    return EnvironmentError(made.error().message +
                            " (--out DIR writes elsewhere, --no-reports writes nothing)");
  }
  const std::string name = time + "-" + PlainName(target);
  // Runs that begin in the same second get a number.
  for (int number = 1;; ++number) {
    const std::string numbered = number == 1 ? name : name + "-" + std::to_string(number);
    const fs::path path = reports / numbered;
    if (mkdir(path.c_str(), 0777) == 0) {
      RunFolder folder(path);
      ECHOCHECK_TRY(folder.PointLatest(reports / "latest", numbered));
      return folder;
    }
    if (errno != EEXIST) return SystemError("making the folder " + path.string(), errno);
  }
}

// A folder of that name is somebody's own, and no reason to judge nothing.
Status RunFolder::PointLatest(const fs::path& latest, const std::string& name) {
  std::error_code ignored;
  if (fs::is_directory(fs::symlink_status(latest, ignored))) {
    remark_ = latest.string() + " is a folder, so it does not point to this run";
    return {};
  }
  return PointLink(latest, name);
}

Result<RunFolder> RunFolder::CreateAt(const fs::path& path) {
  ECHOCHECK_TRY(MakeFolders(path));
  return RunFolder(path);
}

Result<RunFolder::ScenarioFiles> RunFolder::CreateScenarioFiles(const std::string& scenario) {
  // Two scenario files of the same name, from different folders, must not share one.
  std::string folder = scenario;
  for (int number = 2; exists() && !used_.insert(folder).second; ++number) {
    folder = scenario + "-" + std::to_string(number);
  }
  return CreateFilesIn(std::move(folder));
}

Result<RunFolder::ScenarioFiles> RunFolder::CreateAttemptFiles(const std::string& folder,
                                                               std::size_t number) const {
  return CreateFilesIn(folder + "/attempt-" + std::to_string(number));
}

Result<RunFolder::ScenarioFiles> RunFolder::CreateFilesIn(std::string folder) const {
  ScenarioFiles files;
  if (!exists()) {
    files.capture.reset(memfd_create("capture", MFD_CLOEXEC));
    if (!files.capture) return SystemError("making a file in memory for the capture", errno);
    return files;
  }
  files.folder = std::move(folder);
  ECHOCHECK_TRY(MakeFolders(path_ / files.folder));
  auto capture = CreateFile(path_ / files.folder / kCaptureFile);
  if (!capture) return capture.error();
  auto log = CreateFile(path_ / files.folder / kOutputFile);
  if (!log) return log.error();
  // One of an earlier run in this folder: its comments are not about the new capture.
  unlink((path_ / files.folder / kCommentedCaptureFile).c_str());
  files.capture = std::move(*capture);
  files.log = std::move(*log);
  return files;
}

Status RunFolder::WriteReport(std::string_view name, std::string_view text) const {
  return exists() ? WriteFileAtomically(path_ / name, text, IfTaken::kReplace) : Status();
}

Status RunFolder::WriteEvidence(const std::string& folder, std::string_view json) const {
  return exists() ? WriteFileAtomically(path_ / folder / kEvidenceFile, json, IfTaken::kReplace)
                  : Status();
}

Status RunFolder::WriteScenario(const std::string& folder, std::string_view text) const {
  return exists() ? WriteFileAtomically(path_ / folder / kScenarioFile, text, IfTaken::kReplace)
                  : Status();
}

}  // namespace echocheck
