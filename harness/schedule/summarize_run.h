// SPDX-License-Identifier: MIT
// Decides what the scenarios of a run come to together. Pure.
#pragma once

#include "harness/model/run_record.h"

namespace echocheck {

// Sets verdict, exit code and causes of `run` from its scenarios. `stopped`: it was not played to
// its end, so that it holds nothing against the target, and nothing for it.
void SummarizeRun(bool stopped, RunRecord& run);

}  // namespace echocheck
