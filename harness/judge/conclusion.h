// SPDX-License-Identifier: MIT
// What one check makes of the evidence, before level and strictness turn it into a verdict.
#pragma once

#include <string>
#include <vector>

#include "harness/base/endpoint.h"
#include "harness/model/finding.h"
#include "harness/words/sentence.h"

namespace echocheck {

enum class Outcome {
  kPass,          // what the check demands was seen
  kFail,          // the opposite was seen
  kInconclusive,  // we should have been able to see it and were not: never the target's fault
  kSkipped,       // what it needs to look at is not there, for a reason that the user knows
};

struct Conclusion {
  Outcome outcome = Outcome::kInconclusive;
  Sentence summary;   // one line
  Sentence expected;  // kFail
  Sentence actual;    // kFail; kInconclusive: what kept us from it, where there is more to say
  Evidence evidence;
};

Conclusion Pass(Sentence summary);
Conclusion Fail(Sentence summary, Sentence expected, Sentence actual, Evidence evidence = {});
Conclusion Inconclusive(Sentence reason, Sentence detail = {});
Conclusion Skipped(Sentence reason);
// Nothing can be said of the process of a target that was there before us.
Conclusion NotLaunchedByUs();

// "127.0.0.1:8080, [::]:8080"
std::string JoinEndpoints(const std::vector<Endpoint>& endpoints);
// What is said of a target's end is best understood with its last output beside it.
Evidence WithOutput();

}  // namespace echocheck
