// SPDX-License-Identifier: MIT
// Does to the target what a scenario's steps say, and looks at it for them.
#include <algorithm>
#include <csignal>
#include <utility>
#include <variant>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/base/backoff.h"
#include "harness/base/counted_time.h"
#include "harness/target/start_target.h"
#include "harness/target/stop_target.h"
#include "harness/words/because.h"
#include "harness/worker/target_run.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

// How long SIGSTOP may take: as long as a thread is in the middle of a call.
constexpr Milliseconds kStops{5'000};

// How long a step waits for a held call. There may be none: a thread that computes makes no call.
constexpr Milliseconds kIsHeld{1'000};

// How often an idle target is looked at.
constexpr Milliseconds kLook{10};

// How long a target may be busy before that says anything.
constexpr Milliseconds kWarmsUp{2'500};

// Returns true when it used so little CPU that nobody would call it busy.
bool Rested(const IdleRecord& idle) {
  return idle.cpu * 20 <= idle.wall && idle.awake * 2 < std::max(idle.looks, 1U);
}

int NumberOf(TargetSignal signal) {
  switch (signal) {
    case TargetSignal::kStop:
      return SIGSTOP;
    case TargetSignal::kContinue:
      return SIGCONT;
    case TargetSignal::kTerminate:
      return SIGTERM;
    case TargetSignal::kInterrupt:
      return SIGINT;
    case TargetSignal::kKill:
      return SIGKILL;
  }
  return SIGTERM;
}

// SIGTERM and SIGINT are for the program to act on, and go to the one that was launched (of SIGINT
// its group gets it, as from a terminal). The others are for the kernel alone, and all processes of
// the target are meant.
bool IsForAll(TargetSignal signal) {
  return signal != TargetSignal::kTerminate && signal != TargetSignal::kInterrupt;
}

SocketResult ResultOf(const Status& status) {
  if (status) return {};
  return {StepOutcome::kFailed, status.error().message};
}

}  // namespace

asio::awaitable<SocketResult> TargetRun::Do(const Step& step, std::uint32_t connections) {
  Status status;
  if (const auto* signal = std::get_if<SignalStep>(&step.action)) {
    status = co_await Signal(*signal);
  } else if (std::holds_alternative<HoldStep>(step.action)) {
    status = co_await Hold();
  } else if (std::holds_alternative<HeldStep>(step.action)) {
    status = co_await AwaitHeld();
  } else if (std::holds_alternative<ReleaseStep>(step.action)) {
    LetGoOn();
  } else if (const auto* stop = std::get_if<StopStep>(&step.action)) {
    status = co_await Stop(stop->signal, connections);
  } else if (const auto* restart = std::get_if<RestartStep>(&step.action)) {
    status = co_await Stop(restart->signal, connections);
    if (status) status = co_await Relaunch();
  } else if (const auto* sample = std::get_if<SampleStep>(&step.action)) {
    status = co_await Sample(*sample);
  } else if (const auto* idle = std::get_if<IdleStep>(&step.action)) {
    status = co_await WatchIdle(*idle, connections);
  }
  co_return ResultOf(status);
}

asio::awaitable<Status> TargetRun::Signal(const SignalStep& step) {
  if (EndsProcess(step.signal)) {
    NoteEndedByItself();
    told_to_end_ = true;
  }
  outcome_.signals.push_back({step.signal, Now()});
  const int number = NumberOf(step.signal);
  if (IsForAll(step.signal) || process_->exit_status()) {
    for (const pid_t process : context_.arena.TargetProcesses()) kill(process, number);
  } else {
    process_->Signal(number);
  }
  if (step.signal == TargetSignal::kContinue) stopped_ = false;
  if (step.signal != TargetSignal::kStop) co_return Status();
  stopped_ = true;
  co_return co_await AwaitStopped();
}

asio::awaitable<Status> TargetRun::AwaitStopped() {
  CountedDeadline deadline(context_.observer.time(), Scaled(kStops));
  for (Backoff polling; !context_.arena.TargetIsStopped();) {
    if (deadline.Passed()) co_return EnvironmentError(Say("errors.not_stopped"));
    co_await Pause(polling.NextPause());
  }
  co_return Status();
}

// The call in which the target waits now returns as usual. Its next call on a socket waits until
// Release(). SIGSTOP would change more: it interrupts epoll_wait(), which then fails with EINTR.
asio::awaitable<Status> TargetRun::Hold() {
  HoldRecord& hold = outcome_.holds.emplace_back();
  hold.at = Now();
  if (HeldCalls* const calls = process_->held_calls()) {
    calls->Hold([this](pid_t process, std::uint64_t descriptor) {
      return context_.arena.IsSocket(process, descriptor);
    });
    co_return Status();
  }
  hold.by_signal = true;
  co_return co_await Signal({TargetSignal::kStop});
}

// A target that makes no call on a socket is not held, and the script goes on.
asio::awaitable<Status> TargetRun::AwaitHeld() {
  HeldCalls* const calls = process_->held_calls();
  if (calls == nullptr || stopped_) co_return Status();
  CountedDeadline deadline(context_.observer.time(), Scaled(kIsHeld));
  for (Backoff polling; !calls->any() && !deadline.Passed();) co_await Pause(polling.NextPause());
  co_return Status();
}

void TargetRun::LetGoOn() {
  if (stopped_) {
    for (const pid_t process : context_.arena.TargetProcesses()) kill(process, SIGCONT);
    outcome_.signals.push_back({TargetSignal::kContinue, Now()});
  }
  stopped_ = false;
  if (outcome_.holds.empty() || outcome_.holds.back().released_at) return;
  HoldRecord& hold = outcome_.holds.back();
  if (HeldCalls* const calls = process_->held_calls()) hold.calls = calls->Release();
  hold.released_at = Now();
}

asio::awaitable<Status> TargetRun::Stop(TargetSignal signal, std::uint32_t connections) {
  NoteEndedByItself();
  told_to_end_ = true;
  CommandedStop& record = outcome_.stops.emplace_back();
  record.signal = signal;
  record.at = Now();
  record.connections = connections;
  auto stopped =
      co_await StopTarget(*process_, NumberOf(signal), spec_.stop_timeout, context_.observer);
  if (!stopped) co_return stopped.error();
  record.stop = *stopped;
  record.exit_status = process_->exit_status();
  co_return Status();
}

// What the stop has left is ended first. Whether the target obeyed is one question, whether the
// port can be used again is another.
asio::awaitable<Status> TargetRun::Relaunch() {
  co_await KillTarget(*process_, context_.observer);
  TargetSpec spec = spec_;
  spec.forms = {outcome_.address_form};
  spec.any_port = false;
  auto started = co_await StartTarget(context_.io, spec, outcome_.used, limits_, context_.observer,
                                      context_.log, scenario_.transport);
  if (!started) co_return started.error();
  process_ = std::move(started->process);
  told_to_end_ = false;
  stopped_ = false;
  outcome_.stops.back().relaunch = {started->outcome.startup, started->outcome.listening,
                                    started->outcome.listened_after, started->outcome.exit_status,
                                    started->outcome.sockets_unseen};
  // When it did not come up again, that is what the relaunch found, and no early end.
  told_to_end_ = started->outcome.startup != Startup::kListening;
  co_return Status();
}

asio::awaitable<Status> TargetRun::Sample(const SampleStep& step) {
  ProcessSample sample;
  sample.name = step.name;
  sample.settled = co_await FallsAsleep();
  sample.at = Now();
  const ProcessUsage usage = context_.arena.TargetUsage();
  sample.processes = usage.processes;
  sample.threads = usage.threads;
  sample.descriptors = usage.descriptors;
  sample.zombies = usage.zombies;
  sample.resident_bytes = usage.resident_bytes;
  sample.cpu = usage.cpu;
  if (!usage.unseen.empty()) sample.unseen = usage.unseen;
  if (!usage.descriptors_unseen.empty()) sample.descriptors_unseen = usage.descriptors_unseen;
  outcome_.samples.push_back(std::move(sample));
  co_return Status();
}

// A runtime may still be busy with its start, or with garbage collection. A busy loop is as busy
// later.
asio::awaitable<Status> TargetRun::WatchIdle(const IdleStep& step, std::uint32_t connections) {
  CountedDeadline patience(context_.observer.time(), Scaled(kWarmsUp));
  (void)co_await FallsAsleep();
  IdleRecord idle = co_await LookOn(step.duration, connections);
  while (!Rested(idle) && !patience.Passed()) {
    idle = co_await LookOn(step.duration, connections);
  }
  outcome_.idle.push_back(idle);
  co_return Status();
}

asio::awaitable<IdleRecord> TargetRun::LookOn(Nanoseconds duration, std::uint32_t connections) {
  IdleRecord idle;
  idle.at = Now();
  idle.connections = connections;
  const Nanoseconds before = context_.arena.TargetUsage().cpu;
  // On a busy machine a window may be over before the target had a processor at all.
  CountedDeadline end(context_.observer.time(), duration);
  while (!end.Passed() || idle.looks < IdleRecord::kLooksAtLeast) {
    co_await Pause(kLook);
    ++idle.looks;
    if (!Asleep()) ++idle.awake;
  }
  idle.wall = Now() - idle.at;
  const ProcessUsage after = context_.arena.TargetUsage();
  idle.cpu = after.cpu - before;
  if (!after.unseen.empty()) idle.unseen = after.unseen;
  co_return idle;
}

}  // namespace echocheck
