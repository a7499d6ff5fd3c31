// SPDX-License-Identifier: MIT
#include "harness/arena/confined_mounts.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "harness/base/unique_handles.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

// As much as no echo server needs, so that it cannot fill the memory of the machine.
constexpr const char* kOwnFolder = "mode=1777,size=64m,nr_inodes=65536";
Error CannotConfine(Sentence doing) {
  const int failed = errno;
  if (failed == ENOSYS) {
    return EnvironmentError(Say("errors.confine_needs_newer_kernel", {{"what", std::move(doing)}}));
  }
  return SystemError(std::move(doing), failed);
}

// A mount to be made. Those with shorter paths come first: they may hold the places of others.
struct Planned {
  fs::path path;
  UniqueFd tree;  // none: an empty folder
};

Status SetReadOnly(int tree, const char* path) {
  mount_attr attributes{};
  attributes.attr_set = MOUNT_ATTR_RDONLY;
  const unsigned flags = AT_RECURSIVE | AT_EMPTY_PATH;
  if (mount_setattr(tree, path, flags, &attributes, sizeof attributes) == 0) return {};
  return CannotConfine(Say("doing.make_file_system_read_only"));
}

// A copy of the mount, as it is now and with all that is mounted below. Nobody sees it yet.
Result<UniqueFd> CopyTree(const fs::path& path) {
  UniqueFd tree(
      open_tree(AT_FDCWD, path.c_str(),
                OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | static_cast<unsigned>(AT_RECURSIVE)));
  if (!tree) return CannotConfine(Say("doing.keep_visible", {{"file", path.string()}}));
  return tree;
}

bool IsOwnFolder(const fs::path& path) {
  const std::vector<fs::path> own = OwnFolders();
  return std::ranges::find(own, path) != own.end();
}

bool WouldBeHidden(const fs::path& path) {
  const std::vector<fs::path> own = OwnFolders();
  return std::ranges::any_of(own, [&](const fs::path& folder) { return IsBelow(path, folder); });
}

// The folder of a program named bin is one of several that belong together: a Python environment.
fs::path WithItsCompany(const fs::path& path) {
  const fs::path folder = fs::is_directory(path) ? path : path.parent_path();
  fs::path above = folder.parent_path();
  if (folder.filename() == "bin" && WouldBeHidden(above) && !IsOwnFolder(above)) return above;
  return IsOwnFolder(folder) ? path : folder;
}

Status PlanReadable(const ConfinedFiles& files, std::vector<Planned>& plan) {
  for (const fs::path& file : files.readable) {
    if (!WouldBeHidden(file) || IsOwnFolder(file)) continue;
    fs::path path = WithItsCompany(file);
    const bool there = IsBelow(path, files.working_directory) &&
                       WouldBeHidden(files.working_directory) &&
                       !IsOwnFolder(files.working_directory);
    const bool planned = std::ranges::find(plan, path, &Planned::path) != plan.end();
    if (there || planned) continue;
    auto tree = CopyTree(path);
    if (!tree) return tree.error();
    ECHOCHECK_TRY(SetReadOnly(tree->get(), ""));
    plan.push_back({std::move(path), *std::move(tree)});
  }
  return {};
}

Result<std::vector<Planned>> Plan(const ConfinedFiles& files) {
  std::vector<Planned> plan;
  for (fs::path& folder : OwnFolders()) plan.push_back({std::move(folder), UniqueFd()});
  ECHOCHECK_TRY(PlanReadable(files, plan));
  if (!IsOwnFolder(files.working_directory) && files.working_directory != "/") {
    auto tree = CopyTree(files.working_directory);
    if (!tree) return tree.error();
    plan.push_back({files.working_directory, *std::move(tree)});
  }
  std::ranges::stable_sort(plan, {}, [](const Planned& each) { return each.path; });
  return plan;
}

// What is missing in a new folder, up to the place where `file` is to be. The user of the target
// may pass through, whatever our umask is.
Status MakePlace(const fs::path& path, bool folder) {
  struct stat there {};
  if (lstat(path.c_str(), &there) == 0) return {};
  ECHOCHECK_TRY(MakePlace(path.parent_path(), true));
  const int made = folder ? mkdir(path.c_str(), 0755) : mknod(path.c_str(), S_IFREG | 0444, 0);
  if (made == 0 && (!folder || chmod(path.c_str(), 0755) == 0)) return {};
  return CannotConfine(Say("doing.make_place", {{"file", path.string()}}));
}

Status MountEmpty(const fs::path& path) {
  if (mount("own", path.c_str(), "tmpfs", MS_NOSUID | MS_NODEV, kOwnFolder) == 0) return {};
  return CannotConfine(Say("doing.mount", {{"what", path.string()}}));
}

Status Make(const Planned& planned) {
  if (!planned.tree) return MountEmpty(planned.path);
  struct stat kind {};
  if (fstat(planned.tree.get(), &kind) != 0)
    return CannotConfine(Say("doing.read", {{"file", planned.path.string()}}));
  ECHOCHECK_TRY(MakePlace(planned.path, S_ISDIR(kind.st_mode)));
  if (move_mount(planned.tree.get(), "", AT_FDCWD, planned.path.c_str(), MOVE_MOUNT_F_EMPTY_PATH) ==
      0) {
    return {};
  }
  return CannotConfine(Say("doing.keep_visible", {{"file", planned.path.string()}}));
}

}  // namespace

std::vector<fs::path> OwnFolders() {
  std::vector<fs::path> folders;
  // In the last are sockets of the user's services: whoever can connect to systemd there can start
  // programs outside.
  for (const char* const path : {"/dev/shm", "/tmp", "/var/tmp", "/run/user"}) {
    struct stat there {};
    if (lstat(path, &there) == 0 && S_ISDIR(there.st_mode)) folders.emplace_back(path);
  }
  return folders;
}

bool IsBelow(const fs::path& path, const fs::path& folder) {
  return std::ranges::mismatch(folder, path).in1 == folder.end();
}

Status ConfineMounts(const ConfinedFiles& files) {
  const auto plan = Plan(files);
  if (!plan) return plan.error();
  ECHOCHECK_TRY(SetReadOnly(AT_FDCWD, "/"));
  for (const Planned& planned : *plan) ECHOCHECK_TRY(Make(planned));
  if (chdir(files.working_directory.c_str()) == 0) return {};
  return CannotConfine(Say("doing.enter_in_arena", {{"folder", files.working_directory.string()}}));
}

}  // namespace echocheck
