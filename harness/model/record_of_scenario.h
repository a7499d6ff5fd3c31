// SPDX-License-Identifier: MIT
// Begins the record of a scenario.
#pragma once

#include "harness/model/run_record.h"
#include "harness/model/scenario.h"

namespace echocheck {

// Returns what the scenario itself says of its record: name, level, points. Nothing was played or
// judged yet.
ScenarioRecord RecordOf(const Scenario& scenario);

// Returns the same of a scenario that was judged before, without its findings.
ScenarioRecord RecordOf(const ScenarioRecord& saved);

}  // namespace echocheck
