// SPDX-License-Identifier: MIT
#include "harness/cli/installed_files.h"

#include <system_error>

namespace echocheck {

std::filesystem::path HereOrInstalled(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (fs::path(path).is_absolute() || fs::exists(path, error)) return path;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) return path;
  const fs::path installed = program.parent_path().parent_path() / "share" / "echocheck" / path;
  return fs::exists(installed, error) ? installed : fs::path(path);
}

}  // namespace echocheck
