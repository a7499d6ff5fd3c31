// SPDX-License-Identifier: MIT
#include <array>
#include <cstdio>
#include <string>
#include <string_view>

#include "harness/base/bytes.h"
#include "harness/base/nearest_name.h"
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
  std::fputs(RenderCheckList(checks).c_str(), stdout);
  return kExitConforms;
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
  std::fputs(RenderScenarioList(scenarios).c_str(), stdout);
  return kExitConforms;
}

}  // namespace

int ListCommand(std::span<const std::string> words) {
  CLI::App app("Lists what there is.", "echocheck list");
  std::string what = "checks";
  std::string folder = "scenarios";
  app.add_option("what", what, "checks or scenarios")->capture_default_str();
  app.add_option("folder", folder, "of scenarios")->capture_default_str();
  if (const auto code = Parse(app, words)) return *code;
  if (what == "checks") return ListChecks();
  if (what == "scenarios") return ListScenarios(folder);
  constexpr auto kKnown = std::to_array<std::string_view>({"checks", "scenarios"});
  return Complain(UsageError("cannot list \"" + what + "\", expected checks or scenarios" +
                             DidYouMean(what, kKnown)));
}

}  // namespace echocheck
