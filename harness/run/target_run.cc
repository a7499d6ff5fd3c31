// SPDX-License-Identifier: MIT
// Its life: start, early end, stop. What steps do to it is in target_steps.cc.
#include "harness/run/target_run.h"

#include <algorithm>
#include <csignal>
#include <utility>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/base/counted_time.h"
#include "harness/base/polling.h"
#include "harness/target/start_target.h"
#include "harness/target/stop_target.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;

// A target that never sleeps (a busy loop) is not waited for longer than this.
constexpr Milliseconds kFallsAsleep{500};
constexpr Milliseconds kFallsAsleepAtLast{50};  // one that is known to go round in circles

// For what follows SIGKILL. Each thread needs a processor once more to end.
constexpr Milliseconds kAfterKill{60'000};

// For the end of its output: a process that is out of our reach may hold the pipe.
constexpr Milliseconds kOutputEnds{10'000};

}  // namespace

TargetRun::TargetRun(Place place, TargetSpec spec, const Scenario& scenario, Endpoint asked,
                     OriginalLimits limits)
    : place_(place),
      spec_(std::move(spec)),
      scenario_(scenario),
      asked_(std::move(asked)),
      limits_(limits) {
  spec_.start_timeout = Scaled(spec_.start_timeout);
  spec_.stop_timeout = Scaled(spec_.stop_timeout);
  spec_.holdable = scenario.HoldsTarget();
  if (scenario.limits.open_files) {
    // The hard limit as well: a server may raise its soft one.
    limits_.open_files = {*scenario.limits.open_files, *scenario.limits.open_files};
  }
}

Milliseconds TargetRun::Scaled(Milliseconds time) const {
  return std::chrono::duration_cast<Milliseconds>(time * place_.timeout_scale);
}

asio::awaitable<void> TargetRun::Pause(Nanoseconds time) {
  asio::steady_timer timer(place_.io, time);
  co_await timer.async_wait(asio::use_awaitable);
}

asio::awaitable<Status> TargetRun::Start() {
  auto started = co_await StartTarget(place_.io, spec_, asked_, limits_, place_.surroundings,
                                      place_.log, scenario_.transport);
  if (!started) co_return started.error();
  process_ = std::move(started->process);
  outcome_ = std::move(started->outcome);
  co_return Status();
}

void TargetRun::Connect(const Endpoint& server) {
  outcome_.asked = server;
  outcome_.used = server;
}

bool TargetRun::Asleep() { return place_.arena.TargetIsAsleep(); }

void TargetRun::NoteServing() {
  const auto processes = static_cast<std::uint32_t>(place_.arena.TargetProcesses().size());
  outcome_.most_processes = std::max(outcome_.most_processes, processes);
}

void TargetRun::NoteCircles() {
  if (!outcome_.went_in_circles_at) outcome_.went_in_circles_at = Now();
}

// Until it sleeps: it waits for its next client, and has done what there was to do. Returns false
// when it never did.
asio::awaitable<bool> TargetRun::Settle() {
  CountedDeadline deadline(place_.surroundings.time(),
                           Scaled(place_.goes_in_circles ? kFallsAsleepAtLast : kFallsAsleep));
  int asleep = 0;
  for (Polling polling; !deadline.Passed();) {
    // Twice: a look may fall into a short sleep on the way.
    asleep = Asleep() ? asleep + 1 : 0;
    if (asleep == 2) co_return true;
    co_await Pause(polling.NextPause());
  }
  co_return false;
}

// A target that ends on its own does so a moment after its last socket has closed. It is given
// until it sleeps: a server that goes on waits for its next client.
asio::awaitable<void> TargetRun::NoticeEarlyEnd() {
  const bool settled = co_await Settle();
  const bool gone = settled && place_.arena.TargetProcesses().empty();
  if (gone) co_await process_->WaitForExit(kAfterKill);
  NoteEndedByItself();
}

void TargetRun::NoteEndedByItself() {
  if (told_to_end_ || !process_->exit_status()) return;
  const bool serves_on = !place_.arena.TargetProcesses().empty();
  if (serves_on) {
    outcome_.launcher_left = true;
    return;
  }
  const bool daemon = outcome_.launcher_left;
  outcome_.ended_early = daemon ? ExitStatus{} : process_->exit_status();
  outcome_.ended_at = daemon ? Now() : *process_->exited_at() - place_.origin.steady;
}

asio::awaitable<Status> TargetRun::StopAtEnd() {
  // A script may have left it so: it could not obey.
  LetGoOn();
  co_await NoticeEarlyEnd();
  auto stopped = co_await StopTarget(*process_, SIGTERM, spec_.stop_timeout, place_.surroundings);
  if (!stopped) co_return stopped.error();
  outcome_.stop = *stopped;
  co_return Status();
}

asio::awaitable<void> TargetRun::End() {
  if (!process_) co_return;
  // By its own id first: a target can take away the descriptors by which we find the rest.
  process_->Signal(SIGKILL);
  place_.arena.KillAll();
  co_await process_->WaitForExit(kAfterKill);
  place_.arena.TearDown();
  co_await process_->WaitForEndOfOutput(kOutputEnds);
  outcome_.exit_status = process_->exit_status();
  outcome_.output_tail = Bytes(place_.log.tail());
  outcome_.output_bytes = place_.log.size();
  outcome_.output_log_cut = place_.log.cut();
}

}  // namespace echocheck
