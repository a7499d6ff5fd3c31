// SPDX-License-Identifier: MIT
// The named causes of a whole run, each once, however many scenarios it made fail. Pure.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "harness/model/run_record.h"

namespace echocheck {

// The most basic first: in the order of `ranked`; those that it does not name follow, by the first
// of `checks` that they explain. Scenarios whose failure is known are left out.
std::vector<CauseRecord> CausesOf(std::span<const ScenarioRecord> scenarios,
                                  std::span<const std::string_view> ranked,
                                  std::span<const std::string_view> checks);

}  // namespace echocheck
