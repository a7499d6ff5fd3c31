// SPDX-License-Identifier: MIT
// The host arena: the host's loopback, one echocheck at a time.
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <set>
#include <thread>
#include <utility>

#include "harness/arena/arena.h"
#include "harness/arena/id_maps.h"
#include "harness/arena/mounts.h"
#include "harness/arena/process_tree.h"
#include "harness/base/backoff.h"
#include "harness/base/fault_point.h"
#include "harness/base/own_process.h"
#include "harness/base/unique_handles.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

// An abstract socket address is a lock with the right scope (the network namespace) and lifetime
// (the kernel gives it up with its last descriptor). A later one connects to the holder, and learns
// from the end of that connection that the holder has gone.
class LoopbackLock {
 public:
  static Result<UniqueFd> Take() {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    constexpr std::string_view kName("\0echocheck-host-arena", 21);
    kName.copy(address.sun_path, kName.size());
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + kName.size());
    const auto* name = reinterpret_cast<const sockaddr*>(&address);
    for (Backoff polling;;) {
      UniqueFd lock(
          FaultPoint("arena.lock_socket") ? -1 : socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
      if (!lock) return SystemError(Say("doing.make_loopback_lock"), errno);
      if (!FaultPoint("arena.lock_bind") && bind(lock.get(), name, length) == 0) {
        if (!FaultPoint("arena.lock_listen") && listen(lock.get(), SOMAXCONN) == 0) return lock;
        return SystemError(Say("doing.take_loopback_lock"), errno);
      }
      if (errno != EADDRINUSE) return SystemError(Say("doing.take_loopback_lock"), errno);
      const UniqueFd waiter(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
      if (connect(waiter.get(), name, length) == 0) {
        char nothing = 0;
        (void)!read(waiter.get(), &nothing, 1);  // returns when the holder ends
      } else {
        // One that does not listen is no echocheck, and tells nobody of its end.
        std::this_thread::sleep_for(polling.NextPause());
      }
    }
  }
};

class HostArena : public Arena {
 public:
  HostArena(ProcessTree tree, UniqueFd lock) : tree_(std::move(tree)), lock_(std::move(lock)) {}
  ~HostArena() override {
    KillAll();
    TearDown();
  }

  Isolation isolation() const override { return Isolation::kHost; }

  // Zombies that come to us faster than a walk takes would never let it end.
  std::vector<pid_t> TargetProcesses() const override {
    return tree_.Descendants(getpid(), [this] { Reap(); });
  }

  bool TargetIsAsleep() const override { return tree_.AllAsleep(TargetProcesses()); }

  bool TargetIsStopped() const override { return tree_.AllStopped(TargetProcesses()); }

  ProcessUsage TargetUsage() const override {
    std::vector<pid_t> processes = tree_.DescendantsAndZombies(getpid());
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

  SocketOwner OwnerOf(std::uint32_t inode, uid_t user) const override {
    const SocketHolders holders = HoldersOf(inode);
    if (!holders.processes.empty()) return SocketOwner::kTarget;
    const bool may_be = std::ranges::any_of(holders.unreadable, [&](pid_t process) {
      return tree_.UserOf(process).value_or(user) == user;
    });
    const bool ours = may_be && tree_.HoldsSocket(getpid(), inode) == Seen::kYes;
    return may_be && !ours ? SocketOwner::kUnknown : SocketOwner::kOther;
  }

  void NoteLaunched(pid_t process) override { launched_.insert(process); }

  void ReapOrphans() override { Reap(); }

  Reason WhyOwnersUnseen() const override { return tree_.WhyUnreadable(TargetProcesses()); }

  void KillAll() override {
    // Killed children may have made more before they died: until a look finds none.
    for (auto processes = TargetProcesses(); !processes.empty(); processes = TargetProcesses()) {
      for (const pid_t process : processes) kill(process, SIGKILL);
    }
  }

  // A target of our user can take away our limits (prlimit(2)). Without a descriptor nothing of it
  // is seen any more.
  Status Intact() const override {
    const UniqueFd any(open("/", O_PATH | O_CLOEXEC));
    if (any || errno != EMFILE) return {};
    return EnvironmentError(Say("errors.worker_file_limit"));
  }

  void TearDown() override {
    while (waitpid(-1, nullptr, WNOHANG) > 0) {
    }
  }

 private:
  void Reap() const {
    for (const pid_t process : tree_.ZombiesOf(getpid())) {
      if (!launched_.contains(process)) (void)waitpid(process, nullptr, WNOHANG);
    }
  }

  ProcessTree tree_;
  UniqueFd lock_;
  std::set<pid_t> launched_;
};

// A target that runs as root has root's files. A mount namespace protects them, where root may make
// one; where it may not, in a container, they are mostly read-only already.
Status ProtectRootsFiles(const ArenaOptions& options) {
  if (geteuid() != 0 || unshare(CLONE_NEWNS) != 0 ||
      mount("none", "/", nullptr, MS_REC | MS_SLAVE, nullptr) != 0) {
    return {};
  }
  if (!options.read_only.empty()) ECHOCHECK_TRY(MakeReadOnly(options.read_only));
  if (options.own_shared_memory) ECHOCHECK_TRY(MakePrivateSharedMemory());
  ECHOCHECK_TRY(HideTerminals());
  ECHOCHECK_TRY(MakeReadOnly("/proc/sys"));
  return MakeSettingsReadOnly();
}

}  // namespace

Result<std::unique_ptr<Arena>> EnterHostArena(const ArenaOptions& options) {
  const NetworkOptions& network = options.network;
  if (network.mtu || network.buffers != BufferSize::kDefault) {
    return EnvironmentError(Say("errors.needs_own_network"));
  }
  if (options.users == ArenaUsers::kAll) ECHOCHECK_TRY(CheckRightsOverOtherUsers());
  DenyTracing();
  auto tree = ProcessTree::Open();
  if (!tree) return tree.error();
  ECHOCHECK_TRY(ProtectRootsFiles(options));
  // Daemons that leave their launcher come to us, so that they are found and killed.
  if (FaultPoint("arena.reaper") || prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) {
    return SystemError(Say("doing.become_reaper"), errno);
  }
  auto lock = LoopbackLock::Take();
  if (!lock) return lock.error();
  return std::unique_ptr<Arena>(std::make_unique<HostArena>(std::move(*tree), std::move(*lock)));
}

}  // namespace echocheck
