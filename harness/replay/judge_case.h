// SPDX-License-Identifier: MIT
// From what was recorded to what is concluded: the capture becomes flows, the evidence findings.
#pragma once

#include "harness/base/unique_handles.h"
#include "harness/judge/judge.h"
#include "harness/model/run_record.h"
#include "harness/model/scenario.h"

namespace echocheck {

// A pure function of its arguments (`capture` is read from its start), so that a saved run can be
// judged again. A capture that cannot be read back is our failure, and the record's error.
ScenarioRecord JudgeCase(const Scenario& scenario, ScenarioEvidence evidence, UniqueFd capture,
                         JudgeOptions options);

}  // namespace echocheck
