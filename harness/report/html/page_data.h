// SPDX-License-Identifier: MIT
// All that a page shows, as one JSON document (docs/html-report.md). Every string in it is harmless
// to look at; it is not yet escaped for a script element.
#pragma once

#include <string>

#include "harness/model/run_record.h"
#include "harness/report/html/capture_on_page.h"
#include "harness/report/html/page_bounds.h"

namespace echocheck {

std::string RunPageData(const RunRecord& run, const PageBounds& bounds = {});

std::string CapturePageData(const CaptureOnPage& capture);

}  // namespace echocheck
