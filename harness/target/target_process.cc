// SPDX-License-Identifier: MIT
#include "harness/target/target_process.h"

#include <fcntl.h>
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

#include "harness/base/fault_point.h"
#include "harness/base/unique_handles.h"
#include "harness/target/boost_process.h"
#include "harness/target/hold_gate.h"
#include "harness/target/shared_memory_launcher.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;
namespace process = boost::process::v2;

using boost::system::error_code;

struct Pipe {
  UniqueFd read;
  UniqueFd write;
};

// Moves `end` away from the numbers of the standard streams. One of ours may be closed, and then a
// pipe gets its number: dup2() would leave such an end as it is, to be closed at exec.
Status MoveAboveStreams(UniqueFd& end) {
  if (end.get() > STDERR_FILENO) return {};
  const int moved = fcntl(end.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (moved < 0) return SystemError(Say("doing.make_pipe"), errno);
  end.reset(moved);
  return {};
}

Result<Pipe> MakePipe() {
  std::array<int, 2> ends{};
  if (FaultPoint("target.pipe") || pipe2(ends.data(), O_CLOEXEC) != 0) {
    return SystemError(Say("doing.make_pipe"), errno);
  }
  Pipe pipe{UniqueFd(ends[0]), UniqueFd(ends[1])};
  ECHOCHECK_TRY(MoveAboveStreams(pipe.read));
  ECHOCHECK_TRY(MoveAboveStreams(pipe.write));
  return pipe;
}

// A pipe belongs to the user who made it, and only that user may open /dev/stdout or /dev/stderr.
Status GivePipe(const Pipe& pipe, const std::optional<TargetUser>& user) {
  if (!user) return {};
  if (!FaultPoint("target.give_pipe") && fchown(pipe.read.get(), user->uid, user->gid) == 0) {
    return {};
  }
  return SystemError(Say("doing.give_pipe", {{"user", user->name}}), errno);
}

// What the child was doing; steps are in the order in which it does them.
enum class LaunchStep { kClone, kDirectory, kStreams, kPrivileges, kExecute };

// An initializer: the child begins this step. The others cannot say which of them failed.
struct Begins {
  LaunchStep step;
  LaunchStep& last;

  template <class Launcher>
  error_code on_exec_setup(Launcher& /*launcher*/, const std::filesystem::path& /*executable*/,
                           const char* const*& /*words*/) {
    last = step;
    return {};
  }
};

// An initializer: user, capabilities, limits, signals, parent-death signal, confinement
// (BecomeTarget).
struct TargetPrivileges {
  OriginalLimits limits;
  const TargetUser* user;
  const Confinement* confinement;
  const HoldGate* gate;

  template <class Launcher>
  error_code on_exec_setup(Launcher& /*launcher*/, const std::filesystem::path& /*executable*/,
                           const char* const*& /*words*/) {
    if (FaultPoint("target.privileges")) return {errno, boost::system::system_category()};
    return {BecomeTarget(limits, user, confinement, gate), boost::system::system_category()};
  }
};

// Only what the kernel says of the program itself is the user's to mend.
Error CannotLaunch(const LaunchOptions& options, LaunchStep step, int failed) {
  switch (step) {
    case LaunchStep::kClone:
      return SystemError(Say("doing.make_target_process"), failed);
    case LaunchStep::kDirectory:
      return SystemError(Say("doing.enter_directory"), failed);
    case LaunchStep::kStreams:
      return SystemError(Say("doing.give_streams"), failed);
    case LaunchStep::kPrivileges:
      return SystemError(options.user ? Say("doing.switch_user", {{"user", options.user->name}})
                                      : Say("doing.take_privileges"),
                         failed);
    case LaunchStep::kExecute:
      break;
  }
  // The machine's, or our limits: the program is not to blame.
  if (failed == EMFILE || failed == ENFILE || failed == ENOMEM || failed == EAGAIN) {
    return SystemError(Say("doing.execute", {{"program", options.words[0]}}), failed);
  }
  Sentence why = SaySystem(failed);
  if (failed == ENOEXEC) {
    why = Say("errors.needs_first_line", {{"why", std::move(why)}});
  } else if (failed == ENOENT) {
    why = Say("errors.interpreter_not_there", {{"why", std::move(why)}});
  }
  std::vector<Argument> arguments = {{"program", options.words[0]}, {"why", std::move(why)}};
  if (!options.user) return UsageError(Say("errors.cannot_execute", std::move(arguments)));
  arguments.emplace_back("user", options.user->name);
  return UsageError(Say("errors.cannot_execute_as", std::move(arguments)));
}

// A child of ours, with these two ends as its standard streams.
Result<pid_t> LaunchProgram(asio::io_context& context, const LaunchOptions& options, int input,
                            int output, const HoldGate* gate) {
  std::vector<const char*> words;
  for (const std::string& word : options.words) words.push_back(word.c_str());
  words.push_back(nullptr);
  const TargetUser* const user = options.user ? &*options.user : nullptr;
  const Confinement* const confinement = options.confinement ? &*options.confinement : nullptr;
  const std::vector<std::string> variables =
      TargetEnvironment(environ, user, options.environment,
                        confinement != nullptr ? KeptVariables::kFew : KeptVariables::kNoSecrets);
  const std::string directory = options.working_directory.empty() ? "." : options.working_directory;
  LaunchStep step = LaunchStep::kClone;
  error_code failed;
  SharedMemoryLauncher launch;
  auto process =
      launch(context.get_executor(), failed, options.executable, words.data(),
             process::process_environment(variables), Begins{LaunchStep::kDirectory, step},
             process::process_start_dir(directory), Begins{LaunchStep::kStreams, step},
             process::process_stdio{input, output, output}, Begins{LaunchStep::kPrivileges, step},
             TargetPrivileges{options.limits, user, confinement, gate},
             Begins{LaunchStep::kExecute, step});
  if (failed) return CannotLaunch(options, step, failed.value());
  // Boost 1.81's wait for the end of a process can block: its waitpid() blocks when the event was
  // another one's. So the process is waited for on a pidfd of our own.
  return process.detach().id();
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
  std::unique_ptr<HeldCalls> held_calls;
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
  ECHOCHECK_TRY(GivePipe(*input, options.user));
  ECHOCHECK_TRY(GivePipe(*output, options.user));
  std::optional<HoldGatePair> gate;
  if (options.holdable) gate = HoldGatePair::Make();
  const auto pid = LaunchProgram(context, options, input->read.get(), output->write.get(),
                                 gate ? &gate->gate() : nullptr);
  if (!pid) return pid.error();
  auto impl = std::make_shared<Impl>(context, log);
  if (UniqueFd listener = gate ? gate->Listener() : UniqueFd()) {
    impl->held_calls = std::make_unique<HeldCalls>(context, std::move(listener));
  }
  impl->pid = *pid;
  const int pidfd = OpenPidfd(impl->pid);
  if (pidfd < 0) {
    const int failed = errno;
    kill(impl->pid, SIGKILL);
    ReapFailedChild(impl->pid);
    return SystemError(Say("doing.open_pidfd"), failed);
  }
  impl->pidfd.assign(pidfd);
  impl->input = std::move(input->write);
  impl->output.assign(output->read.release());

  asio::co_spawn(context, ReapWhenEnded(impl), asio::detached);
  asio::co_spawn(context, DrainOutput(impl), asio::detached);
  return std::unique_ptr<TargetProcess>(new TargetProcess(std::move(impl)));
} catch (const std::exception& failure) {
  return InternalError(Say("errors.launching_failed", {{"why", failure.what()}}));
}

HeldCalls* TargetProcess::held_calls() { return impl_->held_calls.get(); }

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
