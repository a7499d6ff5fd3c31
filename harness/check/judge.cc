// SPDX-License-Identifier: MIT
#include "harness/check/judge.h"

#include <algorithm>
#include <string>
#include <utility>

#include "harness/check/causes/name_causes.h"
#include "harness/check/registry.h"
#include "harness/check/verdict.h"

namespace echocheck {
namespace {

Finding MakeFinding(const Check& check, Conclusion conclusion, Level scenario_level,
                    const JudgeOptions& options) {
  Finding finding;
  finding.check = std::string(check.id);
  finding.level = std::max(check.level, scenario_level);
  finding.source = std::string(check.source);
  finding.verdict = VerdictOf(conclusion.outcome, finding.level, options.strict);
  finding.summary = std::move(conclusion.summary);
  finding.expected = std::move(conclusion.expected);
  finding.actual = std::move(conclusion.actual);
  finding.evidence = std::move(conclusion.evidence);
  return finding;
}

}  // namespace

Judgement Judge(const CheckInput& input, JudgeOptions options) {
  if (input.evidence.error) return {{}, Verdict::kError, Verdict::kError, Verdict::kError};
  Judgement judgement;
  std::vector<Verdict> behaviour;
  std::vector<Verdict> close;
  std::vector<std::size_t> violated;
  for (const Check& check : AllChecks()) {
    std::optional<Conclusion> conclusion = check.judge(input);
    if (!conclusion) continue;
    // Of an INFO too: it passes, and its cause is worth knowing.
    if (conclusion->outcome == Outcome::kViolated) violated.push_back(judgement.findings.size());
    Finding& finding = judgement.findings.emplace_back(
        MakeFinding(check, std::move(*conclusion), input.scenario.level, options));
    (check.id.starts_with("close.") ? close : behaviour).push_back(finding.verdict);
  }
  NameCauses(input, judgement.findings, violated, options.language);
  judgement.behaviour = CombineVerdicts(behaviour);
  judgement.close = CombineVerdicts(close);
  behaviour.insert(behaviour.end(), close.begin(), close.end());
  judgement.verdict = CombineVerdicts(behaviour);
  return judgement;
}

}  // namespace echocheck
