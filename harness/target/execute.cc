// SPDX-License-Identifier: MIT
#include "harness/target/execute.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "harness/base/child_stack.h"

namespace echocheck {
namespace {

// What parent and child share.
struct Execution {
  const ExecuteOrder& order;
  Executed outcome;
};

// As dup2(), but `number` stays open at exec also when it is the same.
ECHOCHECK_NOT_INSTRUMENTED bool Becomes(int descriptor, int number) {
  if (descriptor == number) return fcntl(number, F_SETFD, 0) == 0;
  return dup2(descriptor, number) == number;
}

// Returns an errno, if at all.
ECHOCHECK_NOT_INSTRUMENTED int TurnInto(const ExecuteOrder& order, ExecuteStep& step) {
  step = ExecuteStep::kDirectory;
  if (chdir(order.directory) != 0) return errno;
  step = ExecuteStep::kStreams;
  if (!Becomes(order.input, STDIN_FILENO) || !Becomes(order.output, STDOUT_FILENO) ||
      !Becomes(order.output, STDERR_FILENO)) {
    return errno;
  }
  step = ExecuteStep::kPrivileges;
  if (const int failed = BecomeTarget(order.limits); failed != 0) return failed;
  step = ExecuteStep::kExecute;
  execve(order.executable, const_cast<char* const*>(order.words),  // NOLINT: it takes them so,
         const_cast<char* const*>(order.environment));             // and changes none
  return errno;
}

ECHOCHECK_NOT_INSTRUMENTED int BeTarget(void* shared) {
  auto& execution = *static_cast<Execution*>(shared);
  execution.outcome.failed = TurnInto(execution.order, execution.outcome.step);
  return 1;
}

}  // namespace

Executed Execute(const ExecuteOrder& order) {
  ChildStack stack;
  Execution execution{order, {}};
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, &before);
  const pid_t child = clone(BeTarget, stack.top(), CLONE_VM | CLONE_VFORK | SIGCHLD, &execution);
  const int failed = errno;
  sigprocmask(SIG_SETMASK, &before, nullptr);
  if (child < 0) return {-1, failed, ExecuteStep::kClone};
  if (execution.outcome.failed != 0) {
    while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
    return execution.outcome;
  }
  execution.outcome.pid = child;
  return execution.outcome;
}

}  // namespace echocheck
