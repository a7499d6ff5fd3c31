// SPDX-License-Identifier: MIT
#include "harness/arena/mounts.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cerrno>

#include "harness/base/fault_point.h"
#include "harness/words/because.h"

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
  const Sentence doing = Say("doing.make_read_only", {{"what", path}});
  struct statvfs file_system {};
  if (FaultPoint("arena.bind_mount") ||
      mount(path.c_str(), path.c_str(), nullptr, MS_BIND, nullptr) != 0 ||
      statvfs(path.c_str(), &file_system) != 0) {
    return SystemError(doing, errno);
  }
  const unsigned long flags = MS_BIND | MS_REMOUNT | MS_RDONLY | RestrictionsOf(file_system);
  if (FaultPoint("arena.read_only") || mount(nullptr, path.c_str(), nullptr, flags, nullptr) != 0) {
    return SystemError(doing, errno);
  }
  return {};
}

Status MakePrivateSharedMemory() {
  constexpr const char* kPlace = "/dev/shm";
  // The mode lets the target be another user than we are; the size is that of no echo server.
  constexpr const char* kOptions = "mode=1777,size=256m";
  struct stat there {};
  if (lstat(kPlace, &there) != 0 || !S_ISDIR(there.st_mode)) return {};
  if (FaultPoint("arena.mount_shm") ||
      mount("shm", kPlace, "tmpfs", MS_NOSUID | MS_NODEV, kOptions) != 0) {
    return SystemError(Say("doing.mount", {{"what", "/dev/shm"}}), errno);
  }
  return {};
}

Status HideTerminals() {
  constexpr const char* kPlace = "/dev/pts";
  struct stat there {};
  if (lstat(kPlace, &there) != 0 || !S_ISDIR(there.st_mode)) return {};
  if (FaultPoint("arena.mount_pts") ||
      mount("devpts", kPlace, "devpts", MS_NOSUID | MS_NOEXEC, "newinstance,ptmxmode=0666") != 0) {
    return SystemError(Say("doing.mount", {{"what", "/dev/pts"}}), errno);
  }
  return {};
}

Status MakeSettingsReadOnly() {
  // With all that is mounted below, as the control groups are.
  mount_attr read_only{};
  read_only.attr_set = MOUNT_ATTR_RDONLY;
  const int set = FaultPoint("arena.settings")
                      ? -1
                      : mount_setattr(AT_FDCWD, "/sys", AT_RECURSIVE, &read_only, sizeof read_only);
  const bool old_kernel = set != 0 && errno == ENOSYS;
  if (set != 0 && !old_kernel && errno != ENOENT && errno != EINVAL) {  // EINVAL: no mount point
    return SystemError(Say("doing.make_read_only", {{"what", "/sys"}}), errno);
  }
  if (old_kernel) ECHOCHECK_TRY(MakeReadOnly("/sys"));
  for (const char* const place :
       {"/proc/acpi", "/proc/bus", "/proc/fs", "/proc/irq", "/proc/sysrq-trigger"}) {
    struct stat there {};
    if (lstat(place, &there) == 0) ECHOCHECK_TRY(MakeReadOnly(place));
  }
  return {};
}

}  // namespace echocheck
