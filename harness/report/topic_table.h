// SPDX-License-Identifier: MIT
// A line a topic: how many of which verdict, points, time.
#pragma once

#include <string>

#include "harness/model/run_record.h"
#include "harness/report/console_text.h"

namespace echocheck {

// Whole lines. The topic of close/half_close is "close".
std::string RenderTopics(const RunRecord& run, const Page& page);

}  // namespace echocheck
