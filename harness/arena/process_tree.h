// SPDX-License-Identifier: MIT
// Who descends from whom, read from a /proc that shows this process's own PID namespace.
//
// What cannot be read is told from what is not there. The kernel keeps the descriptors of a process
// from other users, and from its own user if its program is not readable or if it called
// prctl(PR_SET_DUMPABLE, 0). With the mount option hidepid it keeps such a process's whole folder.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/arena/process_usage.h"
#include "harness/arena/thread_times.h"
#include "harness/base/result.h"
#include "harness/base/unique_handles.h"

namespace echocheck {

// An answer about a process. kUnreadable: the kernel does not let us see it.
enum class Seen : std::uint8_t { kYes, kNo, kUnreadable };

// Who has a socket open, of the processes that were asked about.
struct SocketHolders {
  std::vector<pid_t> processes;
  std::vector<pid_t> unreadable;  // these may have it open, too
};

// Says why the descriptors of a process could not be read, for this errno. It names no process, so
// that it is the same in each scenario.
Reason WhyDescriptorsUnseen(int error);

// Keeps /proc open as it was when it was made, so that it still answers after another /proc has
// been mounted over it.
class ProcessTree {
 public:
  // An environment error: /proc shows no processes, or not this one, or nobody's children.
  static Result<ProcessTree> Open();

  // All living descendants of `root`, breadth first, without `root` and without zombies. The tree
  // is walked several times; `before_walk` is called before each time, unless it is empty.
  std::vector<pid_t> Descendants(pid_t root, const std::function<void()>& before_walk = {}) const;

  // The children of `process` that have ended and were not waited for.
  std::vector<pid_t> ZombiesOf(pid_t process) const;

  // Descendants(), and the zombies among them.
  std::vector<pid_t> DescendantsAndZombies(pid_t root) const;

  // True when every thread of every one of them is in interruptible sleep (or gone). False when a
  // thread cannot be seen.
  bool AllAsleep(const std::vector<pid_t>& processes) const;

  // True when every thread of every one of them is stopped by a signal (or gone). False when a
  // thread cannot be seen.
  bool AllStopped(const std::vector<pid_t>& processes) const;

  // `processes` may have zombies among them.
  ProcessUsage UsageOf(const std::vector<pid_t>& processes) const;

  // Of every thread of them that can be seen.
  std::vector<ThreadTimes> TimesOf(const std::vector<pid_t>& processes) const;

  // True when `process` has begun to end, or has ended. The init of a PID namespace has begun to
  // end before the kernel kills the others in it, and has ended only when all of them are reaped.
  bool IsEnding(pid_t process) const;

  // Whether `process` has a descriptor that is the socket with this inode number.
  Seen HoldsSocket(pid_t process, std::uint32_t inode) const;
  // True where that cannot be seen.
  bool IsSocket(pid_t process, std::uint64_t descriptor) const;

  // Of `processes` those that have the sockets with these inode numbers, in the order of `inodes`.
  std::vector<SocketHolders> HoldersOfEach(const std::vector<std::uint32_t>& inodes,
                                           const std::vector<pid_t>& processes) const;

  // Says why the descriptors of one of `processes` cannot be read. Empty: those of all can.
  Reason WhyUnreadable(const std::vector<pid_t>& processes) const;

  // The effective user of a process. nullopt: it is gone, or this cannot be read.
  std::optional<uid_t> UserOf(pid_t process) const;

 private:
  explicit ProcessTree(UniqueFd proc) : proc_(std::move(proc)) {}
  // errno says why it is nullopt.
  std::optional<std::string> ReadFile(const std::string& path) const;
  std::vector<pid_t> Children(pid_t process) const;
  // "PID/task/TID" each. nullopt: the process is there, and its threads cannot be read.
  std::optional<std::vector<std::string>> Threads(pid_t process) const;
  // "PID", or "PID/task/TID" when its first thread has left it to others (pthread_exit), whose
  // descriptors and memory are seen there alone; empty: it has ended.
  std::string LivingFolder(pid_t process) const;
  // 'R', 'S', 'Z', ...; 'X': gone; kHidden: it is there, and its state cannot be read.
  char StateOf(const std::string& folder) const;
  static constexpr char kHidden = '?';
  bool EveryThread(const std::vector<pid_t>& processes, char state) const;
  std::optional<ThreadTimes> TimesOf(const std::string& folder) const;
  void AddUsage(pid_t process, ProcessUsage& usage) const;
  // Calls `look` with what each descriptor links to, until it returns false. Returns 0, or an
  // errno: not all of the descriptors could be looked at.
  int EachDescriptor(pid_t process, const std::function<bool(std::string_view link)>& look) const;
  // nullopt, and errno says why: they cannot be read.
  std::optional<std::uint32_t> DescriptorsOf(pid_t process) const;

  UniqueFd proc_;
};

}  // namespace echocheck
