// SPDX-License-Identifier: MIT
#include "harness/cli/select_scenarios.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <utility>

#include "harness/base/name_glob.h"
#include "harness/base/nearest_name.h"
#include "harness/cli/option_error.h"
#include "harness/cli/scenario_places.h"
#include "harness/judge/checks/check_registry.h"
#include "harness/scenario/find_scenarios.h"
#include "harness/scenario/load_scenario.h"
#include "harness/scenario/scenario_file.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

bool HasTag(const Scenario& scenario, std::string_view tag) {
  return std::ranges::find(scenario.tags, tag) != scenario.tags.end();
}

bool HasAnyTag(const Scenario& scenario, std::span<const std::string> tags) {
  return std::ranges::any_of(tags, [&](const auto& tag) { return HasTag(scenario, tag); });
}

bool HasAnyName(const Scenario& scenario, std::span<const std::string> patterns) {
  return std::ranges::any_of(
      patterns, [&](const auto& pattern) { return MatchesName(pattern, scenario.name); });
}

bool IsInProfile(const FoundScenario& found, const Selection& selection) {
  const Scenario& scenario = found.scenario;
  const bool is_load = HasTag(scenario, "load");
  if (!selection.profile) {
    const auto& tags = selection.tags;
    return !is_load || found.named || HasAnyName(scenario, selection.only) ||
           std::ranges::find(tags, "load") != tags.end();
  }
  switch (*selection.profile) {
    case Profile::kBasic:
      return HasTag(scenario, "basic");
    case Profile::kCourse:
      return HasTag(scenario, "basic") || HasTag(scenario, "course");
    case Profile::kFull:
      return !is_load;
    case Profile::kLoad:
      return is_load;
  }
  return false;
}

bool IsWanted(const FoundScenario& found, const Selection& selection) {
  const Scenario& scenario = found.scenario;
  return IsInProfile(found, selection) &&
         (selection.tags.empty() || HasAnyTag(scenario, selection.tags)) &&
         (selection.only.empty() || HasAnyName(scenario, selection.only)) &&
         !HasAnyTag(scenario, selection.skip) && !HasAnyName(scenario, selection.skip);
}

std::string AsTyped(const Selection& selection) {
  std::string typed;
  if (selection.profile) typed += " --profile " + std::string(ToString(*selection.profile));
  for (const std::string& tag : selection.tags) typed += " --tag " + tag;
  for (const std::string& pattern : selection.only) typed += " --only " + pattern;
  for (const std::string& pattern : selection.skip) typed += " --skip " + pattern;
  if (!typed.empty()) typed.erase(0, 1);
  return typed;
}

// The folder scenarios/ that the scenario's name is counted from; none for a file somewhere else,
// beside which anything may lie.
std::optional<fs::path> CatalogueOf(const Scenario& scenario) {
  std::error_code ignored;
  fs::path folder = fs::absolute(scenario.path, ignored).lexically_normal().parent_path();
  for (auto left = std::ranges::count(scenario.name, '/'); left > 0; --left) {
    folder = folder.parent_path();
  }
  if (folder.filename() != "scenarios") return std::nullopt;
  return folder;
}

std::vector<std::string> NamesAround(std::span<const FoundScenario> found) {
  std::set<std::string> names;
  std::set<fs::path> catalogues;
  for (const FoundScenario& each : found) {
    names.insert(each.scenario.name);
    if (auto catalogue = CatalogueOf(each.scenario)) catalogues.insert(std::move(*catalogue));
  }
  for (const fs::path& catalogue : catalogues) {
    const auto files = FindScenarios(catalogue);
    if (!files) continue;
    for (const fs::path& file : *files) {
      names.insert(file.lexically_relative(catalogue).replace_extension().string());
    }
  }
  return {names.begin(), names.end()};
}

bool Fits(std::span<const std::string_view> names, const std::string& pattern) {
  return std::ranges::any_of(
      names, [&](std::string_view name) { return MatchesName(pattern, std::string(name)); });
}

Status LoadPlace(const ScenarioPlace& place, std::vector<FoundScenario>& found) {
  const auto files = FindScenarios(place.path);
  if (!files) return files.error();
  for (const fs::path& file : *files) {
    auto scenario = LoadScenario(file);
    if (!scenario) return scenario.error();
    found.push_back({std::move(*scenario), !place.whole_catalogue});
  }
  return {};
}

}  // namespace

