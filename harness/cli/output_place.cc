// SPDX-License-Identifier: MIT
#include "harness/cli/output_place.h"

#include <system_error>

#include "harness/cli/option_error.h"
#include "harness/scenario/scenario_file.h"
#include "harness/words/because.h"

namespace echocheck {

namespace fs = std::filesystem;

bool AreSameFile(const fs::path& one, const fs::path& other) {
  std::error_code error;
  if (fs::equivalent(one, other, error)) return true;
  return fs::weakly_canonical(fs::absolute(one, error), error) ==
         fs::weakly_canonical(fs::absolute(other, error), error);
}

Status CheckOutputPlace(const std::string& option, const fs::path& file,
                        const std::optional<fs::path>& future_folder) {
  std::error_code error;
  if (fs::is_directory(file, error)) {
    return UsageError(Say("errors.folder_for_file", {{"option", option}, {"file", file.string()}}));
  }
  const fs::path folder = fs::absolute(file, error).parent_path();
  if (fs::is_directory(folder, error) || (future_folder && AreSameFile(folder, *future_folder))) {
    return {};
  }
  const bool exists = fs::exists(folder, error);
  if (!exists) return OptionError(option, MissingPathError(folder));
  return UsageError(Say("errors.no_folder", {{"option", option}, {"folder", folder.string()}}));
}

}  // namespace echocheck
