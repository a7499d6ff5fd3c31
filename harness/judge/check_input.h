// SPDX-License-Identifier: MIT
// Holds what checks, facts and causes look at: all that was recorded of one scenario that was
// played.
#pragma once

#include <span>

#include "harness/model/finding.h"
#include "harness/model/flow.h"
#include "harness/model/run_record.h"
#include "harness/model/scenario.h"

namespace echocheck {

// Borrowed: it has to outlive the judging, not the findings.
struct CheckInput {
  const Scenario& scenario;
  const ScenarioEvidence& evidence;
  std::span<const FlowRecord> flows;
  const WireTotals& wire;
};

}  // namespace echocheck