Result<std::vector<FoundScenario>> LoadScenarios(std::span<const std::string> words) {
  std::vector<FoundScenario> found;
  for (const std::string& word : words) {
    const auto place = FindScenarioPlace(word);
    if (!place) return place.error();
    ECHOCHECK_TRY(LoadPlace(*place, found));
  }
  return found;
}

bool NamesLead(std::span<const Scenario> scenarios) {
  return std::ranges::all_of(scenarios, [](const Scenario& scenario) {
    const auto place = FindScenarioPlace(scenario.name);
    std::error_code differs;
    return place && fs::equivalent(place->path, scenario.path, differs);
  });
}

Result<std::vector<FoundScenario>> LoadCatalogue() {
  const auto place = FindCatalogue();
  if (!place) return place.error();
  std::vector<FoundScenario> found;
  ECHOCHECK_TRY(LoadPlace(*place, found));
  return found;
}

Result<std::vector<Scenario>> SelectScenarios(std::vector<FoundScenario> found,
                                              const Selection& selection) {
  std::vector<Scenario> selected;
  for (const FoundScenario& each : found) {
    if (IsWanted(each, selection)) selected.push_back(each.scenario);
  }
  if (selected.empty()) {
    const std::string typed = AsTyped(selection);
    std::vector<Reason> misfits = Misfits(found, selection);
    if (typed.empty()) {
      return EnvironmentError(Say("errors.all_are_load", {{"count", found.size()}}));
    }
    std::vector<Argument> arguments = {{"count", found.size()}, {"options", typed}};
    if (misfits.empty()) return EnvironmentError(Say("errors.none_is_left", std::move(arguments)));
    arguments.emplace_back("why", misfits.front().said());
    return EnvironmentError(Say("errors.none_is_left_because", std::move(arguments)));
  }
  return selected;
}

std::vector<Reason> Misfits(std::span<const FoundScenario> found, const Selection& selection) {
  std::vector<Reason> misfits;
  if (selection.tags.empty() && selection.only.empty() && selection.skip.empty()) return misfits;
  std::vector<std::string_view> tags;
  for (const FoundScenario& each : found) {
    tags.insert(tags.end(), each.scenario.tags.begin(), each.scenario.tags.end());
  }
  const std::vector<std::string> around = NamesAround(found);
  const std::vector<std::string_view> names(around.begin(), around.end());
  const auto is_tag = [&](const std::string& word) {
    return std::ranges::find(tags, word) != tags.end();
  };
  for (const std::string& tag : selection.tags) {
    if (is_tag(tag)) continue;
    misfits.push_back(Because(
        Say("errors.no_such_tag", {{"tag", tag}, {"did_you_mean", SayDidYouMean(tag, tags)}})));
  }
  for (const std::string& pattern : selection.only) {
    if (Fits(names, pattern)) continue;
    misfits.push_back(
        Because(Say("errors.no_such_scenario",
                    {{"name", pattern}, {"did_you_mean", SayDidYouMean(pattern, names)}})));
  }
  std::vector<std::string_view> both = names;
  both.insert(both.end(), tags.begin(), tags.end());
  for (const std::string& word : selection.skip) {
    if (Fits(names, word) || is_tag(word)) continue;
    misfits.push_back(Because(Say("errors.nothing_to_skip",
                                  {{"name", word}, {"did_you_mean", SayDidYouMean(word, both)}})));
  }
  return misfits;
}

Result<std::vector<KnownFailure>> ReadKnownFailures(const std::string& path,
                                                    std::span<const FoundScenario> found) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) {
    return OptionError("--known-failures", MissingPathError(path));
  }
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (fs::is_directory(path, ignored) || !(text << file.rdbuf())) {
    // Reading nothing fails, too: an empty file knows no failures.
    if (!fs::is_empty(path, ignored)) {
      return UsageError(Say("errors.cannot_read_known_failures", {{"file", path}}));
    }
  }
  auto entries = ParseKnownFailures(text.str(), path);
  if (!entries) return entries.error();
  std::vector<std::string_view> checks;
  for (const Check& check : AllChecks()) checks.push_back(check.name());
  ECHOCHECK_TRY(CheckKnownFailures(*entries, NamesAround(found), checks));
  return entries;
}

}  // namespace echocheck
