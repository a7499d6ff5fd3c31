// SPDX-License-Identifier: MIT
// What several times of playing one scenario come to (docs/design.md, "Never flaky"). Pure.
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
// Of a failure of ours it is our own: {"", its message}.
using FailureSet = std::set<std::pair<std::string, std::string>>;
FailureSet FailuresOf(const ScenarioRecord& record);

Attempt AttemptOf(const ScenarioRecord& record, bool alone);

// Something about the target was seen. What we could not see, or did wrong, says nothing of it.
bool IsConclusive(Verdict verdict);

// It failed, warned, or was not seen: if others ran beside, that has to be looked at again.
bool WantsConfirmation(Verdict verdict);

// Whether a newer attempt says more about the scenario than the one shown so far: what is
// conclusive before what is not, then the worst (with `allow_flaky` the best), then what was alone.
// A failure of ours hides behind no pass but one that was alone, as long as nothing else was seen.
bool Replaces(const Attempt& shown, const Attempt& newer, bool allow_flaky);

// The conclusive ones of `attempts` differ in their verdict.
bool IsFlaky(std::span<const Attempt> attempts);

// Gives `record`, which is that of the attempt that decided, what all attempts together come to.
void Conclude(const std::vector<Attempt>& attempts, ScenarioRecord& record);

}  // namespace echocheck
