// SPDX-License-Identifier: MIT
// Collects the named causes of a whole run, each once, however many scenarios it made fail. Pure.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "harness/model/run_record.h"

namespace echocheck {

// Returns the most basic first: those that fail something before those that only warn, each by the
// first of `checks` that they explain, and among these in the order of `ranked`. Scenarios whose
// failure is known are left out.
std::vector<CauseRecord> CausesOf(std::span<const ScenarioRecord> scenarios,
                                  std::span<const std::string_view> ranked,
                                  std::span<const std::string_view> checks);

}  // namespace echocheck
