// SPDX-License-Identifier: MIT
#include "harness/judge/verdict.h"

namespace echocheck {
namespace {

// The higher one decides.
int Weight(Verdict verdict) {
  switch (verdict) {
    case Verdict::kSkipped:
      return 0;
    case Verdict::kPass:
      return 1;
    case Verdict::kWarn:
      return 2;
    case Verdict::kInconclusive:
      return 3;
    case Verdict::kError:
      return 4;
    case Verdict::kFail:
      return 5;
  }
  return 3;
}

}  // namespace

Verdict CombineVerdicts(std::span<const Verdict> verdicts) {
  if (verdicts.empty()) return Verdict::kInconclusive;
  Verdict combined = Verdict::kSkipped;
  for (const Verdict verdict : verdicts) {
    if (Weight(verdict) > Weight(combined)) combined = verdict;
  }
  return combined;
}

int ExitCode(Verdict run_verdict) {
  switch (run_verdict) {
    case Verdict::kPass:
    case Verdict::kWarn:
      return 0;
    case Verdict::kFail:
      return 1;
    case Verdict::kInconclusive:
    case Verdict::kSkipped:
    case Verdict::kError:
      return 2;
  }
  return 2;
}

Verdict VerdictOf(Outcome outcome, Level level, bool strict) {
  switch (outcome) {
    case Outcome::kPass:
      return Verdict::kPass;
    case Outcome::kInconclusive:
      return Verdict::kInconclusive;
    case Outcome::kSkipped:
      return Verdict::kSkipped;
    case Outcome::kFail:
      break;
  }
  switch (level) {
    case Level::kMust:
      return Verdict::kFail;
    case Level::kShould:
      return strict ? Verdict::kFail : Verdict::kWarn;
    case Level::kInfo:
      return Verdict::kPass;
  }
  return Verdict::kInconclusive;
}

}  // namespace echocheck
