// SPDX-License-Identifier: MIT
// The evidence of one play in its file in memory: a worker writes it, and the process that judges
// reads it.
#pragma once

#include "harness/base/result.h"
#include "harness/model/run_record.h"

namespace echocheck {

// Writes it from the start of `file`, in place of what is there.
Status WriteRecordedEvidence(int file, const ScenarioEvidence& evidence);

// Reads all of `file`. An error is an internal one: we wrote what cannot be read.
Result<ScenarioEvidence> ReadRecordedEvidence(int file);

}  // namespace echocheck
