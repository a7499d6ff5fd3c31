// SPDX-License-Identifier: MIT
#include "harness/judge/judge.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "harness/judge/causes/name_causes.h"
#include "harness/judge/checks/check_registry.h"
#include "harness/judge/verdict.h"

namespace echocheck {
namespace {

// A scenario may be mild about what it asks for, and some checks are as grave in any.
Level LevelOf(const Check& check, Level scenario_level) {
  const bool softens = scenario_level != Level::kShould || check.gravity == Gravity::kOrdinary;
  return softens ? std::max(check.level, scenario_level) : check.level;
}

// What did not happen on a machine that had no time for it says nothing of the target.
void ExcuseByLoad(const ScenarioEvidence& evidence, const Check& check, Conclusion& conclusion) {
  if (!evidence.held_up || !evidence.held_up->gave_up) return;
  if (conclusion.outcome != Outcome::kFail || check.gravity == Gravity::kForeignBytes) return;
  const HeldUp& held_up = *evidence.held_up;
  const std::chrono::duration<double> waited = held_up.waited;
  const std::chrono::duration<double> of = held_up.of;
  conclusion =
      Inconclusive(Say("checks.too_busy", {{"waited", fmt::format("{:.1f}", waited.count())},
                                           {"of", fmt::format("{:.1f}", of.count())}}),
                   conclusion.summary);
}

Finding MakeFinding(const Check& check, Conclusion conclusion, Level scenario_level,
                    const JudgeOptions& options) {
  const Language language = LanguageNamed(options.language);
  Finding finding;
  finding.check = std::string(check.name());
  finding.level = LevelOf(check, scenario_level);
  finding.source = std::string(check.source);
  finding.verdict = VerdictOf(conclusion.outcome, finding.level, options.strict);
  finding.summary = ToText(conclusion.summary, language);
  finding.expected = ToText(conclusion.expected, language);
  finding.actual = ToText(conclusion.actual, language);
  finding.evidence = std::move(conclusion.evidence);
  return finding;
}

// That no socket is left says nothing of how the connections ended: where that was not seen, the
// close is skipped and does not pass.
Verdict CloseVerdict(std::span<const Verdict> all, std::span<const Verdict> of_the_end) {
  const Verdict combined = CombineVerdicts(all);
  if (combined != Verdict::kPass || of_the_end.empty()) return combined;
  return CombineVerdicts(of_the_end) == Verdict::kSkipped ? Verdict::kSkipped : combined;
}

}  // namespace

Judgement Judge(const CheckInput& input, JudgeOptions options) {
  if (input.evidence.error) return {{}, Verdict::kError, Verdict::kError, Verdict::kError};
  Judgement judgement;
  std::vector<Verdict> behaviour;
  std::vector<Verdict> close;
  std::vector<Verdict> of_the_end;
  std::vector<ViolatedCheck> violated;
  for (const Check& check : AllChecks()) {
    if (!check.Concerns(input.scenario.transport)) continue;
    std::optional<Conclusion> conclusion = check.judge(input);
    if (!conclusion) continue;
    // Of a service that is not offered nothing has been seen, good or bad.
    if (input.evidence.target.startup == Startup::kNotOffered) {
      conclusion = Skipped(Say("checks.tcp_alone"));
    }
    ExcuseByLoad(input.evidence, check, *conclusion);
    // Of an INFO too: it passes, and its cause is worth knowing.
    if (conclusion->outcome == Outcome::kFail)
      violated.push_back({judgement.findings.size(), check.id});
    Finding& finding = judgement.findings.emplace_back(
        MakeFinding(check, std::move(*conclusion), input.scenario.level, options));
    (check.family() == CheckFamily::kClose ? close : behaviour).push_back(finding.verdict);
    if (kHowConnectionsClosed.Has(check.id)) of_the_end.push_back(finding.verdict);
  }
  NameCauses(input, judgement.findings, violated, LanguageNamed(options.language));
  judgement.behaviour = CombineVerdicts(behaviour);
  judgement.close = CloseVerdict(close, of_the_end);
  if (input.scenario.transport == Transport::kUdp) judgement.close = Verdict::kSkipped;
  behaviour.insert(behaviour.end(), close.begin(), close.end());
  judgement.verdict = CombineVerdicts(behaviour);
  return judgement;
}

}  // namespace echocheck
