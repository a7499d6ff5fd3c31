// SPDX-License-Identifier: MIT
// What a TCP client waits for, and what it does when that does not come.
#include <cstdint>
#include <limits>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/base/backoff.h"
#include "harness/client/client_player.h"
#include "harness/client/common_steps.h"
#include "harness/client/stall_probe.h"

namespace echocheck {

namespace asio = boost::asio;

asio::awaitable<SocketResult> ClientPlayer::Expect(const ExpectStep& expect, const Step& step,
                                                   std::uint32_t index) {
  switch (expect.what) {
    case Expectation::kEcho:
      co_return co_await ExpectEcho(step, index);
    case Expectation::kEof:
      co_return co_await ExpectEof(step);
    case Expectation::kQuiet:
      co_return co_await ExpectQuiet(expect);
    case Expectation::kReset:
      co_return co_await ExpectReset(step);
    case Expectation::kAcknowledged:
      co_return co_await ExpectAcknowledged();
  }
  co_return SocketResult{};
}

// False when the deadline is over.
asio::awaitable<bool> ClientPlayer::WaitForMore(StepDeadline& deadline) {
  const bool passed = co_await deadline.Passed();
  if (passed) {
    // What the target sent before it fell asleep is in our socket by now.
    socket_->CatchUp();
    NoteMore(deadline);
    const bool ended = matcher().at_eof() || matcher().was_reset();
    if (ended || std::chrono::steady_clock::now() < deadline.when()) co_return true;
    target_asleep_ = deadline.target_asleep();
    co_return false;
  }
  co_await socket_->WaitForNews(deadline.when());
  NoteMore(deadline);
  co_return true;
}

void ClientPlayer::NoteMore(StepDeadline& deadline) {
  const std::uint64_t more = matcher().received() - seen_;
  if (more > 0) deadline.Moved(more);
  seen_ = matcher().received();
}

asio::awaitable<SocketResult> ClientPlayer::ExpectEcho(const Step& step, std::uint32_t index) {
  StepDeadline deadline(context_, step);
  seen_ = matcher().received();
  while (true) {
    if (matcher().differs()) {
      co_await CollectAfterDifference();
      co_return ResultOf(StepOutcome::kWrongBytes);
    }
    if (matcher().received() >= matcher().handed()) {
      NoteEcho(context_);
      co_return SocketResult{};
    }
    if (matcher().was_reset()) co_return ResultOf(StepOutcome::kReset);
    if (matcher().at_eof()) co_return ResultOf(StepOutcome::kEof);
    const bool in_time = co_await WaitForMore(deadline);
    if (!in_time) {
      if (matcher().received() >= matcher().handed()) continue;
      co_await Probe(index);
      co_return ResultOf(StepOutcome::kTimedOut);
    }
  }
}

asio::awaitable<void> ClientPlayer::Probe(std::uint32_t index) {
  at_deadline_ = matcher().Record();
  AbandonFrom(index + 1);
  const bool may_send = record_.ending == ClientEnding::kOpen;
  record_.probe = co_await ProbeHold(context_, *socket_, may_send);
}

asio::awaitable<void> ClientPlayer::CollectAfterDifference() {
  CountedDeadline deadline = context_.After(context_.Scaled(kAfterDifference));
  while (matcher().received() < matcher().handed() && !matcher().at_eof() &&
         !matcher().was_reset() && !deadline.Passed()) {
    co_await socket_->WaitForNews(deadline.when());
  }
}

asio::awaitable<SocketResult> ClientPlayer::ExpectEof(const Step& step) {
  StepDeadline deadline(context_, step);
  seen_ = matcher().received();
  while (true) {
    if (matcher().at_eof()) co_return SocketResult{};
    if (matcher().was_reset()) co_return ResultOf(StepOutcome::kReset);
    if (socket_->flooded()) co_return ResultOf(StepOutcome::kUnexpectedData);
    const bool in_time = co_await WaitForMore(deadline);
    if (!in_time) co_return ResultOf(StepOutcome::kTimedOut);
  }
}

asio::awaitable<SocketResult> ClientPlayer::ExpectReset(const Step& step) {
  StepDeadline deadline(context_, step);
  seen_ = matcher().received();
  while (true) {
    if (matcher().was_reset()) co_return SocketResult{};
    if (matcher().at_eof()) co_return ResultOf(StepOutcome::kEof);
    const bool in_time = co_await WaitForMore(deadline);
    if (!in_time) co_return ResultOf(StepOutcome::kTimedOut);
  }
}

// The kernel tells nobody when an acknowledgement comes.
asio::awaitable<SocketResult> ClientPlayer::ExpectAcknowledged() {
  std::uint64_t before = std::numeric_limits<std::uint64_t>::max();
  CountedDeadline deadline = context_.After(context_.Scaled(kTakesNoMore));
  for (Backoff polling; !matcher().was_reset();) {
    const std::uint64_t left = socket_->Unacknowledged();
    if (left == 0 || deadline.Passed()) break;
    if (left < before) deadline = context_.After(context_.Scaled(kTakesNoMore));
    before = left;
    asio::steady_timer timer(context_.io, polling.NextPause());
    co_await timer.async_wait(asio::use_awaitable);
  }
  co_return SocketResult{};
}

asio::awaitable<SocketResult> ClientPlayer::ExpectQuiet(const ExpectStep& expect) {
  const std::uint64_t before = matcher().received();
  CountedDeadline deadline = context_.After(expect.quiet_for);
  // The whole window, even when something came: how much it was is evidence.
  while (!deadline.Passed() && !matcher().was_reset() && !matcher().at_eof() &&
         !socket_->flooded()) {
    co_await socket_->WaitForNews(deadline.when());
  }
  socket_->CatchUp();
  if (matcher().received() != before) co_return ResultOf(StepOutcome::kUnexpectedData);
  if (matcher().was_reset()) co_return ResultOf(StepOutcome::kReset);
  if (matcher().at_eof()) co_return ResultOf(StepOutcome::kEof);
  co_return SocketResult{};
}

}  // namespace echocheck
