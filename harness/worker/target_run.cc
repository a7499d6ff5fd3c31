// SPDX-License-Identifier: MIT
// Starts the target, notices when it ends early, and stops it. What steps do to it is in
// target_steps.cc.
#include "harness/worker/target_run.h"

#include <algorithm>
#include <csignal>
#include <utility>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/base/backoff.h"
#include "harness/base/counted_time.h"
#include "harness/base/twice_in_a_row.h"
#include "harness/target/start_target.h"
#include "harness/target/stop_target.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;

// Nobody waits longer than this until a target sleeps: in a busy loop it never does.
constexpr Milliseconds kFallsAsleep{500};
constexpr Milliseconds kFallsAsleepAtLast{50};  // when that is known of it

// How long the end after SIGKILL may take. Each thread needs a processor once more to end.
constexpr Milliseconds kAfterKill{60'000};

// How long its output may take to end: a process that we cannot end may hold the pipe open.
constexpr Milliseconds kOutputEnds{10'000};

}  // namespace

TargetRun::TargetRun(Context context, TargetSpec spec, const Scenario& scenario, Endpoint asked,
                     OriginalLimits limits)
    : context_(context),
      spec_(std::move(spec)),
      scenario_(scenario),
      asked_(asked),
      limits_(limits) {
  spec_.start_timeout = Scaled(spec_.start_timeout);
  spec_.stop_timeout = Scaled(spec_.stop_timeout);
  spec_.holdable = scenario.HoldsTarget();
  if (scenario.limits.open_files) {
    // The hard limit, too: a server may raise its soft limit.
    limits_.open_files = {*scenario.limits.open_files, *scenario.limits.open_files};
  }
}

Milliseconds TargetRun::Scaled(Milliseconds time) const {
  return std::chrono::duration_cast<Milliseconds>(time * context_.timeout_scale);
}

asio::awaitable<void> TargetRun::Pause(Nanoseconds time) {
  asio::steady_timer timer(context_.io, time);
  co_await timer.async_wait(asio::use_awaitable);
}

asio::awaitable<Status> TargetRun::Start() {
  auto started = co_await StartTarget(context_.io, spec_, asked_, limits_, context_.observer,
                                      context_.log, scenario_.transport);
  if (!started) co_return started.error();
  process_ = std::move(started->process);
  outcome_ = std::move(started->outcome);
  outcome_.output_before_listening = context_.log.size();
  co_return Status();
}

void TargetRun::Connect(const Endpoint& server) {
  outcome_.asked = server;
  outcome_.used = server;
}

bool TargetRun::Asleep() { return context_.arena.TargetIsAsleep(); }

void TargetRun::NoteServing() {
  const auto processes = static_cast<std::uint32_t>(context_.arena.TargetProcesses().size());
  outcome_.most_processes = std::max(outcome_.most_processes, processes);
}

void TargetRun::NoteCircles() {
  if (!outcome_.went_in_circles_at) outcome_.went_in_circles_at = Now();
}

// Waits until it sleeps: then it has done what there was to do, and waits for its next client.
// Returns false when it never slept.
asio::awaitable<bool> TargetRun::FallsAsleep() {
  CountedDeadline deadline(context_.observer.time(),
                           Scaled(context_.goes_in_circles ? kFallsAsleepAtLast : kFallsAsleep));
  TwiceInARow asleep;
  for (Backoff polling; !deadline.Passed();) {
    if (asleep.Seen(Asleep())) co_return true;
    co_await Pause(polling.NextPause());
  }
  co_return false;
}

// A target that ends on its own does so a moment after its last socket has closed. So it has time
// until it sleeps: a server that goes on waits for its next client.
asio::awaitable<void> TargetRun::NoticeEarlyEnd() {
  const bool settled = co_await FallsAsleep();
  const bool gone = settled && context_.arena.TargetProcesses().empty();
  if (gone) co_await process_->WaitForExit(kAfterKill);
  NoteEndedByItself();
}

void TargetRun::NoteEndedByItself() {
  if (told_to_end_ || !process_->exit_status()) return;
  const bool serves_on = !context_.arena.TargetProcesses().empty();
  if (serves_on) {
    outcome_.launcher_left = true;
    return;
  }
  const bool daemon = outcome_.launcher_left;
  outcome_.ended_early = daemon ? ExitStatus{} : process_->exit_status();
  outcome_.ended_at = daemon ? Now() : *process_->exited_at() - context_.origin.steady;
}

asio::awaitable<Status> TargetRun::StopAtEnd() {
  // A script may have left it stopped or held, and then it could not obey.
  LetGoOn();
  co_await NoticeEarlyEnd();
  auto stopped = co_await StopTarget(*process_, SIGTERM, spec_.stop_timeout, context_.observer);
  if (!stopped) co_return stopped.error();
  outcome_.stop = *stopped;
  co_return Status();
}

asio::awaitable<void> TargetRun::End() {
  if (!process_) co_return;
  // First by its own id: a target can use up the descriptors by which we find the rest.
  process_->Signal(SIGKILL);
  context_.arena.KillAll();
  co_await process_->WaitForExit(kAfterKill);
  context_.arena.TearDown();
  co_await process_->WaitForEndOfOutput(kOutputEnds);
  outcome_.exit_status = process_->exit_status();
  outcome_.output_tail = Bytes(context_.log.tail());
  outcome_.output_bytes = context_.log.size();
}

}  // namespace echocheck
