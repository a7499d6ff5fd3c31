// SPDX-License-Identifier: MIT
// A saved run, judged again from what was recorded: the same code that judged it then, and the same
// findings, unless the checks are other ones by now.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/model/finding_change.h"
#include "harness/model/run_record.h"
#include "harness/replay/saved_run.h"
#include "harness/schedule/session_listener.h"

namespace echocheck {

struct ReplayOptions {
  std::vector<std::string> only;        // patterns of scenarios' names; empty: all
  bool strict = false;                  // also where the run was not
  std::optional<std::string> language;  // default: that of the run
};

// How many scenarios `options` choose.
std::size_t CountChosen(const SavedRun& saved, const ReplayOptions& options);

struct Replay {
  RunRecord run;
  std::vector<FindingChange> changes;  // from the findings that were saved
};

// Of a scenario that was played several times each time is judged again, and what decides is chosen
// anew. A file that is missing or damaged is the error of its scenario, and of no other one. An
// error of the whole: no scenario is left, or the listener's.
Result<Replay> ReplayRun(const SavedRun& saved, const ReplayOptions& options,
                         SessionListener& listener);

}  // namespace echocheck
