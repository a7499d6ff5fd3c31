// SPDX-License-Identifier: MIT
// One scenario of report.json, read: the reverse of AddScenario() in scenario_json.h.
#pragma once

#include "harness/model/run_record.h"
#include "harness/record/json_fields.h"

namespace echocheck {

void Describe(FieldReader& fields, ScenarioRecord& scenario);

}  // namespace echocheck
