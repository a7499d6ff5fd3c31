// SPDX-License-Identifier: MIT
#include "harness/store/run_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "harness/base/fault_point.h"
#include "harness/model/run_files.h"
#include "harness/store/memory_file.h"
#include "harness/store/regular_file.h"
#include "harness/store/sha256.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

Status MakeFolders(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (!error && FaultPoint("store.make_folders")) error.assign(errno, std::system_category());
  if (error)
    return SystemError(Say("doing.make_folder", {{"folder", path.string()}}), error.value());
  return {};
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

// Writes the files of one folder, and sums them up.
class FileStore {
 public:
  explicit FileStore(const SafeFolder& folder) : folder_(folder) {}

  Status AddText(std::string_view name, std::string_view text) {
    auto file = Open(name);
    if (!file) return file.error();
    return Finish(*file, name, file->Append(text), Sha256::Of(text));
  }

  Status AddCopy(std::string_view name, int from) {
    auto file = Open(name);
    if (!file) return file.error();
    Sha256 sum;
    const Status copied =
        ReadPieces(from, std::string(name) + " from memory", [&](std::string_view piece) {
          sum.Add(piece);
          return file->Append(piece);
        });
    return Finish(*file, name, copied, sum.Digest());
  }

  std::map<std::string, std::string> digests() && { return std::move(digests_); }

 private:
  Result<AtomicFile> Open(std::string_view name) const {
    auto own = folder_.Below(".", SafeFolder::IfMissing::kFail);
    if (!own) return own.error();
    return AtomicFile::OpenIn(std::move(*own), std::string(name));
  }

  Status Finish(AtomicFile& file, std::string_view name, const Status& written,
                std::string digest) {
    ECHOCHECK_TRY(written);
    ECHOCHECK_TRY(file.Commit());
    digests_.emplace(name, std::move(digest));
    return {};
  }

  const SafeFolder& folder_;
  std::map<std::string, std::string> digests_;
};

}  // namespace

Result<RecordingFiles> RecordingFiles::Make() {
  auto capture = MakeMemoryFile("capture");
  if (!capture) return capture.error();
  auto log = MakeMemoryFile("log");
  if (!log) return log.error();
  auto evidence = MakeMemoryFile("evidence");
  if (!evidence) return evidence.error();
  return RecordingFiles{std::move(*capture), std::move(*log), std::move(*evidence)};
}

Result<RunFolder> RunFolder::CreateBelowReports(const std::string& time,
                                                const std::string& target) {
  const fs::path reports = "reports";
  if (const Status made = MakeFolders(reports); !made) {
    return EnvironmentError(
        Say("errors.no_reports_folder", {{"what", made.error().message.said()}}));
  }
  const std::string name = time + "-" + PlainName(target);
  // Runs that begin in the same second get a number.
  for (int number = 1;; ++number) {
    const std::string numbered = number == 1 ? name : name + "-" + std::to_string(number);
    const fs::path path = reports / numbered;
    if (FaultPoint("store.make_run_folder") || mkdir(path.c_str(), 0777) != 0) {
      if (errno == EEXIST) continue;
      return SystemError(Say("doing.make_folder", {{"folder", path.string()}}), errno);
    }
    auto made = CreateAt(path);
    if (!made) return made.error();
    // A folder of that name is somebody's own, and no reason to judge nothing.
    std::error_code ignored;
    const fs::path latest = reports / "latest";
    if (fs::is_directory(fs::symlink_status(latest, ignored))) {
      made->remark_ = Because(Say("errors.latest_is_folder", {{"folder", latest.string()}}));
      return made;
    }
    auto above = SafeFolder::Open(reports);
    if (!above) return above.error();
    ECHOCHECK_TRY(PointLink(*above, "latest", numbered));
    return made;
  }
}

Result<RunFolder> RunFolder::CreateAt(const fs::path& path) {
  ECHOCHECK_TRY(MakeFolders(path));
  auto folder = SafeFolder::Open(path);
  if (!folder) return folder.error();
  return RunFolder(std::move(*folder));
}

std::string RunFolder::NameScenarioFolder(const std::string& scenario) {
  if (!exists()) return {};
  // Two scenario files of the same name, from different folders, must not share one.
  std::string folder = scenario;
  for (int number = 2; !used_.insert(folder).second; ++number) {
    folder = scenario + "-" + std::to_string(number);
  }
  return folder;
}

std::string RunFolder::NameAttemptFolder(const std::string& folder, std::size_t number) const {
  return exists() ? folder + "/attempt-" + std::to_string(number) : "";
}

Result<std::map<std::string, std::string>> RunFolder::Store(const std::string& folder,
                                                            const Recording& recording) const {
  if (!exists()) return std::map<std::string, std::string>();
  const auto own = folder_->Below(folder, SafeFolder::IfMissing::kMake);
  if (!own) return own.error();
  // Those of an earlier run in this folder: they are not about what is stored now.
  for (const std::string_view old : {kCommentedCaptureFile, kCaptureFile, kOutputFile}) {
    own->Remove(std::string(old));
  }
  FileStore store(*own);
  if (recording.evidence >= 0) ECHOCHECK_TRY(store.AddCopy(kEvidenceFile, recording.evidence));
  ECHOCHECK_TRY(store.AddText(kScenarioFile, recording.scenario));
  if (recording.log >= 0) ECHOCHECK_TRY(store.AddCopy(kOutputFile, recording.log));
  if (recording.capture >= 0) ECHOCHECK_TRY(store.AddCopy(kCaptureFile, recording.capture));
  return std::move(store).digests();
}

Status RunFolder::WriteReport(std::string_view name, std::string_view text) const {
  if (!exists()) return {};
  auto file = Open(".", name);
  if (!file) return file.error();
  ECHOCHECK_TRY(file->Append(text));
  return file->Commit();
}

Result<AtomicFile> RunFolder::Open(const std::string& folder, std::string_view file) const {
  auto own = folder_->Below(folder, SafeFolder::IfMissing::kFail);
  if (!own) return own.error();
  return AtomicFile::OpenIn(std::move(*own), std::string(file));
}

}  // namespace echocheck
