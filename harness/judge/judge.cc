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
#include "harness/model/close_evidence.h"

namespace echocheck {
namespace {

// Of bytes that came and are not the client's own. No load and no lack of time makes them up.
bool FindsForeignBytes(const Check& check) {
  return check.id == "echo.bytes" || check.id == "echo.unsolicited" || check.id == "echo.isolation";
}

// A scenario may be mild about what it asks for. That bytes come back which are not the client's
// own is as grave in any of them, and so is a client that is turned away while others are served.
Level LevelOf(const Check& check, Level scenario_level) {
  const bool grave = FindsForeignBytes(check) || check.id == "echo.every_client";
  if (grave && scenario_level == Level::kShould) return check.level;
  return std::max(check.level, scenario_level);
}

// What did not happen on a machine that had no time for it says nothing of the target.
void ExcuseByLoad(const ScenarioEvidence& evidence, const Check& check, Conclusion& conclusion) {
  if (!evidence.held_up || !evidence.held_up->gave_up) return;
  if (conclusion.outcome != Outcome::kFail || FindsForeignBytes(check)) return;
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
  finding.check = std::string(check.id);
  finding.level = LevelOf(check, scenario_level);
  finding.source = std::string(check.source);
  finding.verdict = VerdictOf(conclusion.outcome, finding.level, options.strict);
  finding.summary = ToText(conclusion.summary, language);
  finding.expected = ToText(conclusion.expected, language);
  finding.actual = ToText(conclusion.actual, language);
  finding.evidence = std::move(conclusion.evidence);
  return finding;
}

// What is said of connections has no meaning for datagrams, and the other way round.
bool Concerns(const Check& check, const Scenario& scenario) {
  if (check.id.starts_with("target.") || check.id.starts_with("capture.")) return true;
  return check.id.starts_with("udp.") == (scenario.transport == Transport::kUdp);
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
  std::vector<std::size_t> violated;
  for (const Check& check : AllChecks()) {
    if (!Concerns(check, input.scenario)) continue;
    std::optional<Conclusion> conclusion = check.judge(input);
    if (!conclusion) continue;
    // Of a service that is not offered nothing has been seen, good or bad.
    if (input.evidence.target.startup == Startup::kNotOffered) {
      conclusion = Skipped(Say("checks.tcp_alone"));
    }
    ExcuseByLoad(input.evidence, check, *conclusion);
    // Of an INFO too: it passes, and its cause is worth knowing.
    if (conclusion->outcome == Outcome::kFail) violated.push_back(judgement.findings.size());
    Finding& finding = judgement.findings.emplace_back(
        MakeFinding(check, std::move(*conclusion), input.scenario.level, options));
    (check.id.starts_with("close.") ? close : behaviour).push_back(finding.verdict);
    if (ShowsHowConnectionsClosed(check.id)) of_the_end.push_back(finding.verdict);
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
