// SPDX-License-Identifier: MIT
#include "harness/store/safe_folder.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>

#include "harness/base/fault_point.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW;

// All of `below` in one call; -1 and ENOSYS or EPERM where the kernel or a filter does not offer
// it.
int OpenAtOnce(int folder, const fs::path& below) {
  open_how how{};
  how.flags = kFolderFlags;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
  if (FaultPoint("store.open_at_once")) return -1;
  return static_cast<int>(syscall(SYS_openat2, folder, below.c_str(), &how, sizeof how));
}

Error NotOpened(const fs::path& path, int error_number) {
  if (error_number == ELOOP || error_number == ENOTDIR) {
    return EnvironmentError(Say("errors.link_for_folder", {{"file", path.string()}}));
  }
  return SystemError(Say("doing.open_folder", {{"folder", path.string()}}), error_number);
}

}  // namespace

Result<SafeFolder> SafeFolder::Open(const fs::path& path) {
  const fs::path shown = path.empty() ? "." : path;
  UniqueFd folder(FaultPoint("store.open_folder")
                      ? -1
                      : open(shown.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) return SystemError(Say("doing.open_folder", {{"folder", shown.string()}}), errno);
  return SafeFolder(std::move(folder), path);
}

Result<SafeFolder> SafeFolder::Below(const fs::path& below, IfMissing if_missing) const {
  UniqueFd folder(OpenAtOnce(folder_.get(), below));
  if (folder) return SafeFolder(std::move(folder), below == "." ? path_ : path_ / below);
  // Step by step: to make what is missing, to tell which part is wrong, and for older kernels.
  folder.reset(FaultPoint("store.copy_folder") ? -1 : fcntl(folder_.get(), F_DUPFD_CLOEXEC, 0));
  if (!folder) return SystemError(Say("doing.open_folder", {{"folder", path_.string()}}), errno);
  fs::path reached = path_;
  for (const fs::path& part : below) {
    reached /= part;
    if (part == ".." || part.is_absolute()) {
      return InternalError(
          Say("errors.not_below", {{"file", reached.string()}, {"folder", path_.string()}}));
    }
    const bool make = if_missing == IfMissing::kMake;
    if (make &&
        (FaultPoint("store.make_folder") || mkdirat(folder.get(), part.c_str(), 0777) != 0) &&
        errno != EEXIST) {
      return SystemError(Say("doing.make_folder", {{"folder", reached.string()}}), errno);
    }
    folder.reset(FaultPoint("store.open_part") ? -1
                                               : openat(folder.get(), part.c_str(), kFolderFlags));
    if (!folder) return NotOpened(reached, errno);
  }
  return SafeFolder(std::move(folder), std::move(reached));
}

Status SafeFolder::InPlace() const {
  struct stat ours {};
  struct stat there {};
  const fs::path shown = path_.empty() ? "." : path_;
  if (fstat(folder_.get(), &ours) == 0 && stat(shown.c_str(), &there) == 0 &&
      ours.st_dev == there.st_dev && ours.st_ino == there.st_ino) {
    return {};
  }
  return EnvironmentError(Say("errors.folder_moved", {{"folder", shown.string()}}));
}

UniqueFd SafeFolder::Create(const std::string& name) const {
  constexpr int kFlags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  return UniqueFd(FaultPoint("store.create") ? -1
                                             : openat(folder_.get(), name.c_str(), kFlags, 0666));
}

void SafeFolder::Remove(const std::string& name) const {
  (void)unlinkat(folder_.get(), name.c_str(), 0);
}

Status SafeFolder::Rename(const std::string& from, const std::string& to) const {
  if (!FaultPoint("store.rename") &&
      renameat(folder_.get(), from.c_str(), folder_.get(), to.c_str()) == 0) {
    return {};
  }
  return SystemError(Say("doing.write", {{"file", (path_ / to).string()}}), errno);
}

Status SafeFolder::Link(const fs::path& target, const std::string& name) const {
  if (!FaultPoint("store.link") && symlinkat(target.c_str(), folder_.get(), name.c_str()) == 0) {
    return {};
  }
  return SystemError(Say("doing.make_link", {{"file", (path_ / name).string()}}), errno);
}

}  // namespace echocheck
