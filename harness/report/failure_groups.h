// SPDX-License-Identifier: MIT
// What went wrong in a run of many scenarios: each cause once, however many failed by it.
#pragma once

#include <span>
#include <string>

#include "harness/model/run_record.h"
#include "harness/report/console_text.h"

namespace echocheck {

// Whole lines, an empty one before each part; nothing when all passed. Causes first, then what has
// none by its check, what is flaky, what is known, what was skipped.
std::string RenderFailureGroups(const RunRecord& run, const Page& page);

// The same for what INFO checks found out. Nothing when they found nothing.
std::string RenderRemarks(const RunRecord& run, const Page& page);

// "2 pass, 1 fail"
std::string CountAttempts(std::span<const Attempt> attempts, Language language);

}  // namespace echocheck
