// SPDX-License-Identifier: MIT
// The private arena: user, network, PID and mount namespaces of its own.
//
//   echocheck --- worker (in the namespaces, but not in the PID namespace: the target can neither
//                   |     see it nor signal it)
//                   |-- init    PID 1 of the arena: reaps orphans; when it dies, everything in the
//                   |           arena dies with it
//                   '-- target  PID 2: an ordinary process, so default signal actions reach it
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <optional>
#include <utility>

#include "harness/arena/arena.h"
#include "harness/arena/id_maps.h"
#include "harness/arena/loopback.h"
#include "harness/arena/mounts.h"
#include "harness/arena/process_tree.h"
#include "harness/arena/single_thread.h"
#include "harness/base/child_stack.h"
#include "harness/base/fault_point.h"
#include "harness/base/own_process.h"
#include "harness/base/unique_handles.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

Status WriteFile(const char* path, const std::string& text) {
  const UniqueFd file(open(path, O_WRONLY | O_CLOEXEC));
  if (!file || FaultPoint("arena.map") || write(file.get(), text.data(), text.size()) < 0) {
    return SystemError(Say("doing.write", {{"file", path}}), errno);
  }
  return {};
}

// Maps the own user and group to themselves, so that files stay the user's and an exec'ed target
// gains no capability by being root in here.
Status MapOwnUser(uid_t user, gid_t group) {
  ECHOCHECK_TRY(WriteFile("/proc/self/setgroups", "deny"));
  const std::string uid = std::to_string(user);
  ECHOCHECK_TRY(WriteFile("/proc/self/uid_map", uid + " " + uid + " 1"));
  const std::string gid = std::to_string(group);
  return WriteFile("/proc/self/gid_map", gid + " " + gid + " 1");
}

Error CannotUnshare(int failed) {
  Sentence doing = Say("doing.make_namespaces");
  // The kernel says ENOSPC, which a user would take for a full disk.
  if (failed == ENOSPC) {
    return EnvironmentError(Say("errors.namespaces_limited", {{"what", std::move(doing)}}));
  }
  return SystemError(std::move(doing), failed);
}

// Returns 0 or an errno. Settings of the kernel are not the target's to change: one that root
// started has root's files, and could write core_pattern, which is the host's.
ECHOCHECK_NOT_INSTRUMENTED int MountProc() {
  constexpr unsigned long kFlags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
  constexpr unsigned long kReadOnly = kFlags | MS_BIND | MS_REMOUNT | MS_RDONLY;
  if (FaultPoint("arena.mount_proc")) return errno;
  if (syscall(SYS_mount, "proc", "/proc", "proc", kFlags, nullptr) != 0) return errno;
  if (syscall(SYS_mount, "/proc/sys", "/proc/sys", nullptr, MS_BIND, nullptr) != 0) return errno;
  return syscall(SYS_mount, nullptr, "/proc/sys", nullptr, kReadOnly, nullptr) == 0 ? 0 : errno;
}

