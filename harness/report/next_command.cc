// SPDX-License-Identifier: MIT
#include "harness/report/next_command.h"

#include <algorithm>

#include "harness/report/repeat_command.h"

namespace echocheck {
namespace {

// The first scenario of the worst verdict in `run`, if that is a failure of the target.
const ScenarioRecord* FirstFailure(const RunRecord& run) {
  for (const Verdict verdict : {Verdict::kFail, Verdict::kWarn}) {
    const auto found = std::ranges::find_if(run.scenarios, [&](const ScenarioRecord& scenario) {
      return scenario.verdict == verdict && !scenario.known_failure && !scenario.not_played;
    });
    if (found != run.scenarios.end()) return &*found;
  }
  return nullptr;
}

}  // namespace

std::string NextCommand(const RunRecord& run, bool names_lead) {
  const std::string again = CheckCommand(run);
  if (again.empty() || !run.finished) return "";
  if (run.verdict == Verdict::kError || run.verdict == Verdict::kInconclusive) {
    return ProgramOf(run) + " doctor";
  }
  if (const ScenarioRecord* failure = FirstFailure(run)) {
    if (run.scenarios.size() == 1) return "";
    return again + ' ' + (names_lead ? failure->name : failure->path);
  }
  if (run.verdict != Verdict::kPass) return "";
  if (run.profile == "course") return again + " --profile full";
  return run.profile.empty() || run.profile == "basic" ? again + " --profile course" : "";
}

}  // namespace echocheck
