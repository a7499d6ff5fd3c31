// SPDX-License-Identifier: MIT
// Tells from what was recorded whether the target ever came up. Pure.
#pragma once

#include <span>
#include <string>

#include "harness/model/run_record.h"

namespace echocheck {

// Returns false when the target was not launched, ended before it listened, or listened on another
// address. A failure of ours says nothing of it, and counts as true. A server that runs already has
// come up when a client could connect.
bool CameUp(const ScenarioEvidence& evidence);

// Returns why the other scenarios are not played, after those that were: in none of them the target
// came up.
Reason WhyGivenUp(std::span<const ScenarioRecord> played);

}  // namespace echocheck
