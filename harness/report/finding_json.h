// SPDX-License-Identifier: MIT
// One finding of report.json, to be written and to be read.
#pragma once

#include "harness/case/json_fields.h"
#include "harness/model/finding.h"

namespace echocheck {

// For FieldWriter and FieldReader.
template <class Archive>
void Describe(Archive& fields, Of<Archive, Finding>& finding);

}  // namespace echocheck
