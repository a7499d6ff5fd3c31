// SPDX-License-Identifier: MIT
// ScenarioEvidence as JSON and back: from a scenario's worker to the process that judges, and as
// evidence.json in the run folder, from which `echocheck replay` judges again.
#pragma once

#include <string_view>

#include <nlohmann/json.hpp>

#include "harness/base/result.h"
#include "harness/case/json_fields.h"
#include "harness/model/run_record.h"

namespace echocheck {

constexpr int kEvidenceFormat = 1;

constexpr auto EnumNames(ErrorKind /*tag*/) {
  return std::to_array<std::string_view>({"usage", "environment", "internal"});
}

// All of it, byte for byte; dump() of it never throws.
nlohmann::ordered_json EvidenceToJson(const ScenarioEvidence& evidence);

// The reverse. `text` is not trusted: whatever it is, the answer is the evidence or an internal
// error "FILE:LINE:COLUMN: /json/pointer: ...". `file` only names the text in it.
Result<ScenarioEvidence> EvidenceFromJson(std::string_view text, const std::string& file);

// For FieldWriter and FieldReader.
template <class Archive>
void Describe(Archive& fields, Of<Archive, Error>& error);
template <class Archive>
void Describe(Archive& fields, Of<Archive, Durations>& durations);
template <class Archive>
void Describe(Archive& fields, Of<Archive, HeldUp>& held_up);
template <class Archive>
void Describe(Archive& fields, Of<Archive, ScenarioEvidence>& evidence);

}  // namespace echocheck
