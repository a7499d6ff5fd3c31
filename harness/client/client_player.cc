// SPDX-License-Identifier: MIT
#include "harness/client/client_player.h"

#include <algorithm>
#include <utility>

#include <boost/asio/use_awaitable.hpp>

namespace echocheck {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

// What one write(2) is offered at most: a common socket buffer's worth.
constexpr std::size_t kChunk = 65536;

// How long we go on listening after the first wrong octet, so that its neighbours are known too.
constexpr Milliseconds kAfterDifference{200};

// A step that moves octets may take this many timeouts in all, as long as none passes in which
// nothing moves: a large payload on a loaded machine is slow, and a server that trickles is not
// waited for without end.
constexpr int kLongestStepInTimeouts = 12;

// The deadline of a step that moves octets: put off by progress, up to a bound.
class ProgressDeadline {
 public:
  explicit ProgressDeadline(Milliseconds timeout)
      : timeout_(timeout), last_(Clock::now() + kLongestStepInTimeouts * timeout) {
    Moved();
  }
  void Moved() { when_ = std::min(Clock::now() + timeout_, last_); }
  SteadyTime when() const { return when_; }
  bool passed() const { return Clock::now() >= when_; }

 private:
  Milliseconds timeout_;
  SteadyTime last_;
  SteadyTime when_;
};

Milliseconds Scaled(Milliseconds time, double scale) {
  return std::chrono::duration_cast<Milliseconds>(time * scale);
}

SocketResult Outcome(StepOutcome outcome) { return {outcome, ""}; }

}  // namespace

ClientPlayer::ClientPlayer(PlayContext& context, std::uint32_t script_index, std::uint32_t ordinal)
    : context_(context), socket_(std::make_shared<ClientSocket>(context.io, context.origin)) {
  record_.script = script_index;
  record_.ordinal = ordinal;
  record_.client = script().name;
  record_.remote = context.server;
  record_.local = {context.server.host, static_cast<std::uint16_t>(script().port + ordinal)};
  for (std::uint32_t i = 0; i < script().steps.size(); ++i) {
    StepRecord step;
    step.index = i;
    step.name = StepName(script().steps[i]);
    record_.steps.push_back(std::move(step));
  }
}

ConnectionRecord ClientPlayer::Record() const {
  ConnectionRecord record = record_;
  record.stream = socket_->ledger().Record();
  return record;
}

Milliseconds ClientPlayer::TimeoutOf(const Step& step) const {
  return Scaled(step.timeout.value_or(context_.scenario.step_timeout), context_.timeout_scale);
}

SteadyTime ClientPlayer::DeadlineOf(const Step& step) const {
  return Clock::now() + TimeoutOf(step);
}

asio::awaitable<void> ClientPlayer::Play() {
  const std::vector<Step>& steps = script().steps;
  for (std::uint32_t i = 0; i < steps.size(); ++i) {
    StepRecord& step = record_.steps[i];
    step.begin = context_.origin.Elapsed();
    SocketResult result = co_await Do(steps[i], i);
    step.end = context_.origin.Elapsed();
    step.outcome = result.outcome;
    step.error = std::move(result.error);
    if (step.outcome != StepOutcome::kDone) {
      record_.cut_short = record_.connected && socket_->is_open();
      AbandonFrom(i + 1);
      break;
    }
  }
  if (socket_->is_open()) End(ClientEnding::kClosed);
}

void ClientPlayer::AbandonFrom(std::size_t index) {
  const std::vector<Step>& steps = script().steps;
  for (std::size_t i = index; i < steps.size(); ++i) {
    const auto* meet = std::get_if<MeetStep>(&steps[i].action);
    if (meet != nullptr) context_.rendezvous.Excuse(meet->meeting);
  }
}

asio::awaitable<SocketResult> ClientPlayer::Do(const Step& step, std::uint32_t index) {
  if (std::holds_alternative<ConnectStep>(step.action)) co_return co_await Connect(step);
  if (const auto* send = std::get_if<SendStep>(&step.action)) {
    co_return co_await Send(*send, step, index);
  }
  if (const auto* expect = std::get_if<ExpectStep>(&step.action)) {
    co_return co_await Expect(*expect, step);
  }
  if (std::holds_alternative<ShutdownStep>(step.action)) co_return Shutdown();
  if (std::holds_alternative<CloseStep>(step.action)) {
    End(ClientEnding::kClosed);
    co_return SocketResult{};
  }
  if (std::holds_alternative<ResetStep>(step.action)) {
    End(ClientEnding::kReset);
    co_return SocketResult{};
  }
  if (const auto* pause = std::get_if<PauseStep>(&step.action)) {
    asio::steady_timer timer(context_.io, pause->duration);
    co_await timer.async_wait(asio::use_awaitable);
    co_return SocketResult{};
  }
  const auto& meet = std::get<MeetStep>(step.action);
  const bool met = co_await context_.rendezvous.Arrive(meet.meeting, DeadlineOf(step));
  co_return Outcome(met ? StepOutcome::kDone : StepOutcome::kTimedOut);
}

asio::awaitable<SocketResult> ClientPlayer::Connect(const Step& step) {
  SocketResult result = co_await socket_->Connect(record_.local, record_.remote, DeadlineOf(step));
  record_.connected = result.outcome == StepOutcome::kDone;
  if (record_.connected) record_.local = socket_->local();
  co_return result;
}

