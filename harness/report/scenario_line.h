// SPDX-License-Identifier: MIT
// One scenario of many, on one line, if it needs a look.
#pragma once

#include <string>

#include "harness/model/run_record.h"
#include "harness/report/console_text.h"

namespace echocheck {

// A whole line; empty for one that passed, was skipped, or whose failure is known.
std::string RenderScenarioLine(const ScenarioRecord& scenario, const Page& page);

}  // namespace echocheck
