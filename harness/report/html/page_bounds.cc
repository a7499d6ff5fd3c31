// SPDX-License-Identifier: MIT
#include "harness/report/html/page_bounds.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "harness/report/shown_connections.h"

namespace echocheck {
namespace {

// The smaller, the more a reader wants to see it.
int Urgency(const ScenarioRecord& scenario) {
  switch (scenario.verdict) {
    case Verdict::kFail:
      return scenario.known_failure ? 3 : 0;
    case Verdict::kWarn:
      return 1;
    case Verdict::kInconclusive:
    case Verdict::kError:
      return 2;
    case Verdict::kPass:
    case Verdict::kSkipped:
      return 4;
  }
  return 4;
}

// Those that a finding names first, otherwise as they come.
std::vector<std::size_t> ByInterest(const ScenarioRecord& scenario,
                                    std::span<const std::size_t> shown) {
  const std::set<std::uint16_t> named = NamedPorts(scenario);
  std::vector<std::size_t> order(shown.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_partition(order.begin(), order.end(), [&](std::size_t i) {
    return named.contains(scenario.flows[shown[i]].client.port);
  });
  return order;
}

}  // namespace

std::vector<std::size_t> ShownFlows(const ScenarioRecord& scenario) {
  const std::set<std::uint16_t> named = NamedPorts(scenario);
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < scenario.flows.size(); ++i) {
    if (IsShown(i, scenario.flows[i].client.port, named)) shown.push_back(i);
  }
  return shown;
}

std::vector<std::vector<bool>> FlowsWithSegments(std::span<const ScenarioRecord> scenarios,
                                                 const PageBounds& bounds) {
  std::vector<std::vector<bool>> held(scenarios.size());
  std::vector<std::size_t> order(scenarios.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return Urgency(scenarios[i]); });
  std::size_t left = bounds.segments;
  for (const std::size_t index : order) {
    const ScenarioRecord& scenario = scenarios[index];
    const std::vector<std::size_t> shown = ShownFlows(scenario);
    held[index].assign(shown.size(), false);
    std::size_t left_here = std::min(left, bounds.segments_a_scenario);
    for (const std::size_t i : ByInterest(scenario, shown)) {
      const FlowRecord& flow = scenario.flows[shown[i]];
      const std::size_t size = flow.head.size() + flow.tail.size() + flow.samples.size() / 2;
      if (size > left_here) continue;
      held[index][i] = true;
      left_here -= size;
      left -= size;
    }
  }
  return held;
}

}  // namespace echocheck
