// SPDX-License-Identifier: MIT
#include "harness/client/client_player.h"

#include <algorithm>
#include <utility>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/client/common_steps.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

// What one write(2) is offered at most: a common socket buffer's worth.
constexpr std::size_t kChunk = 65536;

// Of a script's many peers so many may fail before the rest is not begun any more: they would fail
// alike, and each takes its deadlines' time.
constexpr std::uint32_t kEnoughFailures = 3;

}  // namespace

ClientPlayer::ClientPlayer(PlayContext& context, std::uint32_t script_index, std::uint32_t ordinal)
    : Player(context, script_index, ordinal),
      socket_(std::make_shared<ClientSocket>(context.io, context.origin,
                                             context.scenario.clients[script_index].socket,
                                             context.local_address.has_value())) {}

ConnectionRecord ClientPlayer::Record() const {
  ConnectionRecord record = record_;
  record.stream = at_deadline_ ? *at_deadline_ : matcher().Record();
  record.left_unread = socket_->left_unread();
  return record;
}

void ClientPlayer::LeaveTurn() {
  if (has_turn_) context_.turns[record_.script].Leave();
  has_turn_ = false;
}

asio::awaitable<SocketResult> ClientPlayer::Do(const Step& step, std::uint32_t index) {
  if (std::holds_alternative<ConnectStep>(step.action)) co_return co_await Connect(step, index);
  if (const auto* send = std::get_if<SendStep>(&step.action)) {
    co_return co_await Send(*send, step, index);
  }
  if (const auto* urgent = std::get_if<UrgentStep>(&step.action)) {
    socket_->matcher().HandOptional(urgent->byte);
    co_return socket_->SendUrgent(urgent->byte);
  }
  if (const auto* expect = std::get_if<ExpectStep>(&step.action)) {
    co_return co_await Expect(*expect, step, index);
  }
  if (const auto* reading = std::get_if<ReadingStep>(&step.action)) {
    socket_->SetReading(*reading);
    co_return SocketResult{};
  }
  if (std::holds_alternative<ShutdownStep>(step.action)) co_return Shutdown();
  if (std::holds_alternative<CloseStep>(step.action)) co_return End(ClientEnding::kClosed);
  if (std::holds_alternative<ResetStep>(step.action)) co_return End(ClientEnding::kReset);
  if (std::holds_alternative<VanishStep>(step.action)) co_return End(ClientEnding::kVanished);
  co_return co_await DoAnywhere(context_, step);
}

asio::awaitable<SocketResult> ClientPlayer::Connect(const Step& step, std::uint32_t index) {
  co_await context_.turns[record_.script].Take();
  has_turn_ = true;
  record_.steps[index].begin = context_.origin.Elapsed();  // before it, there was nothing to see
  if (context_.failures[record_.script] >= kEnoughFailures) {
    co_return ResultOf(StepOutcome::kAbandoned);
  }
  SocketResult result = co_await socket_->Connect(record_.local, record_.remote,
                                                  context_.After(context_.TimeoutOf(step)));
  record_.connected = result.outcome == StepOutcome::kDone;
  if (record_.connected) {
    record_.local = socket_->local();
    ++context_.connections;
  }
  co_return result;
}

asio::awaitable<SocketResult> ClientPlayer::Send(const SendStep& send, const Step& step,
                                                 std::uint32_t index) {
  const std::uint64_t seed = PayloadSeed(context_, record_.local.port, index);
  const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(send.payload.size(), kChunk));
  Bytes chunk(send.write_size ? std::min<std::size_t>(*send.write_size, most) : most, '\0');
  StepDeadline deadline(context_, step);
  std::uint64_t offset = 0;
  while (const std::size_t size = GeneratePayload(send.payload, seed, offset, chunk)) {
    const BytesView bytes = BytesView(chunk).substr(0, size);
    socket_->matcher().Hand(bytes);
    offset += size;
    SocketResult result = co_await Write(send, bytes, deadline);
    if (result.outcome == StepOutcome::kTimedOut && send.may_block) break;
    if (result.outcome != StepOutcome::kDone) co_return result;
    if (matcher().differs()) {
      co_await CollectAfterDifference();
      co_return ResultOf(StepOutcome::kWrongBytes);
    }
  }
  co_return SocketResult{};
}

// All of them, or until the server takes no more.
asio::awaitable<SocketResult> ClientPlayer::Write(const SendStep& send, BytesView bytes,
                                                  StepDeadline& deadline) {
  while (!bytes.empty()) {
    std::size_t written = 0;
    SteadyTime when = deadline.when();
    if (send.may_block) when = std::min(when, Clock::now() + context_.Scaled(kTakesNoMore));
    SocketResult result = co_await socket_->WriteSome(bytes, when, written);
    bytes.remove_prefix(written);
    if (written > 0) deadline.Moved(written);
    if (result.outcome == StepOutcome::kDone) continue;
    if (result.outcome == StepOutcome::kTimedOut) {
      const bool blocked =
          send.may_block && context_.target != nullptr && context_.target->Asleep();
      const bool passed = co_await deadline.Passed();
      if (!blocked && !passed) continue;
      target_asleep_ = deadline.target_asleep();
    }
    socket_->matcher().TakeBack(bytes.size());
    co_return result;
  }
  co_return SocketResult{};
}

SocketResult ClientPlayer::Shutdown() {
  record_.ended_at = context_.origin.Elapsed();
  record_.ending = ClientEnding::kShutdown;
  return socket_->ShutDown();
}

SocketResult ClientPlayer::End(ClientEnding ending) {
  // A FIN that a shutdown has sent already is the one that counts.
  if (!record_.ended_at) record_.ended_at = context_.origin.Elapsed();
  record_.ending = ending;
  const bool was_open = record_.connected && socket_->is_open();
  SocketResult result = LetGo(ending);
  if (was_open && !socket_->is_open()) --context_.connections;
  LeaveTurn();
  return result;
}

SocketResult ClientPlayer::LetGo(ClientEnding ending) {
  switch (ending) {
    case ClientEnding::kReset:
      return socket_->Reset();
    case ClientEnding::kVanished:
      return socket_->Vanish();
    case ClientEnding::kOpen:
    case ClientEnding::kShutdown:
    case ClientEnding::kClosed:
      break;
  }
  socket_->Close();
  return {};
}

}  // namespace echocheck
