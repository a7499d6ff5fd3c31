// SPDX-License-Identifier: MIT
// What is different about a scenario that was judged again. Pure.
#pragma once

#include <vector>

#include "harness/model/finding_change.h"
#include "harness/model/run_record.h"

namespace echocheck {

// Verdicts, causes by their names, and what findings say; not the sentences of causes, which are in
// the language of each run. Where we failed, of the scenario as a whole.
std::vector<FindingChange> ChangesBetween(const ScenarioRecord& before, const ScenarioRecord& now);

}  // namespace echocheck
