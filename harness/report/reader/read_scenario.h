// SPDX-License-Identifier: MIT
// One scenario of report.json, read: the reverse of AddScenario() in scenario_json.h.
#pragma once

#include "harness/case/json_fields.h"
#include "harness/model/run_record.h"

namespace echocheck {

void Describe(FieldReader& fields, ScenarioRecord& scenario);

}  // namespace echocheck
