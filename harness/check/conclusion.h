// SPDX-License-Identifier: MIT
// What one check makes of the evidence, before level and strictness turn it into a verdict.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/endpoint.h"
#include "harness/model/finding.h"

namespace echocheck {

enum class Outcome {
  kPass,          // what the check demands was seen
  kFail,          // the opposite was seen
  kInconclusive,  // we should have been able to see it and were not: never the target's fault
  kSkipped,       // what it needs to look at is not there, for a reason that the user knows
};

struct Conclusion {
  Outcome outcome = Outcome::kInconclusive;
  std::string summary;   // one line
  std::string expected;  // kFail
  std::string actual;    // kFail; kInconclusive: what kept us from it, where there is more to say
  Evidence evidence;
};

Conclusion Pass(std::string summary);
Conclusion Fail(std::string summary, std::string expected, std::string actual,
                Evidence evidence = {});
Conclusion Inconclusive(std::string reason, std::string detail = {});
Conclusion Skipped(std::string reason);
// Nothing can be said of the process of a target that was there before us.
Conclusion NotLaunchedByUs();

// "1 byte", "2 bytes"
std::string Count(std::uint64_t number, std::string_view noun);
// "127.0.0.1:8080, [::]:8080"
std::string JoinEndpoints(const std::vector<Endpoint>& endpoints);
// What a window of bytes holds from its first difference on.
std::string ShownFrom(const Bytes& window, const StreamDifference& difference);
// What is said of a target's end is best understood with its last output beside it.
Evidence WithOutput();

}  // namespace echocheck
