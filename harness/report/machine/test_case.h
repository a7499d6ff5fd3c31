// SPDX-License-Identifier: MIT
// A scenario as programs that read test results understand it: a name, one of six outcomes, a line
// and a text. What each format says of an outcome is in its own file, and in
// docs/machine-reports.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "harness/model/run_record.h"

namespace echocheck {

enum class CaseOutcome : std::uint8_t {
  kPassed,
  kWarned,        // a SHOULD that failed, or a flaky one that is allowed
  kFailed,        // also where --strict made a warning of it
  kNotJudged,     // inconclusive, or a failure of ours
  kSkipped,       // there was nothing to be judged, or nothing was tried
  kKnownFailure,  // failed, and --known-failures says why that is borne with
};

struct TestCase {
  // Unique in the run: a scenario that was asked for twice is "basic", then "basic (2)". Made safe
  // by SafeLine(), as all texts below.
  std::string name;
  std::string topic;  // "close" of close/half_close; of one in no folder "top"
  CaseOutcome outcome = CaseOutcome::kPassed;
  std::string headline;  // one line: the cause, or what the deciding check found; passed: empty
  std::string details;   // whole lines: every finding that did not pass, output, files; or empty
  const ScenarioRecord* scenario = nullptr;  // borrowed from the run; null: about the run itself
  const Finding* decisive = nullptr;         // borrowed, too: what led to the verdict; null: none
};

// One a scenario, in their order. A run that did not come to its end, or that does not exit with 0
// although nothing in it failed (all was skipped), has one more at the end, which was not judged:
// no reader may take such a run for a pass.
std::vector<TestCase> TestCasesOf(const RunRecord& run);

// "fail" and the scenario's other words: "fail, flaky", "fail, known".
std::string VerdictWords(const TestCase& test);

// What the run could not look at, a line each: for the top of a report.
std::vector<std::string> DowngradesIn(const RunRecord& run);

// Why a scenario that passes earns no points, for formats that have points; empty: it earns them.
std::string WhyNoPoints(const TestCase& test);

// A duration as readers of test results have it: seconds, with three digits behind the point.
std::string Seconds(Nanoseconds duration);

// The lines of `text`, each made safe, with a newline between them.
std::string SafeText(BytesView text);

}  // namespace echocheck
