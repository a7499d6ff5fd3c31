// SPDX-License-Identifier: MIT
#include "harness/replay/finding_changes.h"

#include <algorithm>
#include <string>

#include "harness/schedule/attempts.h"
#include "harness/words/sentence.h"

namespace echocheck {
namespace {

std::string Describe(const Finding& finding, bool with_its_texts) {
  std::string text(ToString(finding.verdict));
  if (finding.cause) text += " (" + finding.cause->id + ")";
  if (!with_its_texts) return text;
  text += ": " + finding.summary;
  if (!finding.expected.empty()) text += "; expected " + finding.expected;
  if (!finding.actual.empty()) text += "; actual " + finding.actual;
  return text;
}

// All that was found by `check`; empty: nothing.
std::string Describe(const std::vector<Finding>& findings, const std::string& check,
                     bool with_their_texts) {
  std::string text;
  for (const Finding& finding : findings) {
    if (finding.check != check) continue;
    text += (text.empty() ? "" : "; ") + Describe(finding, with_their_texts);
  }
  return text;
}

std::string Describe(const ScenarioRecord& scenario, Language language) {
  const auto word = [&](std::string_view name) { return ToText(Say(name), language); };
  std::string text(ToString(scenario.verdict));
  if (scenario.flaky) text += " (" + word("console.flaky_word") + ")";
  if (scenario.known_failure) text += " (" + word("console.known_word") + ")";
  if (scenario.evidence.error) text += ": " + ToText(scenario.evidence.error->message, language);
  return text;
}

}  // namespace

std::vector<FindingChange> ChangesBetween(const ScenarioRecord& before, const ScenarioRecord& now,
                                          bool same_language, Language language) {
  std::vector<FindingChange> changes;
  const auto compare = [&](const std::string& check, std::string was, std::string is) {
    if (was != is) changes.push_back({now.name, check, std::move(was), std::move(is)});
  };
  // A run of an earlier version was saved with English reasons alone.
  if (Describe(before, Language::kEnglish) != Describe(now, Language::kEnglish)) {
    compare("", Describe(before, language), Describe(now, language));
  }
  if (before.evidence.error || now.evidence.error) return changes;
  std::vector<std::string> checks;
  for (const Finding& finding : now.findings) AddOnce(finding.check, checks);
  for (const Finding& finding : before.findings) AddOnce(finding.check, checks);
  for (const std::string& check : checks) {
    compare(check, Describe(before.findings, check, same_language),
            Describe(now.findings, check, same_language));
  }
  return changes;
}

}  // namespace echocheck
