// SPDX-License-Identifier: MIT
// Who descends from whom, read from a /proc that shows this process's own PID namespace.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "harness/arena/process_usage.h"
#include "harness/base/result.h"
#include "harness/base/unique_handles.h"

namespace echocheck {

// Keeps /proc open as it was when it was made, so that it still answers after another /proc has
// been mounted over it.
class ProcessTree {
 public:
  // An environment error: /proc shows no processes, or not this one.
  static Result<ProcessTree> Open();

  // All living descendants of `root`, breadth first, without `root` and without zombies.
  std::vector<pid_t> Descendants(pid_t root) const;

  // The children of `process` that have ended and were not waited for.
  std::vector<pid_t> ZombiesOf(pid_t process) const;

  // Descendants(), and the zombies among them.
  std::vector<pid_t> DescendantsAndZombies(pid_t root) const;

  // True when every thread of every one of them is in interruptible sleep (or gone).
  bool AllAsleep(const std::vector<pid_t>& processes) const;

  // True when every thread of every one of them is stopped by a signal (or gone).
  bool AllStopped(const std::vector<pid_t>& processes) const;

  // `processes` may have zombies among them.
  ProcessUsage UsageOf(const std::vector<pid_t>& processes) const;

  // True when `process` has a descriptor that is the socket with this inode number.
  bool HoldsSocket(pid_t process, std::uint32_t inode) const;

 private:
  explicit ProcessTree(UniqueFd proc) : proc_(std::move(proc)) {}
  std::string ReadFile(const std::string& path) const;
  std::vector<pid_t> Children(pid_t process) const;
  std::vector<std::string> Threads(pid_t process) const;  // "PID/task/TID"
  // "PID", or "PID/task/TID" when its first thread has left it to others (pthread_exit), whose
  // descriptors and memory are seen there alone; empty: it has ended.
  std::string LivingFolder(pid_t process) const;
  char StateOf(const std::string& folder) const;  // 'R', 'S', 'Z', ...; 'X': gone
  bool EveryThread(const std::vector<pid_t>& processes, char state) const;
  void AddUsage(pid_t process, ProcessUsage& usage) const;
  std::uint32_t DescriptorsOf(pid_t process) const;

  UniqueFd proc_;
};

}  // namespace echocheck
