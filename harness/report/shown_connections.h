// SPDX-License-Identifier: MIT
// Thousands of connections alike need no thousand records: the first ones, and those that a finding
// names. evidence.json and the capture file have all of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>

#include "harness/model/run_record.h"

namespace echocheck {

constexpr std::size_t kConnectionsShown = 64;

inline std::set<std::uint16_t> NamedPorts(const ScenarioRecord& scenario) {
  std::set<std::uint16_t> ports;
  for (const Finding& finding : scenario.findings) {
    ports.insert(finding.evidence.ports.begin(), finding.evidence.ports.end());
  }
  return ports;
}

// Of a scenario's connection number `index`, from 0, whose client has `port`.
inline bool IsShown(std::size_t index, std::uint16_t port, const std::set<std::uint16_t>& named) {
  return index < kConnectionsShown || named.contains(port);
}

}  // namespace echocheck
