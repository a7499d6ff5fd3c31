// SPDX-License-Identifier: MIT
// How verdicts combine: findings into a scenario's, scenarios into a run's, a run's into an exit
// code. The one place where this is decided.
#pragma once

#include <span>

#include "harness/judge/conclusion.h"
#include "harness/model/finding.h"

namespace echocheck {

// fail > error > inconclusive > warn > pass. `skipped` counts for nothing, unless all are: then so
// is the whole. Of no verdicts at all nothing is known: inconclusive.
Verdict CombineVerdicts(std::span<const Verdict> verdicts);

// 0 conforms, 1 does not conform, 2 we cannot say (docs/design.md, "Command line").
int ExitCode(Verdict run_verdict);

// A MUST that is violated fails, a SHOULD warns (with `strict` it fails), an INFO passes.
Verdict VerdictOf(Outcome outcome, Level level, bool strict);

}  // namespace echocheck
