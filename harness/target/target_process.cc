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
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/start_dir.hpp>
#include <boost/process/v2/stdio.hpp>

#include "harness/base/unique_handles.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;
namespace process = boost::process::v2;

using boost::system::error_code;

// Hooks of Boost.Process.
struct ChildSetup {
  const OriginalLimits& limits;
  const char* const* environment;  // as execve takes it

  // (process_environment would do the same, but 1.81 declares its hook without defining it.)
  error_code on_setup(process::posix::default_launcher& launcher,  // NOLINT
                      const process::filesystem::path& /*executable*/,
                      const char* const* /*argv*/) const {
    launcher.env = environment;
    return {};
  }
  // In the child, between fork and exec.
  error_code on_exec_setup(process::posix::default_launcher& /*launcher*/,  // NOLINT
                           const process::filesystem::path& /*executable*/,
                           const char* const* /*argv*/) const {
    const int failed = BecomeTarget(limits);
    errno = failed;
    return {failed, boost::system::system_category()};
  }
  // The launcher would call exit(), which flushes what the parent had buffered a second time.
  void on_exec_error(process::posix::default_launcher& /*launcher*/,  // NOLINT
                     const process::filesystem::path& /*executable*/, const char* const* /*argv*/,
                     const error_code& /*error*/) const {
    _exit(127);
  }
};

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

Error CannotExecute(const std::string& executable, const error_code& error) {
  std::string message = executable + ": cannot be executed: " + error.message();
  if (error.value() == ENOEXEC) {
    message += " (a script needs a first line such as #!/bin/sh)";
  } else if (error.value() == ENOENT) {
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
  std::vector<const char*> variables;
  for (const std::string& variable : environment) variables.push_back(variable.c_str());
  variables.push_back(nullptr);
  const std::vector<std::string> arguments(options.words.begin() + 1, options.words.end());
  const std::string start =
      options.working_directory.empty() ? std::string(".") : options.working_directory;

  auto impl = std::make_shared<Impl>(context, log);
  error_code error;
  process::posix::default_launcher launcher;
  // Of a context of its own, which has no services yet: those of ours would open their descriptors
  // anew in the child, for nothing.
  asio::io_context no_services;
  auto launched = launcher(
      no_services.get_executor(), error, process::filesystem::path(options.executable), arguments,
      process::process_stdio{input->read.get(), output->write.get(), output->write.get()},
      process::process_start_dir(start), ChildSetup{options.limits, variables.data()});
  if (error) return CannotExecute(options.words[0], error);
  impl->pid = launched.id();
  // Its own wait blocks in waitpid(2) when Asio wakes it for nothing, which happens when a
  // descriptor number is used again; so from here on the process is ours.
  launched.detach();
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
  if (!impl_->status) kill(impl_->pid, number);
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
