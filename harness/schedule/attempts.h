// SPDX-License-Identifier: MIT
// Decides what several attempts at one scenario come to (docs/design.md, "Never flaky"). Pure.
#pragma once

#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "harness/model/run_record.h"

namespace echocheck {

// Appends `name` unless it is there.
void AddOnce(const std::string& name, std::vector<std::string>& names);

// Check and cause of each finding that failed, warned or was inconclusive; the cause may be empty.
// Of a failure of ours: {"", its message}.
using FailureSet = std::set<std::pair<std::string, std::string>>;

FailureSet FailuresOf(const ScenarioRecord& record);

// Returns what is kept of a play beside its record.
Attempt AttemptOf(const ScenarioRecord& record, bool alone);

// Returns true when something about the target was seen. What we could not see, or did wrong, says
// nothing of it.
bool IsConclusive(Verdict verdict);

// Returns true when it failed, warned, or was not seen: if others ran beside, it has to be played
// again.
bool WantsConfirmation(Verdict verdict);

// Returns true when a newer attempt says more about the scenario than the one shown so far: what is
// conclusive before what is not, then the worst (with `allow_flaky` the best), then what was alone.
// As long as nothing else was seen, only a pass that was alone replaces an error of ours.
bool Replaces(const Attempt& shown, const Attempt& newer, bool allow_flaky);

// Returns true when the conclusive ones of `attempts` differ in their verdict.
bool IsFlaky(std::span<const Attempt> attempts);

// Gives `record`, which is that of the attempt that decided, what all attempts together come to.
void Conclude(const std::vector<Attempt>& attempts, ScenarioRecord& record);

}  // namespace echocheck
