// SPDX-License-Identifier: MIT
// Suggests what a user types next, after a run.
#pragma once

#include <string>

#include "harness/model/run_record.h"

namespace echocheck {

// Returns a whole command that checks the same server: of many scenarios the first that failed,
// alone; after a pass the next larger profile. Empty: there is nothing to suggest. `names_lead`:
// the names of the scenarios lead to their files; otherwise the suggestion has a path.
std::string NextCommand(const RunRecord& run, bool names_lead);

}  // namespace echocheck
