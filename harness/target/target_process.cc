// SPDX-License-Identifier: MIT
#include "harness/target/target_process.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstring>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/base/unique_handles.h"
#include "harness/target/execute.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;

using boost::system::error_code;

struct Pipe {
  UniqueFd read;
  UniqueFd write;
};

Result<Pipe> MakePipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return SystemError("making a pipe", errno);
  return Pipe{UniqueFd(ends[0]), UniqueFd(ends[1])};
}

std::vector<std::string> EnvironmentWith(
    const std::vector<std::pair<std::string, std::string>>& added) {
  std::vector<std::string> variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view variable(*entry);
    bool replaced = false;
    for (const auto& [name, value] : added) {
      replaced = replaced || (variable.starts_with(name) && variable.size() > name.size() &&
                              variable[name.size()] == '=');
    }
    if (!replaced) variables.emplace_back(variable);
  }
  for (const auto& [name, value] : added) {
    variables.push_back(name);
    variables.back() += '=';
    variables.back() += value;
  }
  return variables;
}

std::vector<const char*> NullTerminated(const std::vector<std::string>& texts) {
  std::vector<const char*> pointers;
  for (const std::string& text : texts) pointers.push_back(text.c_str());
  pointers.push_back(nullptr);
  return pointers;
}

// Only what the kernel says of the program itself is the user's to mend.
Error CannotExecute(const std::string& executable, const Executed& executed) {
  const int failed = executed.failed;
  switch (executed.step) {
    case ExecuteStep::kClone:
      return SystemError("making a process for the target", failed);
    case ExecuteStep::kDirectory:
      return SystemError("entering the target's working directory", failed);
    case ExecuteStep::kStreams:
      return SystemError("giving the target its standard streams", failed);
    case ExecuteStep::kPrivileges:
      return SystemError("taking the target's privileges away", failed);
    case ExecuteStep::kExecute:
      break;
  }
  std::string message = executable + ": cannot be executed: " + std::strerror(failed);
  if (failed == ENOEXEC) {
    message += " (a script needs a first line such as #!/bin/sh)";
  } else if (failed == ENOENT) {
    message += " (the file is there: the interpreter in its first line is not)";
  }
  return UsageError(message);
}

ExitStatus FromWaitStatus(int status) {
  ExitStatus result;
  if (WIFSIGNALED(status)) {
    result.signal = WTERMSIG(status);
  } else {
    result.code = WEXITSTATUS(status);
  }
  return result;
}

}  // namespace

struct TargetProcess::Impl {
  Impl(asio::io_context& context, OutputLog& output_log)
      : pidfd(context),
        output(context),
        exited(context, asio::steady_timer::time_point::max()),
        output_ended(context, asio::steady_timer::time_point::max()),
        log(output_log) {}

  asio::posix::stream_descriptor pidfd;  // readable when the process has ended
  asio::posix::stream_descriptor output;
  asio::steady_timer exited;        // cancelled, as a signal to waiters, when the process is reaped
  asio::steady_timer output_ended;  // the same, when the output pipe is at its end
  bool output_at_end = false;
  OutputLog& log;
  UniqueFd input;  // our end of its stdin: never written, closed only at the end
  pid_t pid = 0;
  std::optional<ExitStatus> status;
  std::optional<SteadyTime> exited_at;
};

namespace {

// Waits until `happened`, whose change is told by cancelling `event`, or until `limit` is over.
template <class Happened>
asio::awaitable<void> WaitUntil(asio::steady_timer& event, Nanoseconds limit, Happened happened) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (!happened() && std::chrono::steady_clock::now() < deadline) {
    event.expires_at(deadline);
    error_code ignored;
    co_await event.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
}

asio::awaitable<void> ReapWhenEnded(std::shared_ptr<TargetProcess::Impl> impl) {
  int status = 0;
  while (waitpid(impl->pid, &status, WNOHANG) == 0) {
    error_code ignored;
    co_await impl->pidfd.async_wait(asio::posix::stream_descriptor::wait_read,
                                    asio::redirect_error(asio::use_awaitable, ignored));
  }
  impl->status = FromWaitStatus(status);
  impl->exited_at = std::chrono::steady_clock::now();
  impl->exited.cancel();
}

asio::awaitable<void> DrainOutput(std::shared_ptr<TargetProcess::Impl> impl) {
  std::array<char, 65536> buffer;  // NOLINT: clearing it would take longer than what comes
  error_code failed;
  while (!failed) {
    const std::size_t count = co_await impl->output.async_read_some(
        asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, failed));
    impl->log.Add(BytesView(buffer.data(), count));
  }
  impl->output_at_end = true;
  impl->output_ended.cancel();
}

}  // namespace

TargetProcess::TargetProcess(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

TargetProcess::~TargetProcess() {
  Signal(SIGKILL);
  error_code ignored;
  impl_->output.close(ignored);
}

Result<std::unique_ptr<TargetProcess>> TargetProcess::Launch(asio::io_context& context,
                                                             const LaunchOptions& options,
                                                             OutputLog& log) try {
  auto input = MakePipe();
  if (!input) return input.error();
  auto output = MakePipe();
  if (!output) return output.error();
  const std::vector<std::string> environment = EnvironmentWith(options.environment);
  const std::vector<const char*> variables = NullTerminated(environment);
  const std::vector<const char*> words = NullTerminated(options.words);
  const std::string directory = options.working_directory.empty() ? "." : options.working_directory;

  auto impl = std::make_shared<Impl>(context, log);
  const Executed executed =
      Execute({options.executable.c_str(), words.data(), variables.data(), directory.c_str(),
               input->read.get(), output->write.get(), options.limits});
  if (executed.failed != 0) return CannotExecute(options.words[0], executed);
  impl->pid = executed.pid;
  const auto pidfd = static_cast<int>(syscall(SYS_pidfd_open, impl->pid, 0));
  if (pidfd < 0) return SystemError("opening a pidfd of the target", errno);
  impl->pidfd.assign(pidfd);
  impl->input = std::move(input->write);
  impl->output.assign(output->read.release());

  asio::co_spawn(context, ReapWhenEnded(impl), asio::detached);
  asio::co_spawn(context, DrainOutput(impl), asio::detached);
  return std::unique_ptr<TargetProcess>(new TargetProcess(std::move(impl)));
} catch (const std::exception& failure) {
  return InternalError(std::string("launching the target: ") + failure.what());
}

pid_t TargetProcess::pid() const { return impl_->pid; }
const std::optional<ExitStatus>& TargetProcess::exit_status() const { return impl_->status; }
std::optional<SteadyTime> TargetProcess::exited_at() const { return impl_->exited_at; }

void TargetProcess::Signal(int number) {
  if (impl_->status) return;
  // It leads the group, unless it has left it; a terminal's Ctrl-C goes to all of that.
  if (number == SIGINT && kill(-impl_->pid, number) == 0) return;
  kill(impl_->pid, number);
}

asio::awaitable<void> TargetProcess::WaitForExit(Nanoseconds limit) {
  const auto impl = impl_;
  co_await WaitUntil(impl->exited, limit, [&] { return impl->status.has_value(); });
}

asio::awaitable<void> TargetProcess::WaitForEndOfOutput(Nanoseconds limit) {
  const auto impl = impl_;
  co_await WaitUntil(impl->output_ended, limit, [&] { return impl->output_at_end; });
}

}  // namespace echocheck
