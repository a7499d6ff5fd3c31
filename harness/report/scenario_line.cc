// SPDX-License-Identifier: MIT
#include "harness/report/scenario_line.h"

#include "harness/report/finding_text.h"
#include "harness/words/sentence.h"

namespace echocheck {
namespace {

// The cause if there is one, for it says more than what a check saw.
std::string Why(const ScenarioRecord& scenario, Language language) {
  if (scenario.evidence.error) return ToText(scenario.evidence.error->message, language);
  const Finding* first = nullptr;
  for (const Finding& finding : scenario.findings) {
    if (finding.verdict != scenario.verdict) continue;
    if (finding.cause) return finding.cause->id + ": " + finding.cause->sentence;
    if (first == nullptr) first = &finding;
  }
  return first == nullptr ? "" : first->check + ": " + first->summary;
}

}  // namespace

std::string RenderScenarioLine(const ScenarioRecord& scenario, const Page& page) {
  if (scenario.verdict == Verdict::kPass || scenario.verdict == Verdict::kSkipped ||
      scenario.known_failure) {
    return "";
  }
  const std::string_view verdict = ToString(scenario.verdict);
  const std::string name = CutToWidth(SafeLine(scenario.name), page.width / 2);
  std::string line = page.pen(InkOf(scenario.verdict), verdict) + "  " + page.pen(Ink::kBold, name);
  std::size_t used = verdict.size() + 2 + DisplayWidth(name) + 2;
  if (scenario.flaky) {
    const std::string flaky = page.Text("console.flaky_word");
    line += "  " + page.pen(Ink::kDoubt, flaky);
    used += 2 + DisplayWidth(flaky);
  }
  const std::string why = SafeLine(Why(scenario, page.language));
  if (!why.empty()) line += "  " + CutToWidth(why, page.width - used);
  return line + '\n';
}

}  // namespace echocheck
