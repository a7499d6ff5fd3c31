// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "harness/base/bytes.h"
#include "harness/base/nearest_name.h"
#include "harness/check/causes/cause_messages.h"
#include "harness/check/causes/cause_registry.h"
#include "harness/check/causes/causes_markdown.h"
#include "harness/check/checks_markdown.h"
#include "harness/check/registry.h"
#include "harness/cli/commands.h"
#include "harness/cli/exit_code.h"
#include "harness/cli/installed_files.h"
#include "harness/cli/parse.h"
#include "harness/report/listing.h"
#include "harness/scenario/find_scenarios.h"
#include "harness/scenario/load_scenario.h"

namespace echocheck {
namespace {

int ListChecks() {
  std::vector<ListedCheck> checks;
  for (const Check& check : AllChecks()) {
    checks.push_back({check.id, check.level, check.source, check.demand});
  }
  return Answer(RenderCheckList(checks));
}

int ListCauses(const std::string& language) {
  std::vector<ListedCause> causes;
  for (const CauseRule& rule : AllCauses()) {
    causes.push_back({rule.id, MessageOf(rule.id, language).title, rule.evidence});
  }
  return Answer(RenderCauseList(causes));
}

int ListScenarios(const std::string& folder) {
  const auto files = FindScenarios(HereOrInstalled(folder));
  if (!files) return Complain(files.error());
  std::vector<Scenario> scenarios;
  for (const auto& file : *files) {
    auto scenario = LoadScenario(file);
    if (!scenario) return Complain(scenario.error());
    scenarios.push_back(std::move(*scenario));
  }
  return Answer(RenderScenarioList(scenarios));
}

}  // namespace

int ListCommand(std::span<const std::string> words) {
  CLI::App app("Lists what there is.", "echocheck list");
  std::string what = "checks";
  std::string folder = "scenarios";
  std::string language = "en";
  bool markdown = false;
  app.add_option("what", what, "checks, causes or scenarios")->capture_default_str();
  app.add_option("folder", folder, "of scenarios")->capture_default_str();
  app.add_flag("--markdown", markdown, "of checks and causes: the whole page of docs/");
  app.add_option("--lang", language, "of causes: en or ja")->capture_default_str();
  if (const auto code = Parse(app, words)) return *code;
  const auto& languages = kCauseLanguages;
  if (std::find(languages.begin(), languages.end(), language) == languages.end()) {
    return Complain(UsageError("--lang is \"" + language + "\", expected en or ja"));
  }
  if (what == "checks") return markdown ? Answer(ChecksMarkdown()) : ListChecks();
  if (what == "causes") return markdown ? Answer(CausesMarkdown()) : ListCauses(language);
  if (what == "scenarios" && markdown) {
    return Complain(UsageError("--markdown is for checks and causes"));
  }
  if (what == "scenarios") return ListScenarios(folder);
  constexpr auto kKnown = std::to_array<std::string_view>({"checks", "causes", "scenarios"});
  return Complain(UsageError("cannot list \"" + what + "\", expected checks, causes or scenarios" +
                             DidYouMean(what, kKnown)));
}

}  // namespace echocheck
