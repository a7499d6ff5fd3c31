// SPDX-License-Identifier: MIT
#include "harness/report/downgrades.h"

#include <utility>

#include "harness/report/console_text.h"
#include "harness/report/scenario_points.h"
#include "harness/words/sentence.h"

namespace echocheck {
namespace {

bool WasPlayed(const ScenarioRecord& scenario) {
  return !scenario.not_played && !scenario.evidence.error;
}

// Not where the user asked for the host's network, nor for a server that is somewhere already.
bool LacksIsolation(const RunRecord& run, const ScenarioEvidence& evidence) {
  return evidence.isolation == Isolation::kHost && run.isolation != "host" &&
         evidence.target.startup != Startup::kNotLaunched;
}

std::string_view TextFor(Downgraded what) {
  switch (what) {
    case Downgraded::kIsolation:
      return "console.isolation_lacks";
    case Downgraded::kCapture:
      return "console.capture_lacks";
    case Downgraded::kClose:
      return "console.close_unseen";
  }
  return "";
}

}  // namespace

std::vector<Downgrade> DowngradesOf(const RunRecord& run) {
  Downgrade isolation{Downgraded::kIsolation, 0, 0, ""};
  Downgrade capture{Downgraded::kCapture, 0, 0, ""};
  Downgrade close{Downgraded::kClose, 0, 0, ""};
  std::size_t played = 0;
  const auto count = [](Downgrade& downgrade, const Reason& reason) {
    if (downgrade.scenarios++ == 0) downgrade.reason = reason;
  };
  for (const ScenarioRecord& scenario : run.scenarios) {
    if (!WasPlayed(scenario)) continue;
    ++played;
    const ScenarioEvidence& evidence = scenario.evidence;
    if (LacksIsolation(run, evidence)) count(isolation, evidence.isolation_note);
    if (evidence.capture.state == CaptureState::kOff) count(capture, evidence.capture.reason);
    if (IsCloseUnseen(scenario)) count(close, evidence.capture.reason);
  }
  std::vector<Downgrade> found;
  for (Downgrade* const downgrade : {&isolation, &capture, &close}) {
    downgrade->played = played;
    if (downgrade->scenarios > 0) found.push_back(std::move(*downgrade));
  }
  return found;
}

std::vector<std::string> DowngradeLines(const RunRecord& run, Language language) {
  std::vector<std::string> lines;
  for (const Downgrade& downgrade : DowngradesOf(run)) {
    const Sentence sentence = Say(TextFor(downgrade.what), {{"count", downgrade.scenarios},
                                                            {"played", downgrade.played},
                                                            {"reason", downgrade.reason.said()}});
    lines.push_back(SafeLine(ToText(sentence, language)));
  }
  return lines;
}

}  // namespace echocheck
