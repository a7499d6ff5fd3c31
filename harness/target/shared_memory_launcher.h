// SPDX-License-Identifier: MIT
// Starts a program as Boost.Process' own launchers do, initializers included, but without a fork:
// the child shares our memory until it executes. A fork copies page tables, and after it each page
// that either side writes to (docs/design.md, "The life of a scenario"). Inside of the layer.
#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>

#include <boost/asio/any_io_executor.hpp>
#include <boost/system/error_code.hpp>

#include "harness/base/child_stack.h"
#include "harness/base/fault_point.h"
#include "harness/target/boost_process.h"

namespace echocheck {

// Runs `child(argument)` in a new process that shares our memory, on a stack of its own; returns
// when the child has executed a program or has returned. `child` may make system calls and nothing
// else. Signals are blocked meanwhile: no handler of ours may run in the child. Returns the
// child's pid, ours to reap, or -1 and errno.
pid_t CloneUntilExec(int (*child)(void* argument), void* argument);

// Reaps a child that has ended, or will at once.
void ReapFailedChild(pid_t child);

// Returns a descriptor that is readable when the process has ended, or -1 and errno.
int OpenPidfd(pid_t pid);

// Follows the launcher protocol of Boost.Process v2: on_setup and on_success run here,
// on_exec_setup in the child. Two things differ from posix::vfork_launcher: hooks do not run on our
// stack, where a hook that fails would destroy it, and a failure in the child is told to the
// parent. close_all_fds is not called: whoever wants descriptors closed has an initializer for it.
class SharedMemoryLauncher : public boost::process::v2::posix::default_launcher {
 public:
  using Executor = boost::asio::any_io_executor;
  using Process = boost::process::v2::basic_process<Executor>;
  using Error = boost::system::error_code;

  // `words` are all arguments, the program's name first, and null-terminated. Sets `error` and
  // returns an empty process when a hook or the kernel refused: nothing is left then.
  template <class... Initializers>
  Process operator()(const Executor& executor, Error& error,
                     const std::filesystem::path& executable, const char* const* words,
                     Initializers&&... initializers) {
    namespace hooks = boost::process::v2::posix::detail;
    error = hooks::on_setup(*this, executable, words, initializers...);
    if (error) {
      hooks::on_error(*this, executable, words, error, initializers...);
      return Process(executor);
    }
    // The hooks are the library's, so a sanitizer may see into them. They have returned when the
    // program is executed, and what they left on the child's stack is over.
    const auto prepare = [&] {
      return hooks::on_exec_setup(*this, executable, words, initializers...);
    };
    using Prepare = decltype(prepare);
    Birth<Prepare> birth{prepare, executable.c_str(), words, env, {}};
    pid = CloneUntilExec(BecomeProgram<Prepare>, &birth);
    if (pid < 0) {
      error.assign(errno, boost::system::system_category());
      hooks::on_fork_error(*this, executable, words, error, initializers...);
    } else if (birth.failed) {
      ReapFailedChild(pid);
      error = birth.failed;
      hooks::on_exec_error(*this, executable, words, error, initializers...);
    }
    if (error) {
      hooks::on_error(*this, executable, words, error, initializers...);
      return Process(executor);
    }
    const int pidfd = OpenPidfd(pid);
    if (pidfd < 0) {  // no descriptor is left: nobody could wait for it
      error.assign(errno, boost::system::system_category());
      kill(pid, SIGKILL);
      ReapFailedChild(pid);
      hooks::on_error(*this, executable, words, error, initializers...);
      return Process(executor);
    }
    Process process(executor, pid, pidfd);
    hooks::on_success(*this, executable, words, initializers...);
    return process;
  }

 private:
  // What parent and child share.
  template <class Prepare>
  struct Birth {
    const Prepare& prepare;
    const char* executable;
    const char* const* words;
    const char* const* environment;
    Error failed;
  };

  template <class Prepare>
  ECHOCHECK_NOT_INSTRUMENTED static int BecomeProgram(void* shared) {
    auto& birth = *static_cast<Birth<Prepare>*>(shared);
    birth.failed = birth.prepare();
    if (birth.failed) return 1;
    if (!FaultPoint("target.execute")) {
      execve(birth.executable, const_cast<char* const*>(birth.words),  // NOLINT: it takes them so,
             const_cast<char* const*>(birth.environment));             // and changes none
    }
    birth.failed.assign(errno, boost::system::system_category());
    return 1;
  }
};

}  // namespace echocheck
