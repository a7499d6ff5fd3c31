// SPDX-License-Identifier: MIT
#include "harness/client/common_steps.h"

#include <optional>
#include <utility>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace echocheck {

namespace asio = boost::asio;

// Whoever is waited for comes, or gives up by deadlines of its own. They may be hundreds, one after
// another, so a meeting lasts so many times as long as any other step may.
static constexpr int kMeetPatience = 30;

ConnectionRecord NewRecord(const PlayContext& context, std::uint32_t script_index,
                           std::uint32_t ordinal) {
  const ClientScript& script = context.scenario.clients[script_index];
  ConnectionRecord record;
  record.script = script_index;
  record.ordinal = ordinal;
  record.client = script.name;
  record.remote = {script.address.value_or(context.server.address), context.server.port};
  const auto& local = script.address ? script.address : context.local_address;
  record.local = {local.value_or(context.server.address),
                  static_cast<std::uint16_t>(script.port + ordinal)};
  for (std::uint32_t i = 0; i < script.steps.size(); ++i) {
    StepRecord step;
    step.index = i;
    step.kind = KindOf(script.steps[i]);
    step.argument = ArgumentOf(script.steps[i]);
    record.steps.push_back(std::move(step));
  }
  return record;
}

std::uint64_t PayloadSeed(const PlayContext& context, std::uint16_t port, std::uint32_t step) {
  return MixSeed(MixSeed(context.seed, port), step);
}

void NoteEcho(PlayContext& context) {
  // Counting costs a look at all of them; a server that forks does it for its first clients as well
  // as for its last.
  constexpr std::uint32_t kCountedEchoes = 4;
  if (context.target == nullptr || context.echoed >= kCountedEchoes) return;
  ++context.echoed;
  context.target->NoteServing();
}

// True: the step keeps the target from going on. False: it lets it go on. nullopt: neither.
static std::optional<bool> KeepsTarget(const Step& step) {
  if (std::holds_alternative<HoldStep>(step.action)) return true;
  if (std::holds_alternative<ReleaseStep>(step.action)) return false;
  const auto* signal = std::get_if<SignalStep>(&step.action);
  if (signal == nullptr) return std::nullopt;
  if (signal->signal == TargetSignal::kStop) return true;
  if (signal->signal == TargetSignal::kContinue) return false;
  return std::nullopt;
}

asio::awaitable<SocketResult> DoAnywhere(PlayContext& context, const Step& step) {
  if (const auto* pause = std::get_if<PauseStep>(&step.action)) {
    CountedDeadline deadline = context.After(pause->duration);
    do {
      asio::steady_timer timer(context.io, deadline.when());
      co_await timer.async_wait(asio::use_awaitable);
    } while (!deadline.Passed());
    co_return SocketResult{};
  }
  if (const auto* meet = std::get_if<MeetStep>(&step.action)) {
    const Milliseconds patience =
        context.Scaled(step.timeout.value_or(context.scenario.step_timeout * kMeetPatience));
    const bool met = co_await context.barrier.Arrive(meet->meeting, context.After(patience));
    co_return SocketResult{met ? StepOutcome::kDone : StepOutcome::kTimedOut, ""};
  }
  if (ActsOnTarget(step) && context.target != nullptr) {
    const SocketResult result = co_await context.target->Do(step, context.connections);
    context.target_kept = KeepsTarget(step).value_or(context.target_kept);
    co_return result;
  }
  co_return SocketResult{StepOutcome::kFailed, "nobody here can do this step"};
}

asio::awaitable<void> ContinueAsPromised(PlayContext& context, const std::vector<Step>& steps,
                                         std::size_t from) {
  for (std::size_t i = from; i < steps.size() && context.target_kept; ++i) {
    if (KeepsTarget(steps[i]) != false) continue;
    (void)co_await DoAnywhere(context, steps[i]);
  }
}

}  // namespace echocheck
