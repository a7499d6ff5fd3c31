// SPDX-License-Identifier: MIT
#include "harness/judge/conclusion.h"

#include <utility>

namespace echocheck {

Conclusion Pass(Sentence summary) { return {Outcome::kPass, std::move(summary), {}, {}, {}}; }

Conclusion Fail(Sentence summary, Sentence expected, Sentence actual, Evidence evidence) {
  return {Outcome::kFail, std::move(summary), std::move(expected), std::move(actual),
          std::move(evidence)};
}

Conclusion Inconclusive(Sentence reason, Sentence detail) {
  return {Outcome::kInconclusive, std::move(reason), {}, std::move(detail), {}};
}

Conclusion Skipped(Sentence reason) { return {Outcome::kSkipped, std::move(reason), {}, {}, {}}; }

Conclusion NotLaunchedByUs() { return Skipped(Say("checks.not_launched")); }

std::string JoinEndpoints(const std::vector<Endpoint>& endpoints) {
  std::string text;
  for (const Endpoint& endpoint : endpoints) {
    if (!text.empty()) text += ", ";
    text += ToString(endpoint);
  }
  return text;
}

Evidence WithOutput() {
  Evidence evidence;
  evidence.show_output = true;
  return evidence;
}

}  // namespace echocheck
