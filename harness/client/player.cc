// SPDX-License-Identifier: MIT
#include "harness/client/player.h"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "harness/client/common_steps.h"

namespace echocheck {

namespace asio = boost::asio;

Player::Player(PlayContext& context, std::uint32_t script, std::uint32_t ordinal)
    : context_(context), record_(NewRecord(context, script, ordinal)) {}

asio::awaitable<void> Player::Play() {
  const std::vector<Step>& steps = script().steps;
  std::size_t given_up_from = steps.size();
  for (std::uint32_t i = 0; i < steps.size(); ++i) {
    StepRecord& step = record_.steps[i];
    step.begin = context_.origin.Elapsed();
    target_asleep_ = false;
    SocketResult result = co_await Do(steps[i], i);
    step.end = context_.origin.Elapsed();
    step.outcome = result.outcome;
    step.error = std::move(result.error);
    step.target_asleep = target_asleep_;
    if (result.address_taken) step.address_taken = record_.local;
    if (step.outcome != StepOutcome::kDone) {
      if (step.outcome != StepOutcome::kAbandoned) ++context_.failures[record_.script];
      record_.cut_short = record_.connected && IsOpen();
      AbandonFrom(i + 1);
      given_up_from = i + 1;
      break;
    }
  }
  if (IsOpen()) (void)End(ClientEnding::kClosed);
  co_await ContinueAsPromised(context_, steps, given_up_from);
  LeaveTurn();
}

void Player::AbandonFrom(std::size_t index) {
  const std::vector<Step>& steps = script().steps;
  for (std::size_t i = std::max(index, excused_from_); i < steps.size(); ++i) {
    const auto* meet = std::get_if<MeetStep>(&steps[i].action);
    if (meet != nullptr) context_.barrier.ArriveAndDrop(meet->meeting);
  }
  excused_from_ = steps.size();
}

}  // namespace echocheck
