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
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <utility>

#include "harness/arena/arena.h"
#include "harness/arena/loopback.h"
#include "harness/arena/process_tree.h"
#include "harness/arena/single_thread.h"
#include "harness/base/unique_handles.h"

namespace echocheck {
namespace {

Status WriteFile(const char* path, const std::string& text) {
  const UniqueFd file(open(path, O_WRONLY | O_CLOEXEC));
  if (!file || write(file.get(), text.data(), text.size()) < 0) {
    return SystemError(std::string("writing ") + path, errno);
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
  const std::string doing = "making user, network, PID and mount namespaces";
  // The kernel says ENOSPC, which a user would take for a full disk.
  if (failed == ENOSPC) {
    return EnvironmentError(doing + ": their number is limited (sysctl user.max_user_namespaces)");
  }
  return SystemError(doing, failed);
}

// PID 1 of the arena. Reports by one int on `ready` whether /proc could be mounted (0 or errno).
[[noreturn]] void RunInit(int ready) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_NAME, "echocheck-init");
  std::signal(SIGCHLD, SIG_IGN);  // orphans that come to us are reaped by the kernel
  const int failed =
      mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) == 0 ? 0 : errno;
  const bool told = write(ready, &failed, sizeof failed) == sizeof failed;
  // It holds nobody's pipe, terminal or file open.
  close_range(0, ~0U, 0);
  if (failed != 0 || !told) _exit(1);
  while (true) pause();
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

  std::vector<pid_t> HoldersOf(std::uint32_t inode) const override {
    std::vector<pid_t> holders = TargetProcesses();
    std::erase_if(holders, [&](pid_t process) { return !tree_.HoldsSocket(process, inode); });
    return holders;
  }

  bool OwnsSocket(std::uint32_t /*inode*/) const override { return true; }

  void KillAll() override {
    if (init_ > 0) kill(init_, SIGKILL);
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

Result<std::unique_ptr<Arena>> EnterPrivateArena(const NetworkOptions& network) {
  auto tree = ProcessTree::Open();
  if (!tree) return tree.error();
  const uid_t user = geteuid();
  const gid_t group = getegid();
  StopSanitizerHelpers();
  if (unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC) != 0) {
    return CannotUnshare(errno);
  }
  ECHOCHECK_TRY(MapOwnUser(user, group));
  // Our mounts must not reach the host's tree.
  if (mount("none", "/", nullptr, MS_REC | MS_SLAVE, nullptr) != 0) {
    return SystemError("making the mount tree of the arena private", errno);
  }
  ECHOCHECK_TRY(SetUpLoopback(network));

  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return SystemError("making a pipe", errno);
  const UniqueFd ready(ends[0]);
  UniqueFd tell(ends[1]);
  const pid_t init = fork();
  if (init < 0) return SystemError("starting the init process of the arena", errno);
  if (init == 0) {
    // Should the worker have died before init asked to be told of that, telling it fails.
    close(ends[0]);
    RunInit(tell.get());
  }
  tell.reset();
  auto arena = std::make_unique<PrivateArena>(std::move(*tree), init);
  int failed = 0;
  if (read(ready.get(), &failed, sizeof failed) != sizeof failed) {
    return EnvironmentError("the init process of the arena died at its start");
  }
  if (failed != 0) return SystemError("mounting /proc in the arena", failed);
  return std::unique_ptr<Arena>(std::move(arena));
}

}  // namespace echocheck