asio::awaitable<SocketResult> ClientPlayer::Send(const SendStep& send, const Step& step,
                                                 std::uint32_t index) {
  // Which octets a seedless payload has depends on the run, the client and the step, and on
  // nothing that timing could change.
  const std::uint64_t seed = MixSeed(MixSeed(context_.seed, record_.local.port), index);
  const std::size_t chunk_size =
      send.write_size ? std::min<std::size_t>(*send.write_size, kChunk) : kChunk;
  ProgressDeadline deadline(TimeoutOf(step));
  Bytes chunk(chunk_size, '\0');
  std::uint64_t offset = 0;
  while (const std::size_t size = GeneratePayload(send.payload, seed, offset, chunk)) {
    BytesView left = BytesView(chunk).substr(0, size);
    socket_->ledger().Hand(left);
    offset += size;
    while (!left.empty()) {
      std::size_t written = 0;
      SocketResult result = co_await socket_->WriteSome(left, deadline.when(), written);
      if (result.outcome != StepOutcome::kDone) co_return result;
      left.remove_prefix(written);
      deadline.Moved();
    }
    if (socket_->ledger().differs()) {
      co_await CollectAfterDifference();
      co_return Outcome(StepOutcome::kWrongBytes);
    }
  }
  co_return SocketResult{};
}

asio::awaitable<SocketResult> ClientPlayer::Expect(const ExpectStep& expect, const Step& step) {
  switch (expect.what) {
    case Expectation::kEcho:
      co_return co_await ExpectEcho(step);
    case Expectation::kEof:
      co_return co_await ExpectEof(step);
    case Expectation::kQuiet:
      co_return co_await ExpectQuiet(expect);
    case Expectation::kReset:
      co_return co_await ExpectReset(step);
  }
  co_return SocketResult{};
}

asio::awaitable<SocketResult> ClientPlayer::ExpectEcho(const Step& step) {
  const EchoLedger& ledger = socket_->ledger();
  ProgressDeadline deadline(TimeoutOf(step));
  std::uint64_t seen = ledger.received();
  while (true) {
    if (ledger.differs()) {
      co_await CollectAfterDifference();
      co_return Outcome(StepOutcome::kWrongBytes);
    }
    if (ledger.received() >= ledger.handed()) co_return SocketResult{};
    if (ledger.was_reset()) co_return Outcome(StepOutcome::kReset);
    if (ledger.at_eof()) co_return Outcome(StepOutcome::kEof);
    if (deadline.passed()) co_return Outcome(StepOutcome::kTimedOut);
    co_await socket_->WaitForNews(deadline.when());
    if (ledger.received() != seen) deadline.Moved();
    seen = ledger.received();
  }
}

asio::awaitable<void> ClientPlayer::CollectAfterDifference() {
  const EchoLedger& ledger = socket_->ledger();
  const SteadyTime deadline = Clock::now() + Scaled(kAfterDifference, context_.timeout_scale);
  while (ledger.received() < ledger.handed() && !ledger.at_eof() && !ledger.was_reset() &&
         Clock::now() < deadline) {
    co_await socket_->WaitForNews(deadline);
  }
}

asio::awaitable<SocketResult> ClientPlayer::ExpectEof(const Step& step) {
  const EchoLedger& ledger = socket_->ledger();
  ProgressDeadline deadline(TimeoutOf(step));
  std::uint64_t seen = ledger.received();
  while (true) {
    if (ledger.at_eof()) co_return SocketResult{};
    if (ledger.was_reset()) co_return Outcome(StepOutcome::kReset);
    if (socket_->flooded()) co_return Outcome(StepOutcome::kUnexpectedData);
    if (deadline.passed()) co_return Outcome(StepOutcome::kTimedOut);
    co_await socket_->WaitForNews(deadline.when());
    if (ledger.received() != seen) deadline.Moved();
    seen = ledger.received();
  }
}

asio::awaitable<SocketResult> ClientPlayer::ExpectReset(const Step& step) {
  const EchoLedger& ledger = socket_->ledger();
  const SteadyTime deadline = DeadlineOf(step);
  while (true) {
    if (ledger.was_reset()) co_return SocketResult{};
    if (ledger.at_eof()) co_return Outcome(StepOutcome::kEof);
    if (Clock::now() >= deadline) co_return Outcome(StepOutcome::kTimedOut);
    co_await socket_->WaitForNews(deadline);
  }
}

asio::awaitable<SocketResult> ClientPlayer::ExpectQuiet(const ExpectStep& expect) {
  const EchoLedger& ledger = socket_->ledger();
  const std::uint64_t before = ledger.received();
  const SteadyTime deadline = Clock::now() + expect.quiet_for;
  // The whole window, even when something came: how much it was is evidence.
  while (Clock::now() < deadline && !ledger.was_reset() && !ledger.at_eof() &&
         !socket_->flooded()) {
    co_await socket_->WaitForNews(deadline);
  }
  if (ledger.received() != before) co_return Outcome(StepOutcome::kUnexpectedData);
  if (ledger.was_reset()) co_return Outcome(StepOutcome::kReset);
  if (ledger.at_eof()) co_return Outcome(StepOutcome::kEof);
  co_return SocketResult{};
}

SocketResult ClientPlayer::Shutdown() {
  record_.ended_at = context_.origin.Elapsed();
  record_.ending = ClientEnding::kShutdown;
  return socket_->ShutDown();
}

void ClientPlayer::End(ClientEnding ending) {
  // A FIN that a shutdown has sent already is the one that counts.
  if (!record_.ended_at) record_.ended_at = context_.origin.Elapsed();
  record_.ending = ending;
  if (ending == ClientEnding::kReset) {
    (void)socket_->Reset();
  } else {
    socket_->Close();
  }
}

}  // namespace echocheck
