// SPDX-License-Identifier: MIT
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/nearest_name.h"
#include "harness/cli/command_app.h"
#include "harness/cli/commands.h"
#include "harness/cli/exit_code.h"
#include "harness/cli/language_choice.h"
#include "harness/cli/parse.h"
#include "harness/cli/select_scenarios.h"
#include "harness/cli/typed_choice_options.h"
#include "harness/judge/causes/cause_registry.h"
#include "harness/judge/causes/cause_texts.h"
#include "harness/judge/causes/causes_markdown.h"
#include "harness/judge/checks/check_registry.h"
#include "harness/judge/checks/check_texts.h"
#include "harness/judge/checks/checks_markdown.h"
#include "harness/report/listing.h"
#include "harness/words/because.h"
#include "harness/words/language.h"

namespace echocheck {
namespace {

struct ListWords {
  std::string what = "checks";
  std::string folder;
  std::string language;  // empty: as the environment asks for
  bool markdown = false;
  bool json = false;
  bool names = false;
  TypedChoiceOptions choice;
};

int ListChecks(Language language) {
  std::vector<ListedCheck> checks;
  for (const Check& check : AllChecks()) {
    checks.push_back({check.name(), check.level, check.source, DemandOf(check, language)});
  }
  return PrintTable(RenderCheckList(checks));
}

int ListCauses(Language language) {
  std::vector<ListedCause> causes;
  for (const CauseRule& rule : AllCauses()) {
    causes.push_back({rule.id, TextOf(rule, CauseText::kTitle, language),
                      TextOf(rule, CauseText::kToldBy, language)});
  }
  return PrintTable(RenderCauseList(causes));
}

std::string NamesOfScenarios(const std::vector<Scenario>& scenarios) {
  std::string text;
  for (const Scenario& scenario : scenarios) text += scenario.name + "\n";
  return text;
}

// All that there are; those that a run with the same words would play, if any were typed.
int ListScenarios(const ListWords& typed) {
  const TypedChoiceOptions& choice = typed.choice;
  const std::vector<std::string> words = {typed.folder};
  auto found = typed.folder.empty() ? LoadCatalogue() : LoadScenarios(words);
  if (!found) return PrintError(found.error());
  std::vector<Scenario> scenarios;
  if (choice.Given()) {
    const Selection selection = SelectionFrom(choice);
    const std::vector<Reason> misfits = Misfits(*found, selection);
    auto selected = SelectScenarios(std::move(*found), selection);
    if (!selected) return PrintError(selected.error());
    for (const Reason& misfit : misfits) Remark(misfit.said());
    scenarios = std::move(*selected);
  } else {
    for (FoundScenario& each : *found) scenarios.push_back(std::move(each.scenario));
  }
  if (typed.names) return PrintOutput(NamesOfScenarios(scenarios));
  return typed.json ? PrintOutput(RenderScenarioListJson(scenarios))
                    : PrintTable(RenderScenarioList(scenarios, LanguageFor(typed.language)));
}

void DeclareListWords(CLI::App& app, ListWords& words) {
  app.add_option("what", words.what)->type_name("checks|causes|scenarios")->capture_default_str();
  app.add_option("folder", words.folder)->type_name("DIR");
  app.add_flag("--markdown", words.markdown);
  DeclareLanguage(app, words.language);
  auto* json = app.add_flag("--json", words.json);
  app.add_flag("--names", words.names)->excludes(json);
  DeclareChoiceOptions(app, words.choice, "listed");
}

struct ListApp : CommandApp<ListWords> {
  ListApp() : CommandApp("list", DeclareListWords) {}
};

}  // namespace

std::unique_ptr<CLI::App> DeclareList() { return Described<ListApp>(); }

int ListCommand(std::span<const std::string> words) {
  ListApp app;
  if (const auto code = Parse(app, words)) return *code;
  const auto& [what, folder, language, markdown, json, names, choice] = app.words;
  if (what != "scenarios" && (json || names || choice.Given())) {
    return PrintError(UsageError(Say("errors.for_scenarios")));
  }
  const Language spoken = LanguageNamed(LanguageFor(language));
  if (what == "checks") return markdown ? PrintOutput(ChecksMarkdown()) : ListChecks(spoken);
  if (what == "causes") return markdown ? PrintOutput(CausesMarkdown()) : ListCauses(spoken);
  if (what == "scenarios" && markdown) {
    return PrintError(UsageError(Say("errors.markdown_for_checks")));
  }
  if (what == "scenarios") return ListScenarios(app.words);
  constexpr auto kKnown = std::to_array<std::string_view>({"checks", "causes", "scenarios"});
  return PrintError(UsageError(
      Say("errors.cannot_list", {{"what", what}, {"did_you_mean", SayDidYouMean(what, kKnown)}})));
}

}  // namespace echocheck
