// SPDX-License-Identifier: MIT
// report.json back to what it was made from, so that every other report can be made later.
#pragma once

#include <string>
#include <string_view>

#include "harness/base/result.h"
#include "harness/model/run_record.h"

namespace echocheck {

// Reads format 1. RenderReportJson() of the result is `json` again, but for keys that are not known
// here: those are ignored (docs/report-format.md). What a report leaves out of long flows and of
// many connections stays out, and is counted in the record.
//
// `json` is not trusted. The error is the environment's (a file that is cut, damaged, or not a
// report): "FILE:LINE:COLUMN: /json/pointer: ...". `file` only names the text in it.
Result<RunRecord> ReadReportJson(std::string_view json, const std::string& file);

}  // namespace echocheck
