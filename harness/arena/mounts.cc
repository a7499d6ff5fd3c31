// SPDX-License-Identifier: MIT
#include "harness/arena/mounts.h"

#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cerrno>

namespace echocheck {
namespace {

// A mount that came from another user namespace keeps its restrictions: who changes it has to ask
// for them again.
unsigned long RestrictionsOf(const struct statvfs& file_system) {
  unsigned long flags = 0;
  if ((file_system.f_flag & ST_NOSUID) != 0) flags |= MS_NOSUID;
  if ((file_system.f_flag & ST_NODEV) != 0) flags |= MS_NODEV;
  if ((file_system.f_flag & ST_NOEXEC) != 0) flags |= MS_NOEXEC;
  if ((file_system.f_flag & ST_NOATIME) != 0) flags |= MS_NOATIME;
  if ((file_system.f_flag & ST_NODIRATIME) != 0) flags |= MS_NODIRATIME;
  if ((file_system.f_flag & ST_RELATIME) != 0) flags |= MS_RELATIME;
  return flags;
}

}  // namespace

Status MakeReadOnly(const std::string& path) {
  const std::string doing = "making " + path + " read-only for the target";
  struct statvfs file_system {};
  if (mount(path.c_str(), path.c_str(), nullptr, MS_BIND, nullptr) != 0 ||
      statvfs(path.c_str(), &file_system) != 0) {
    return SystemError(doing, errno);
  }
  const unsigned long flags = MS_BIND | MS_REMOUNT | MS_RDONLY | RestrictionsOf(file_system);
  if (mount(nullptr, path.c_str(), nullptr, flags, nullptr) != 0) return SystemError(doing, errno);
  return {};
}

Status MakePrivateSharedMemory() {
  constexpr const char* kPlace = "/dev/shm";
  // The mode lets the target be another user than we are; the size is that of no echo server.
  constexpr const char* kOptions = "mode=1777,size=256m";
  struct stat there {};
  if (lstat(kPlace, &there) != 0 || !S_ISDIR(there.st_mode)) return {};
  if (mount("shm", kPlace, "tmpfs", MS_NOSUID | MS_NODEV, kOptions) != 0) {
    return SystemError("mounting /dev/shm in the arena", errno);
  }
  return {};
}

}  // namespace echocheck
