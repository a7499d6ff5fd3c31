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

// A scenario may be mild about what it asks for. That octets come back which are not the client's
// own is as grave in any of them.
Level LevelOf(const Check& check, Level scenario_level) {
  for (const std::string_view id : {"echo.bytes", "echo.unsolicited", "echo.isolation"}) {
    if (check.id == id && scenario_level == Level::kShould) return check.level;
  }
  return std::max(check.level, scenario_level);
}

Finding MakeFinding(const Check& check, Conclusion conclusion, Level scenario_level,
                    const JudgeOptions& options) {
  Finding finding;
  finding.check = std::string(check.id);
  finding.level = LevelOf(check, scenario_level);
  finding.source = std::string(check.source);
  finding.verdict = VerdictOf(conclusion.outcome, finding.level, options.strict);
  finding.summary = std::move(conclusion.summary);
  finding.expected = std::move(conclusion.expected);
  finding.actual = std::move(conclusion.actual);
  finding.evidence = std::move(conclusion.evidence);
  return finding;
}

// What is said of connections has no meaning for datagrams, and the other way round.
bool Concerns(const Check& check, const Scenario& scenario) {
  if (check.id.starts_with("target.") || check.id.starts_with("capture.")) return true;
  return check.id.starts_with("udp.") == (scenario.transport == Transport::kUdp);
}

}  // namespace

Judgement Judge(const CheckInput& input, JudgeOptions options) {
  if (input.evidence.error) return {{}, Verdict::kError, Verdict::kError, Verdict::kError};
  Judgement judgement;
  std::vector<Verdict> behaviour;
  std::vector<Verdict> close;
  std::vector<std::size_t> violated;
  for (const Check& check : AllChecks()) {
    if (!Concerns(check, input.scenario)) continue;
    std::optional<Conclusion> conclusion = check.judge(input);
    if (!conclusion) continue;
    // Of a service that is not offered nothing has been seen, good or bad.
    if (input.evidence.target.startup == Startup::kNotOffered) {
      conclusion = Skipped("the target serves TCP alone, and RFC 862 asks for no more");
    }
    // Of an INFO too: it passes, and its cause is worth knowing.
    if (conclusion->outcome == Outcome::kViolated) violated.push_back(judgement.findings.size());
    Finding& finding = judgement.findings.emplace_back(
        MakeFinding(check, std::move(*conclusion), input.scenario.level, options));
    (check.id.starts_with("close.") ? close : behaviour).push_back(finding.verdict);
  }
  NameCauses(input, judgement.findings, violated, options.language);
  judgement.behaviour = CombineVerdicts(behaviour);
  judgement.close = CombineVerdicts(close);
  if (input.scenario.transport == Transport::kUdp) judgement.close = Verdict::kSkipped;
  behaviour.insert(behaviour.end(), close.begin(), close.end());
  judgement.verdict = CombineVerdicts(behaviour);
  return judgement;
}

}  // namespace echocheck
