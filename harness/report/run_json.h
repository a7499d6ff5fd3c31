// SPDX-License-Identifier: MIT
// What report.json says of the run as a whole, to be written and to be read.
#pragma once

#include "harness/case/json_fields.h"
#include "harness/model/run_record.h"

namespace echocheck {

// The record but for its scenarios and the target; `Run` is RunRecord or const RunRecord.
template <class Run>
struct RunHead {
  Run& run;
};

// For FieldWriter and FieldReader.
template <class Archive, class Run>
void Describe(Archive& fields, const RunHead<Run>& head);

}  // namespace echocheck
