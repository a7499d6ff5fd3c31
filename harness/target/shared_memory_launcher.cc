// SPDX-License-Identifier: MIT
#include "harness/target/shared_memory_launcher.h"

#include <sched.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>

#include "harness/base/child_stack.h"
#include "harness/base/fault_point.h"

namespace echocheck {

pid_t CloneUntilExec(int (*child)(void* argument), void* argument) {
  ChildStack stack;
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, &before);
  const pid_t pid = FaultPoint("target.clone")
                        ? -1
                        : clone(child, stack.top(), CLONE_VM | CLONE_VFORK | SIGCHLD, argument);
  const int failed = errno;
  sigprocmask(SIG_SETMASK, &before, nullptr);
  errno = failed;
  return pid;
}

void ReapFailedChild(pid_t child) {
  while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
}

int OpenPidfd(pid_t pid) {
  return FaultPoint("target.pidfd") ? -1 : static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
}

}  // namespace echocheck
