// SPDX-License-Identifier: MIT
#include "harness/client/udp_player.h"

#include <algorithm>
#include <utility>

#include "harness/client/common_steps.h"
#include "harness/client/step_deadline.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

// Larger than any datagram: the kernel will say so, and we need not make more bytes than that.
constexpr std::uint64_t kLargest = 65536;

SocketResult NotOverUdp(const Step& step) {
  return {StepOutcome::kFailed, "\"" + StepName(step) + "\" has no meaning over UDP"};
}

}  // namespace

UdpPlayer::UdpPlayer(PlayContext& context, std::uint32_t script_index, std::uint32_t ordinal)
    : Player(context, script_index, ordinal),
      socket_(std::make_shared<DatagramSocket>(context.io, context.origin,
                                               context.scenario.clients[script_index].socket)) {}

ConnectionRecord UdpPlayer::Record() const {
  ConnectionRecord record = record_;
  matcher().AddTo(record);
  return record;
}

asio::awaitable<SocketResult> UdpPlayer::Do(const Step& step, std::uint32_t index) {
  if (std::holds_alternative<ConnectStep>(step.action)) co_return Connect();
  if (const auto* send = std::get_if<SendStep>(&step.action)) {
    co_return co_await Send(*send, step, index);
  }
  if (const auto* expect = std::get_if<ExpectStep>(&step.action)) {
    co_return co_await Expect(*expect, step);
  }
  if (std::holds_alternative<CloseStep>(step.action)) co_return End(ClientEnding::kClosed);
  if (std::holds_alternative<VanishStep>(step.action)) co_return End(ClientEnding::kVanished);
  if (std::holds_alternative<UrgentStep>(step.action) ||
      std::holds_alternative<ReadingStep>(step.action) ||
      std::holds_alternative<ShutdownStep>(step.action) ||
      std::holds_alternative<ResetStep>(step.action)) {
    co_return NotOverUdp(step);
  }
  co_return co_await DoAnywhere(context_, step);
}

SocketResult UdpPlayer::Connect() {
  SocketResult result = socket_->Open(record_.local, record_.remote);
  record_.connected = result.outcome == StepOutcome::kDone;
  if (record_.connected) ++context_.connections;
  return result;
}

asio::awaitable<SocketResult> UdpPlayer::Send(const SendStep& send, const Step& step,
                                              std::uint32_t index) {
  const std::uint64_t seed = PayloadSeed(context_, record_.local.port, index);
  Bytes bytes(static_cast<std::size_t>(std::min(send.payload.size(), kLargest)), '\0');
  GeneratePayload(send.payload, seed, 0, bytes);
  co_return co_await socket_->Send(bytes, Clock::now() + context_.TimeoutOf(step));
}

asio::awaitable<SocketResult> UdpPlayer::Expect(const ExpectStep& expect, const Step& step) {
  switch (expect.what) {
    case Expectation::kEcho:
      co_return co_await ExpectEcho(step);
    case Expectation::kQuiet:
      co_return co_await ExpectQuiet(expect);
    case Expectation::kEof:
    case Expectation::kReset:
    case Expectation::kAcknowledged:
      co_return NotOverUdp(step);
  }
  co_return SocketResult{};
}

asio::awaitable<SocketResult> UdpPlayer::ExpectEcho(const Step& step) {
  StepDeadline deadline(context_, step);
  std::uint64_t seen = matcher().answers();
  while (true) {
    if (matcher().all_returned()) {
      NoteEcho(context_);
      co_return SocketResult{};
    }
    if (socket_->refused()) co_return ResultOf(StepOutcome::kRefused);
    if (matcher().all_answered()) {
      co_await CollectAfterDifference();
      co_return ResultOf(matcher().all_returned() ? StepOutcome::kDone : StepOutcome::kWrongBytes);
    }
    if (matcher().flooded()) co_return ResultOf(StepOutcome::kUnexpectedData);
    const bool passed = co_await deadline.Passed();
    if (passed) {
      // What the target sent before it fell asleep is in our socket by now.
      socket_->CatchUp();
      if (matcher().answers() != seen) {
        deadline.Moved();
        seen = matcher().answers();
        continue;
      }
      if (socket_->dropped() > 0) {
        co_return SocketResult{StepOutcome::kFailed,
                               "our own receive buffer was full: datagrams were lost in it"};
      }
      target_asleep_ = deadline.target_asleep();
      co_return ResultOf(StepOutcome::kTimedOut);
    }
    co_await socket_->WaitForNews(deadline.when());
    if (matcher().answers() != seen) deadline.Moved();
    seen = matcher().answers();
  }
}

asio::awaitable<void> UdpPlayer::CollectAfterDifference() {
  CountedDeadline deadline = context_.After(context_.Scaled(kAfterDifference));
  while (!matcher().all_returned() && !matcher().flooded() && !deadline.Passed()) {
    co_await socket_->WaitForNews(deadline.when());
  }
}

asio::awaitable<SocketResult> UdpPlayer::ExpectQuiet(const ExpectStep& expect) {
  const std::uint64_t before = matcher().received();
  CountedDeadline deadline = context_.After(expect.quiet_for);
  // The whole window, even when something came: how much it was is evidence.
  while (!deadline.Passed() && !matcher().flooded()) {
    co_await socket_->WaitForNews(deadline.when());
  }
  socket_->CatchUp();
  co_return ResultOf(matcher().received() == before ? StepOutcome::kDone
                                                    : StepOutcome::kUnexpectedData);
}

SocketResult UdpPlayer::End(ClientEnding ending) {
  record_.ended_at = context_.origin.Elapsed();
  record_.ending = ending;
  if (record_.connected) --context_.connections;
  socket_->Close();
  return {};
}

}  // namespace echocheck
