// SPDX-License-Identifier: MIT
#include "harness/client/step_deadline.h"

#include <algorithm>
#include <utility>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace echocheck {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

// A step that moves bytes may take this many timeouts in all, as long as none passes in which
// nothing moves: a server that trickles is not waited for without end.
constexpr int kLongestInTimeouts = 12;

// And as long as bytes come at this pace it may take any time: a large payload is slow on a loaded
// machine, and slow is not wrong.
constexpr std::uint64_t kUnhurriedPerSecond = 256U << 10;

// A target that is awake is given this many timeouts without progress, unless it has had its turn:
// one that loops for ever is always awake.
constexpr int kAwakeInTimeouts = 3;

// One that is known to go round in circles is looked at so often.
constexpr Milliseconds kBetweenTurns{50};

// Between two looks: a thread may be caught in a short sleep on its way.
constexpr Milliseconds kBetweenLooks{3};

}  // namespace

StepDeadline::StepDeadline(PlayContext& context, const Step& step)
    : context_(context),
      timeout_(context.TimeoutOf(step)),
      last_(Clock::now() + kLongestInTimeouts * timeout_),
      held_up_(context.Time()),
      held_up_in_all_(context.Time()) {
  Moved();
}

void StepDeadline::Moved(std::uint64_t bytes) {
  const std::chrono::duration<double> unhurried(static_cast<double>(bytes) / kUnhurriedPerSecond);
  last_ += std::chrono::duration_cast<Nanoseconds>(unhurried);
  when_ = std::min(Clock::now() + timeout_, last_);
  last_awake_ = std::min(Clock::now() + kAwakeInTimeouts * timeout_, last_);
  look_ = context_.goes_in_circles ? Clock::now() + kBetweenTurns : when_;
  held_up_ = HeldUpSince(context_.Time());
  ++context_.moves;
}

void StepDeadline::PutOff() {
  context_.Time().Look();
  last_ += held_up_in_all_.Take();
  const Nanoseconds more = held_up_.Take();
  last_awake_ += more;
  when_ += more;
}

asio::awaitable<bool> StepDeadline::LooksAsleep() {
  if (context_.target == nullptr || !context_.target->Asleep()) co_return false;
  asio::steady_timer timer(context_.io, kBetweenLooks);
  co_await timer.async_wait(asio::use_awaitable);
  co_return context_.target->Asleep();
}

// Of a target that is awake.
bool StepDeadline::HadItsTurn() {
  // What it does for others is no going round in circles.
  if (std::exchange(moves_, context_.moves) != context_.moves) turn_.Again();
  const bool had = turn_.Had(context_.target->ProcessorTime());
  if (had) context_.target->NoteCircles();
  return had;
}

asio::awaitable<bool> StepDeadline::Passed() {
  if (Clock::now() < when()) co_return false;
  if (context_.goes_in_circles && Clock::now() < when_) {
    look_ = Clock::now() + kBetweenTurns;
    co_return context_.target != nullptr && !context_.target->Asleep() && HadItsTurn();
  }
  PutOff();
  look_ = when_;
  if (Clock::now() < when_) co_return false;
  if (context_.Time().somebody_waits()) {
    look_ = when_ = Clock::now() + kUntilItRuns;
    co_return false;
  }
  target_asleep_ = co_await LooksAsleep();
  if (target_asleep_ || context_.target == nullptr) co_return true;
  if (HadItsTurn() || Clock::now() >= last_awake_) co_return true;
  // Soon again: it may come to rest any moment.
  look_ = when_ = std::min(Clock::now() + timeout_ / 4, last_awake_);
  co_return false;
}

}  // namespace echocheck
