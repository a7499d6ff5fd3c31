// SPDX-License-Identifier: MIT
// One scenario a fate, and nothing else in the run.
#pragma once

#include <string>
#include <utility>

#include "tests/unit/report/sample_many.h"

namespace echocheck {

inline RunRecord Only(ScenarioRecord scenario) {
  const Verdict verdict = scenario.known_failure ? Verdict::kPass : scenario.verdict;
  const bool conforms = verdict == Verdict::kPass || verdict == Verdict::kWarn;
  return RunOf({std::move(scenario)}, verdict, conforms ? 0 : verdict == Verdict::kFail ? 1 : 2);
}

// `verdict` by a finding that says `summary`.
inline ScenarioRecord By(Verdict verdict, const std::string& summary) {
  ScenarioRecord scenario = Brief("close/half_close", verdict);
  scenario.title.english = "half-close";
  scenario.findings = {Judged(verdict, "close.fin", Level::kMust, summary)};
  return scenario;
}

inline ScenarioRecord Known(ScenarioRecord scenario, const std::string& reason) {
  scenario.known_failure = reason;
  return scenario;
}

inline ScenarioRecord Flaky(ScenarioRecord scenario) {
  scenario.flaky = true;
  scenario.attempts = {{Verdict::kFail, false, {"close.fin"}, {}, {}, "a"},
                       {Verdict::kPass, true, {}, {}, {}, "b"}};
  return scenario;
}

inline ScenarioRecord NotPlayed(const std::string& reason) {
  ScenarioRecord scenario = Brief("close/half_close", Verdict::kSkipped);
  scenario.not_played = reason;
  return scenario;
}

}  // namespace echocheck
