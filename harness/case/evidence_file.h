// SPDX-License-Identifier: MIT
// evidence.json: all that was recorded of one scenario, played once. A worker writes it into a file
// in memory, the run folder keeps a copy, and whoever judges reads it: a live run as well as
// `replay`.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/model/run_record.h"

namespace echocheck {

// Hands the text of the file to `sink`, some lines at a time: of thousands of connections one
// document would be a tree of a hundred thousand nodes. Returns the first error of `sink`.
Status WriteEvidence(const ScenarioEvidence& evidence,
                     const std::function<Status(BytesView)>& sink);

// Returns the text of the file. For evidence that is small.
std::string EvidenceText(const ScenarioEvidence& evidence);

// Reads the text of the file. `text` is not trusted: whatever it is, the answer is the evidence or
// an internal error "FILE:LINE:COLUMN: /json/pointer: ...". `file` only names the text in it.
Result<ScenarioEvidence> ReadEvidence(std::string_view text, const std::string& file);

}  // namespace echocheck
