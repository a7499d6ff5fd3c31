// SPDX-License-Identifier: MIT
// One scenario of report.json.
#pragma once

#include "harness/case/json_fields.h"
#include "harness/model/run_record.h"
#include "harness/report/json_document.h"

namespace echocheck {

// For FieldWriter and FieldReader.
template <class Archive>
void Describe(Archive& fields, Of<Archive, Attempt>& attempt);

// Its command is what people look for first, so it is plain text here; evidence.json has it exact.
Json TargetToJson(const TargetOutcome& target);

// Into the list that is open.
void AddScenario(const ScenarioRecord& scenario, JsonDocument& document);

}  // namespace echocheck
