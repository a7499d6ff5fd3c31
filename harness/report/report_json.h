// SPDX-License-Identifier: MIT
// report.json, format 1: docs/report-format.md, reports/report.schema.json.
#pragma once

#include <string>

#include "harness/model/run_record.h"

namespace echocheck {

constexpr int kReportFormat = 1;

// The whole document, ending in a newline. Well-formed UTF-8 whatever the target wrote.
std::string RenderReportJson(const RunRecord& run);

}  // namespace echocheck
