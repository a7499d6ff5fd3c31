// SPDX-License-Identifier: MIT
#include "harness/cli/installed_files.h"

#include <system_error>

namespace echocheck {

std::optional<std::filesystem::path> InstalledFolder() {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) return std::nullopt;
  const fs::path folder = program.parent_path().parent_path() / "share" / "echocheck";
  if (!fs::is_directory(folder, error)) return std::nullopt;
  return folder;
}

}  // namespace echocheck
