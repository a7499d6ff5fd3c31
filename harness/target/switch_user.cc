// SPDX-License-Identifier: MIT
#include "harness/target/switch_user.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

#include "harness/base/child_stack.h"
#include "harness/target/shared_memory_launcher.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

// Where ids once had 16 bits, the calls for 32 bits have names of their own.
#if defined(SYS_setresuid32)
constexpr long kSetGroups = SYS_setgroups32;
constexpr long kSetGroup = SYS_setresgid32;
constexpr long kSetUser = SYS_setresuid32;
#else
constexpr long kSetGroups = SYS_setgroups;
constexpr long kSetGroup = SYS_setresgid;
constexpr long kSetUser = SYS_setresuid;
#endif

// What the child is to try, and what it found.
struct Trial {
  const TargetUser& user;
  std::vector<const char*> paths;  // in this order, each is to be entered or executed
  int cannot_switch = 0;           // errno
  std::size_t allowed = 0;         // so many of `paths` were
  int forbidden = 0;               // errno, of the next one
};

ECHOCHECK_NOT_INSTRUMENTED int Try(void* shared) {
  auto& trial = *static_cast<Trial*>(shared);
  trial.cannot_switch = SwitchUser(trial.user);
  if (trial.cannot_switch != 0) return 1;
  for (const char* const path : trial.paths) {
    if (syscall(SYS_faccessat, AT_FDCWD, path, X_OK) != 0) {
      trial.forbidden = errno;
      return 1;
    }
    ++trial.allowed;
  }
  return 0;
}

// "/", "/home", "/home/me": a folder that is closed shuts all below it.
void AddFolders(const std::filesystem::path& folder, std::vector<std::string>& folders) {
  std::filesystem::path so_far;
  for (const std::filesystem::path& part : folder) {
    so_far /= part;
    if (!part.empty()) folders.push_back(so_far);
  }
}

Error CannotSwitch(const TargetUser& user, int failed) {
  Sentence why = SaySystem(failed);
  if (failed == EPERM) {
    why = Say("errors.lacks_setuid");
  } else if (failed == EINVAL) {
    why = Say("errors.ids_not_mapped");
  }
  return EnvironmentError(
      Say("errors.cannot_run_as", {{"user", user.name}, {"why", std::move(why)}}));
}

}  // namespace

ECHOCHECK_NOT_INSTRUMENTED int SwitchUser(const TargetUser& user) {
  if (syscall(kSetGroups, user.groups.size(), user.groups.data()) != 0) return errno;
  if (syscall(kSetGroup, user.gid, user.gid, user.gid) != 0) return errno;
  return syscall(kSetUser, user.uid, user.uid, user.uid) == 0 ? 0 : errno;
}

Status CheckUserCanRun(const TargetUser& user, const std::string& folder,
                       const std::string& executable) {
  namespace fs = std::filesystem;
  std::vector<std::string> paths;
  std::error_code error;
  fs::path entered =
      folder.empty() ? fs::current_path(error) : fs::absolute(folder, error).lexically_normal();
  if (!entered.has_filename()) entered = entered.parent_path();
  AddFolders(entered, paths);
  const std::size_t to_enter = paths.size();
  AddFolders(fs::path(executable).parent_path(), paths);
  paths.push_back(executable);

  Trial trial{user, {}};
  for (const std::string& path : paths) trial.paths.push_back(path.c_str());
  const pid_t child = CloneUntilExec(Try, &trial);
  if (child < 0) return SystemError(Say("doing.start_trial"), errno);
  ReapFailedChild(child);
  if (trial.cannot_switch != 0) return CannotSwitch(user, trial.cannot_switch);
  if (trial.forbidden == 0) return {};

  const std::string& path = paths[trial.allowed];
  const bool cannot_enter = trial.allowed < to_enter;
  const bool itself = cannot_enter ? path == entered : path == executable;
  Sentence why = SaySystem(trial.forbidden);
  if (!itself) why = Say("errors.says", {{"what", path}, {"why", std::move(why)}});
  return UsageError(Say(cannot_enter ? "errors.user_cannot_enter" : "errors.user_cannot_execute",
                        {{"file", cannot_enter ? entered.string() : executable},
                         {"user", user.name},
                         {"why", std::move(why)}}));
}

}  // namespace echocheck
