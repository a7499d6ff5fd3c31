// SPDX-License-Identifier: MIT
// Reports as one HTML file each, which asks nothing of any network (docs/html-report.md).
#pragma once

#include <string>

#include "harness/model/run_record.h"
#include "harness/report/html/capture_on_page.h"

namespace echocheck {

// The page of a run. Its links lead to files beside it, in the run folder. It shows nothing that
// report.json does not hold: a record that was read back gives the same page.
std::string RenderHtml(const RunRecord& run);

// The page of a capture.
std::string RenderCaptureHtml(const CaptureOnPage& capture);

}  // namespace echocheck
