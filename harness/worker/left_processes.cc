// SPDX-License-Identifier: MIT
#include "harness/worker/left_processes.h"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <vector>

#include "harness/arena/process_tree.h"
#include "harness/base/fault_point.h"
#include "harness/words/because.h"

namespace echocheck {

Status AdoptOrphans() {
  if (!FaultPoint("worker.reaper") && prctl(PR_SET_CHILD_SUBREAPER, 1) == 0) return {};
  return SystemError(Say("doing.become_reaper"), errno);
}

Status EndLeftProcesses(pid_t except) {
  const auto tree = ProcessTree::Open();
  if (!tree) return tree.error();
  while (true) {
    std::vector<pid_t> left = tree->DescendantsAndZombies(getpid());
    std::erase(left, except);
    if (left.empty()) return {};
    for (const pid_t process : left) {
      kill(process, SIGKILL);
      (void)waitpid(process, nullptr, WNOHANG);  // no child of ours yet, if its parent lives
    }
  }
}

}  // namespace echocheck
