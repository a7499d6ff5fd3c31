// SPDX-License-Identifier: MIT
#include "harness/scenario/find_scenarios.h"

#include <algorithm>
#include <string>
#include <system_error>

#include "harness/scenario/scenario_file.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

Error FolderError(const fs::path& folder, const std::error_code& error) {
  return UsageError(
      Say("errors.says", {{"what", folder.string()}, {"why", SaySystem(error.value())}}));
}

// By name alone: a link that leads nowhere is a mistake to be told, not to be passed over.
bool IsScenarioName(const std::string& name) {
  return name.ends_with(".json") && !name.ends_with(".schema.json");
}

Status Collect(const fs::path& folder, std::vector<fs::path>& found) {
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with(".")) continue;
    std::error_code unknown_kind;
    const fs::file_status status = entry->symlink_status(unknown_kind);
    if (fs::is_directory(status)) {
      ECHOCHECK_TRY(Collect(entry->path(), found));
    } else if (IsScenarioName(name)) {
      found.push_back(entry->path());
    }
  }
  if (error) return FolderError(folder, error);
  return {};
}

// `left` is how many more names may be looked at.
bool HoldsScenarios(const fs::path& folder, int depth, int& left) {
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator() && left > 0; entry.increment(error)) {
    --left;
    const std::string name = entry->path().filename().string();
    if (name.starts_with(".")) continue;
    std::error_code unknown_kind;
    const bool is_folder = fs::is_directory(entry->symlink_status(unknown_kind));
    if (!is_folder && IsScenarioName(name)) return true;
    if (is_folder && depth > 0 && HoldsScenarios(entry->path(), depth - 1, left)) return true;
  }
  return false;
}

}  // namespace

bool HoldsScenarios(const fs::path& folder) {
  int left = 5000;
  return HoldsScenarios(folder, 1, left);
}

Result<std::vector<fs::path>> FindScenarios(const fs::path& file_or_folder) {
  std::error_code error;
  const fs::file_status status = fs::status(file_or_folder, error);
  if (status.type() == fs::file_type::not_found) return MissingPathError(file_or_folder);
  if (!fs::status_known(status)) return FolderError(file_or_folder, error);
  if (!fs::is_directory(status)) return std::vector<fs::path>{file_or_folder};
  std::vector<fs::path> found;
  ECHOCHECK_TRY(Collect(file_or_folder, found));
  if (found.empty()) {
    // The folder is right, and there was nothing to judge: inconclusive rather than bad usage.
    return EnvironmentError(
        Say("errors.no_scenario_in_folder", {{"folder", file_or_folder.string()}}));
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace echocheck
