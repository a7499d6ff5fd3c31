// SPDX-License-Identifier: MIT
#include "harness/cli/scenario_places.h"

#include <unistd.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "harness/cli/installed_files.h"
#include "harness/scenario/find_scenarios.h"
#include "harness/scenario/scenario_file.h"
#include "harness/target/source_files.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCatalogue = "scenarios";

ScenarioPlace PlaceAt(const fs::path& path) {
  std::error_code ignored;
  const bool folder = fs::is_directory(path, ignored);
  fs::path whole = fs::absolute(path, ignored).lexically_normal();
  if (!whole.has_filename()) whole = whole.parent_path();  // "scenarios/"
  return {path, folder && whole.filename() == kCatalogue};
}

// A folder with scenarios below it, or a file that is called like a scenario's. A folder of the
// user's own may have a scenario's name by chance.
bool IsScenarioPlace(const fs::path& path) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return HoldsScenarios(path);
  return path.extension() == ".json" && fs::exists(fs::symlink_status(path, ignored));
}

// `word` as it is, and with .json behind it, below `base`.
std::optional<fs::path> FindBelow(const fs::path& base, const std::string& word) {
  for (const fs::path& candidate : {base / word, base / (word + ".json")}) {
    if (IsScenarioPlace(candidate)) return candidate;
  }
  return std::nullopt;
}

std::vector<fs::path> PlacesToLook() {
  std::vector<fs::path> places = {fs::path(), fs::path(kCatalogue)};
  if (const auto installed = InstalledFolder()) {
    places.push_back(*installed);  // for "scenarios/basic.json"
    places.push_back(*installed / kCatalogue);
  }
  return places;
}

// The names of scenarios, and the folders among them, that `word` could have meant.
std::vector<std::string> KnownNames() {
  std::set<std::string> names;
  for (const fs::path& base : PlacesToLook()) {
    if (base.filename() != kCatalogue) continue;
    const auto files = FindScenarios(base);
    if (!files) continue;
    for (const fs::path& file : *files) {
      const fs::path name = file.lexically_relative(base).replace_extension();
      names.insert(name.string());
      if (name.has_parent_path()) names.insert(name.parent_path().string());
    }
  }
  return {names.begin(), names.end()};
}

Error NothingOfThatName(const std::string& word) {
  const Error missing = MissingPathError(word);
  if (missing.message.english().find("did you mean") != std::string::npos) return missing;
  std::string name = word;
  if (name.ends_with('/')) name.pop_back();
  if (name.ends_with(".json")) name.resize(name.size() - 5);
  if (name.starts_with("scenarios/")) name.erase(0, 10);
  const std::vector<std::string> names = KnownNames();
  const std::vector<std::string_view> known(names.begin(), names.end());
  return UsageError(
      Say("errors.no_scenario_either",
          {{"why", missing.message.said()}, {"did_you_mean", SayDidYouMean(name, known)}}));
}

}  // namespace

bool NamesScenarios(const std::string& word) {
  if (word.empty() || word == "." || word == "..") return false;
  const std::vector<fs::path> places = PlacesToLook();
  return std::ranges::any_of(
      places, [&](const fs::path& base) { return FindBelow(base, word).has_value(); });
}

Result<ScenarioPlace> FindScenarioPlace(const std::string& word) {
  if (word.empty()) return UsageError(Say("errors.empty_word"));
  for (const fs::path& base : PlacesToLook()) {
    if (const auto found = FindBelow(base, word)) return PlaceAt(*found);
  }
  std::error_code ignored;
  if (!fs::exists(word, ignored)) return NothingOfThatName(word);
  const bool program = fs::is_regular_file(word, ignored) && access(word.c_str(), X_OK) == 0;
  if (program || IsSourceFile(word)) {
    return UsageError(Say("errors.program_for_scenario", {{"word", word}}));
  }
  return ScenarioPlace{word, false};  // of another ending: its user knows what it is
}

Result<ScenarioPlace> FindCatalogue() {
  const auto installed = InstalledFolder();
  const fs::path place = installed ? *installed / kCatalogue : fs::path(kCatalogue);
  std::error_code ignored;
  if (fs::is_directory(place, ignored)) return ScenarioPlace{place, true};
  if (fs::is_directory(kCatalogue, ignored)) return ScenarioPlace{fs::path(kCatalogue), true};
  return EnvironmentError(Say("errors.no_catalogue", {{"folder", place.string()}}));
}

}  // namespace echocheck
