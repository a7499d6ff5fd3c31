// SPDX-License-Identifier: MIT
// How much of a run a page holds, so that it stays small and opens at once. What is beyond is
// counted on the page, with the command that shows it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "harness/model/run_record.h"

namespace echocheck {

struct PageBounds {
  // Of the whole page: about 100 bytes each; two samples of a long connection count as one. What
  // did not pass gets its share first.
  std::size_t segments = 24'000;
  // Of one scenario, so that one of them does not take all.
  std::size_t segments_a_scenario = 6'000;
  std::size_t clients_a_scenario = 32;
  std::size_t numbers_a_finding = 64;  // frames, ports
  std::size_t sockets_left = 8;
};

// The flows of a scenario that a page has a row for: as many as report.json has. Their indices.
std::vector<std::size_t> ShownFlows(const ScenarioRecord& scenario);

// Which flows get their segments: for each scenario, for each of ShownFlows().
std::vector<std::vector<bool>> FlowsWithSegments(std::span<const ScenarioRecord> scenarios,
                                                 const PageBounds& bounds);

}  // namespace echocheck
