// SPDX-License-Identifier: MIT
#include "harness/target/execute.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

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

ECHOCHECK_NOT_INSTRUMENTED int BeTarget(void* shared) {
  auto& execution = *static_cast<Execution*>(shared);
  const ExecuteOrder& order = execution.order;
  execution.outcome.in_directory = chdir(order.directory) != 0;
  if (!execution.outcome.in_directory && Becomes(order.input, STDIN_FILENO) &&
      Becomes(order.output, STDOUT_FILENO) && Becomes(order.output, STDERR_FILENO)) {
    execution.outcome.failed = BecomeTarget(order.limits);
    if (execution.outcome.failed != 0) return 1;
    execve(order.executable, const_cast<char* const*>(order.words),  // NOLINT: it takes them
           const_cast<char* const*>(order.environment));             // so, and changes none
  }
  execution.outcome.failed = errno;
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
  if (child < 0) return {-1, failed, false};
  if (execution.outcome.failed != 0) {
    while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
    return execution.outcome;
  }
  execution.outcome.pid = child;
  return execution.outcome;
}

}  // namespace echocheck
