// SPDX-License-Identifier: MIT
// What is different about a scenario that was judged again. Pure.
#pragma once

#include <vector>

#include "harness/model/finding_change.h"
#include "harness/model/run_record.h"
#include "harness/words/language.h"

namespace echocheck {

// Returns what differs in verdicts, in causes by their names and, if both were judged in the
// `same_language`, in what findings say; not in the sentences of causes. Where we failed, of the
// scenario as a whole.
std::vector<FindingChange> ChangesBetween(const ScenarioRecord& before, const ScenarioRecord& now,
                                          bool same_language, Language language);

}  // namespace echocheck
