// SPDX-License-Identifier: MIT
// One scenario as the page needs it, but for its flows.
#pragma once

#include "harness/case/json_fields.h"
#include "harness/model/run_record.h"
#include "harness/report/html/page_bounds.h"

namespace echocheck {

// Strings as they are in the record: MakeShowable() is the caller's.
Json ScenarioPageData(const RunRecord& run, const ScenarioRecord& scenario,
                      const PageBounds& bounds);

}  // namespace echocheck
