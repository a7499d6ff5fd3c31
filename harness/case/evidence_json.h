// SPDX-License-Identifier: MIT
// The fields of ScenarioEvidence as JSON (evidence_file.h writes and reads the whole).
#pragma once

#include <string>
#include <string_view>

#include "harness/base/result.h"
#include "harness/case/json_fields.h"
#include "harness/model/run_record.h"

namespace echocheck {

constexpr int kEvidenceFormat = 1;

constexpr auto EnumNames(ErrorKind /*tag*/) {
  return std::to_array<std::string_view>({"usage", "environment", "internal"});
}

// An error for the worker's pipe, and back. ErrorFromText() trusts no text: it returns an internal
// error for any that ErrorToText() does not write.
std::string ErrorToText(const Error& error);
Error ErrorFromText(std::string_view text);

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
