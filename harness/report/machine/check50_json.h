// SPDX-License-Identifier: MIT
// The run in the form of `check50 -o json` (https://cs50.github.io/check50/json_specification.html;
// reports/check50.schema.json), for tools that show or collect its results.
#pragma once

#include <string>

#include "harness/model/run_record.h"

namespace echocheck {

// A result a scenario: `passed` is true, false, or null for what was not judged, skipped, or fails
// as is known.
std::string RenderCheck50Json(const RunRecord& run);

}  // namespace echocheck
