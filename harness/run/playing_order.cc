// SPDX-License-Identifier: MIT
#include "harness/run/playing_order.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace echocheck {
namespace {

std::uint64_t LengthOf(const Scenario& scenario) {
  constexpr std::uint64_t kLikeAClient = 1U << 20;
  return scenario.Rounds() + scenario.PayloadBytes() / kLikeAClient;
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
