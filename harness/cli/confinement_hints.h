// SPDX-License-Identifier: MIT
// Detects servers that failed because they were confined, and says how to change that.
#pragma once

#include <string>
#include <vector>

#include "harness/model/run_record.h"

namespace echocheck {

// Returns a sentence for each way in which confinement kept a server of `run` from what it wanted:
// a leak sanitizer that could not trace, a program of another architecture. Empty: no such server,
// or the run was not confined.
std::vector<Reason> ConfinementHints(const RunRecord& run);

}  // namespace echocheck
