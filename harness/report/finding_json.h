// SPDX-License-Identifier: MIT
// One finding of report.json, to be written and to be read.
#pragma once

#include "harness/model/finding.h"
#include "harness/record/json_fields.h"

namespace echocheck {

// For FieldWriter and FieldReader.
template <class Archive>
void Describe(Archive& fields, Of<Archive, Finding>& finding);

}  // namespace echocheck
