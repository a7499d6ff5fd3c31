// SPDX-License-Identifier: MIT
#include "harness/schedule/playing_order.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <variant>

namespace echocheck {
namespace {

// How long a client says nothing, by its script alone.
Nanoseconds SilenceOf(const ClientScript& script) {
  Nanoseconds silence{0};
  for (const Step& step : script.steps) {
    if (const auto* expect = std::get_if<ExpectStep>(&step.action)) silence += expect->quiet_for;
    if (const auto* pause = std::get_if<PauseStep>(&step.action)) silence += pause->duration;
    if (const auto* idle = std::get_if<IdleStep>(&step.action)) silence += idle->duration;
  }
  return silence;
}

// In units of one short client.
std::uint64_t LengthOf(const Scenario& scenario) {
  constexpr std::uint64_t kLikeAClient = 1U << 20;
  constexpr Nanoseconds kOfAClient = Milliseconds(1);
  Nanoseconds silence{0};
  for (const ClientScript& script : scenario.clients) {
    silence = std::max(silence, SilenceOf(script));
  }
  return scenario.Rounds() + scenario.PayloadBytes() / kLikeAClient +
         static_cast<std::uint64_t>(silence / kOfAClient);
}

}  // namespace

std::vector<std::size_t> LongestFirst(std::span<const Scenario> scenarios) {
  std::vector<std::size_t> order(scenarios.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater(),
                           [&](std::size_t i) { return LengthOf(scenarios[i]); });
  return order;
}

}  // namespace echocheck
