// SPDX-License-Identifier: MIT
#include "harness/store/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "harness/base/fault_point.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

std::string TemporaryNameOf(const std::string& name) {
  return name + ".tmp-" + std::to_string(getpid());
}

// A device itself and no link to one: no target can make it, and it is not ours to replace.
bool IsDevice(const SafeFolder& folder, const std::string& name) {
  struct stat there {};
  return fstatat(folder.descriptor(), name.c_str(), &there, AT_SYMLINK_NOFOLLOW) == 0 &&
         (S_ISCHR(there.st_mode) || S_ISBLK(there.st_mode));
}

}  // namespace

bool IsPlaceToWrite(const fs::path& path) {
  std::error_code ignored;
  const fs::file_status there = fs::status(path, ignored);
  return fs::exists(there) && !fs::is_regular_file(there);
}

AtomicFile::AtomicFile(SafeFolder folder, std::string name, UniqueFd file, bool in_place)
    : folder_(std::move(folder)),
      name_(std::move(name)),
      file_(std::move(file)),
      in_place_(in_place) {}

AtomicFile::~AtomicFile() {
  if (file_ && !in_place_) folder_.Remove(TemporaryName());
}

std::string AtomicFile::TemporaryName() const { return TemporaryNameOf(name_); }

Error AtomicFile::Failed(int error_number) const {
  return SystemError(Say("doing.write", {{"file", (folder_.path() / name_).string()}}),
                     error_number);
}

Result<AtomicFile> AtomicFile::Open(const fs::path& path, IfTaken if_taken) {
  auto folder = SafeFolder::Open(path.parent_path());
  // The folder is not what the user wants to hear of.
  if (!folder) {
    return EnvironmentError(Say(
        "errors.says",
        {{"what", Say("doing.write", {{"file", path.string()}})}, {"why", WhyOf(folder.error())}}));
  }
  const std::string name = path.filename();
  if (if_taken == IfTaken::kWriteInPlace && IsPlaceToWrite(path)) {
    return OpenInPlace(std::move(*folder), name, 0);
  }
  return OpenIn(std::move(*folder), name);
}

// O_NONBLOCK: a pipe that nobody reads from is an error, and nothing to wait for.
Result<AtomicFile> AtomicFile::OpenInPlace(SafeFolder folder, const std::string& name, int flags) {
  UniqueFd file(FaultPoint("store.open_in_place")
                    ? -1
                    : openat(folder.descriptor(), name.c_str(),
                             O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | flags));
  if (file && fcntl(file.get(), F_SETFL, 0) != 0) file.reset();
  const int failed = errno;
  AtomicFile opened(std::move(folder), name, std::move(file), true);
  if (opened.file_) return opened;
  if (failed != ENXIO) return opened.Failed(failed);
  return EnvironmentError(
      Say("errors.nobody_reads", {{"file", (opened.folder_.path() / name).string()}}));
}

Result<AtomicFile> AtomicFile::OpenIn(SafeFolder folder, const std::string& name) {
  if (IsDevice(folder, name)) return OpenInPlace(std::move(folder), name, O_NOFOLLOW);
  const std::string temporary = TemporaryNameOf(name);
  folder.Remove(temporary);  // of an earlier process, or somebody's trap
  UniqueFd file = folder.Create(temporary);
  const int failed = errno;
  AtomicFile opened(std::move(folder), name, std::move(file), false);
  if (!opened.file_) return opened.Failed(failed);
  return opened;
}

Status AtomicFile::Append(std::string_view text) {
  while (!text.empty()) {
    const ssize_t count =
        FaultPoint("store.write") ? -1 : write(file_.get(), text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return Failed(errno);
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

Status AtomicFile::Commit() {
  Status written;
  // What cannot be synced (a pipe, some file systems) says EINVAL.
  if (sync_ && (FaultPoint("store.sync") || fsync(file_.get()) != 0) && errno != EINVAL) {
    written = Failed(errno);
  }
  // Some file systems tell only now that there was no room.
  if ((close(file_.release()) != 0 || FaultPoint("store.close")) && written) {
    written = Failed(errno);
  }
  if (in_place_) return written;
  if (written) written = folder_.Rename(TemporaryName(), name_);
  if (!written) folder_.Remove(TemporaryName());
  return written;
}

Status WriteFileAtomically(const fs::path& path, std::string_view text, IfTaken if_taken) {
  auto file = AtomicFile::Open(path, if_taken);
  if (!file) return file.error();
  ECHOCHECK_TRY(file->Append(text));
  return file->Commit();
}

Status PointLink(const SafeFolder& folder, const std::string& name, const fs::path& target) {
  const std::string temporary = TemporaryNameOf(name);
  folder.Remove(temporary);
  ECHOCHECK_TRY(folder.Link(target, temporary));
  Status pointed = folder.Rename(temporary, name);
  if (!pointed) folder.Remove(temporary);
  return pointed;
}

}  // namespace echocheck
