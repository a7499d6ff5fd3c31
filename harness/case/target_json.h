// SPDX-License-Identifier: MIT
// What became of the target, as JSON: in evidence.json and report.json alike.
#pragma once

#include "harness/case/json_fields.h"
#include "harness/model/target_outcome.h"

namespace echocheck {

// For FieldWriter and FieldReader.
template <class Archive>
void Describe(Archive& fields, Of<Archive, TargetOutcome>& target);

}  // namespace echocheck