// PID 1 of the arena. It shares the worker's memory, which makes it cheap, and lives by system
// calls alone. While it works, until it has told whether /proc could be mounted (0 or an errno),
// the worker waits.
ECHOCHECK_NOT_INSTRUMENTED int RunInit(void* ends) {
  const int* const ready = static_cast<const int*>(ends);
  (void)syscall(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  (void)syscall(SYS_prctl, PR_SET_NAME, "echocheck-init", 0, 0, 0);
  // Should the worker have died before init asked to be told of that, telling it fails.
  (void)syscall(SYS_close, ready[0]);
  const int failed = MountProc();
  const bool told = syscall(SYS_write, ready[1], &failed, sizeof failed) == sizeof failed;
  // It holds nobody's pipe, terminal or file open.
  (void)syscall(SYS_close_range, 0, ~0U, 0);
  while (failed == 0 && told) (void)syscall(SYS_ppoll, nullptr, 0, nullptr, nullptr, 0);
  (void)syscall(SYS_exit_group, 1);
  return 1;
}

// -1 and errno. `ends`: of the pipe on which it tells.
pid_t StartInit(int* ends) {
  static ChildStack stack;  // there is one arena a process
  // What comes to it as an orphan is reaped by the kernel: the ignored signal is inherited.
  const auto before = std::signal(SIGCHLD, SIG_IGN);
  const pid_t init =
      FaultPoint("arena.init") ? -1 : clone(RunInit, stack.top(), kSharedMemory | SIGCHLD, ends);
  const int failed = errno;
  std::signal(SIGCHLD, before);
  if (init < 0) errno = failed;  // otherwise it is init's by now, too
  return init;
}

class PrivateArena : public Arena {
 public:
  PrivateArena(ProcessTree tree, pid_t init) : tree_(std::move(tree)), init_(init) {}
  ~PrivateArena() override {
    KillAll();
    TearDown();
  }

  Isolation isolation() const override { return Isolation::kPrivate; }

  std::vector<pid_t> TargetProcesses() const override {
    // Orphans hang below init, the rest below us; both are ours alone.
    std::vector<pid_t> processes = tree_.Descendants(getpid());
    std::erase(processes, init_);
    return processes;
  }

  bool TargetIsAsleep() const override { return tree_.AllAsleep(TargetProcesses()); }

  bool TargetIsStopped() const override { return tree_.AllStopped(TargetProcesses()); }

  ProcessUsage TargetUsage() const override {
    std::vector<pid_t> processes = tree_.DescendantsAndZombies(getpid());
    std::erase(processes, init_);
    return tree_.UsageOf(processes);
  }

  bool IsSocket(pid_t process, std::uint64_t descriptor) const override {
    return tree_.IsSocket(process, descriptor);
  }

  std::vector<ThreadTimes> Times() const override {
    std::vector<pid_t> processes = TargetProcesses();
    processes.push_back(getpid());
    return tree_.TimesOf(processes);
  }

  std::vector<SocketHolders> HoldersOfEach(
      const std::vector<std::uint32_t>& inodes) const override {
    return tree_.HoldersOfEach(inodes, TargetProcesses());
  }

  SocketOwner OwnerOf(std::uint32_t inode, uid_t /*user*/) const override {
    switch (tree_.HoldsSocket(getpid(), inode)) {
      case Seen::kYes:
        return SocketOwner::kOther;
      case Seen::kNo:
        return SocketOwner::kTarget;
      case Seen::kUnreadable:
        break;
    }
    return SocketOwner::kUnknown;
  }

  Reason WhyOwnersUnseen() const override { return tree_.WhyUnreadable({getpid()}); }

  void NoteLaunched(pid_t /*process*/) override {}
  void ReapOrphans() override {}

  void KillAll() override {
    if (init_ > 0) kill(init_, SIGKILL);
  }

  Status Intact() const override {
    if (!tree_.IsEnding(init_)) return {};
    return EnvironmentError(Say("errors.arena_ended_early"));
  }

  void TearDown() override {
    // The kernel lets init go only when every process of the arena has been reaped, and those that
    // we launched are ours to reap: also one that never came as far as its exec.
    while (init_ > 0) {
      const pid_t ended = waitpid(-1, nullptr, 0);
      if (ended == init_ || (ended < 0 && errno != EINTR)) init_ = 0;
    }
  }

 private:
  ProcessTree tree_;
  pid_t init_;
};

}  // namespace

Result<std::unique_ptr<Arena>> EnterPrivateArena(const ArenaOptions& options) {
  auto tree = ProcessTree::Open();
  if (!tree) return tree.error();
  const uid_t user = geteuid();
  const gid_t group = getegid();
  StopSanitizerHelpers();
  std::optional<IdMapWriter> all_users;
  if (options.users == ArenaUsers::kAll) {
    auto writer = IdMapWriter::Start();
    if (!writer) return writer.error();
    all_users.emplace(*std::move(writer));
  }
  AllowTracing();  // the kernel gives the maps of one that cannot be traced to root
  if (FaultPoint("arena.unshare") ||
      unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC) != 0) {
    return CannotUnshare(errno);
  }
  ECHOCHECK_TRY(all_users ? all_users->Write() : MapOwnUser(user, group));
  DenyTracing();
  // Our mounts must not reach the host's tree.
  if (FaultPoint("arena.mount_tree") ||
      mount("none", "/", nullptr, MS_REC | MS_SLAVE, nullptr) != 0) {
    return SystemError(Say("doing.make_mounts_private"), errno);
  }
  ECHOCHECK_TRY(SetUpLoopback(options.network));  // while /proc/sys can be written to
  if (options.confined) ECHOCHECK_TRY(ConfineMounts(*options.confined));
  // replay notices a changed file, too; this is a second protection. A confined target may not even
  // see the folder.
  const bool seen = !options.confined || access(options.read_only.c_str(), F_OK) == 0;
  if (!options.read_only.empty() && seen) ECHOCHECK_TRY(MakeReadOnly(options.read_only));
  if (options.own_shared_memory && !options.confined) ECHOCHECK_TRY(MakePrivateSharedMemory());
  ECHOCHECK_TRY(HideTerminals());

  int ends[2];
  if (FaultPoint("arena.pipe") || pipe2(ends, O_CLOEXEC) != 0) {
    return SystemError(Say("doing.make_pipe"), errno);
  }
  const UniqueFd ready(ends[0]);
  UniqueFd tell(ends[1]);
  const pid_t init = StartInit(ends);
  if (init < 0) return SystemError(Say("doing.start_init"), errno);
  tell.reset();
  auto arena = std::make_unique<PrivateArena>(std::move(*tree), init);
  int failed = 0;
  if (FaultPoint("arena.init_tells") ||
      read(ready.get(), &failed, sizeof failed) != sizeof failed) {
    return EnvironmentError(Say("errors.init_died"));
  }
  if (failed != 0) return SystemError(Say("doing.mount", {{"what", "/proc"}}), failed);
  if (user == 0) ECHOCHECK_TRY(MakeSettingsReadOnly());
  return std::unique_ptr<Arena>(std::move(arena));
}

}  // namespace echocheck
