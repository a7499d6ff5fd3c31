// SPDX-License-Identifier: MIT
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/nearest_name.h"
#include "harness/check/causes/cause_messages.h"
#include "harness/check/causes/cause_registry.h"
#include "harness/check/causes/causes_markdown.h"
#include "harness/check/checks_markdown.h"
#include "harness/check/registry.h"
#include "harness/cli/choice_words.h"
#include "harness/cli/commands.h"
#include "harness/cli/exit_code.h"
#include "harness/cli/parse.h"
#include "harness/cli/select_scenarios.h"
#include "harness/report/listing.h"

namespace echocheck {
namespace {

int ListChecks() {
  std::vector<ListedCheck> checks;
  for (const Check& check : AllChecks()) {
    checks.push_back({check.id, check.level, check.source, check.demand});
  }
  return AnswerTable(RenderCheckList(checks));
}

int ListCauses(const std::string& language) {
  std::vector<ListedCause> causes;
  for (const CauseRule& rule : AllCauses()) {
    causes.push_back({rule.id, MessageOf(rule.id, language).title, rule.evidence});
  }
  return AnswerTable(RenderCauseList(causes));
}

// All that there are; those that a run with the same words would play, if any were typed.
int ListScenarios(const std::string& folder, const ChoiceWords& choice, bool json) {
  const std::vector<std::string> words = {folder};
  auto found = folder.empty() ? LoadCatalogue() : LoadScenarios(words);
  if (!found) return Complain(found.error());
  std::vector<Scenario> scenarios;
  if (choice.Given()) {
    const Selection selection = SelectionFrom(choice);
    const std::vector<std::string> misfits = Misfits(*found, selection);
    auto selected = SelectScenarios(std::move(*found), selection);
    if (!selected) return Complain(selected.error());
    for (const std::string& misfit : misfits) Remark(misfit);
    scenarios = std::move(*selected);
  } else {
    for (FoundScenario& each : *found) scenarios.push_back(std::move(each.scenario));
  }
  return json ? Answer(RenderScenarioListJson(scenarios))
              : AnswerTable(RenderScenarioList(scenarios));
}

}  // namespace

int ListCommand(std::span<const std::string> words) {
  CLI::App app("Lists what there is.", "echocheck list");
  std::string what = "checks";
  std::string folder;
  std::string language = "en";
  bool markdown = false;
  bool json = false;
  ChoiceWords choice;
  app.add_option("what", what, "checks, causes or scenarios")->capture_default_str();
  app.add_option("folder", folder, "of scenarios; default: those that came with echocheck");
  app.add_flag("--markdown", markdown, "of checks and causes: the whole page of docs/");
  app.add_option("--lang", language, "of causes")
      ->check(
          CLI::IsMember(std::vector<std::string>(kCauseLanguages.begin(), kCauseLanguages.end())))
      ->capture_default_str();
  app.add_flag("--json", json, "of scenarios: as JSON, for programs");
  DeclareChoiceWords(app, choice, "Which scenarios are listed; default: all");
  app.footer(
      "Exit codes: 0 listed, 2 nothing of that choice is there, or it could not be written,\n"
      "3 bad usage.");
  if (const auto code = Parse(app, words)) return *code;
  if (what != "scenarios" && (json || choice.Given())) {
    return Complain(UsageError("--json and a choice are for scenarios"));
  }
  if (what == "checks") return markdown ? Answer(ChecksMarkdown()) : ListChecks();
  if (what == "causes") return markdown ? Answer(CausesMarkdown()) : ListCauses(language);
  if (what == "scenarios" && markdown) {
    return Complain(UsageError("--markdown is for checks and causes"));
  }
  if (what == "scenarios") return ListScenarios(folder, choice, json);
  constexpr auto kKnown = std::to_array<std::string_view>({"checks", "causes", "scenarios"});
  return Complain(UsageError("cannot list \"" + what + "\", expected checks, causes or scenarios" +
                             DidYouMean(what, kKnown)));
}

}  // namespace echocheck
