// SPDX-License-Identifier: MIT
#include "harness/target/executable.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string_view>

namespace echocheck {
namespace {

namespace fs = std::filesystem;

Status CheckRunnable(const fs::path& path, const std::string& name) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return UsageError(name + ": no such file");
  if (fs::is_directory(status)) return UsageError(name + ": is a directory, not a program");
  if (!fs::is_regular_file(status)) return UsageError(name + ": not a regular file");
  if (access(path.c_str(), X_OK) != 0) {
    return UsageError(name + ": not executable (chmod +x " + name +
                      " makes it so; a script needs its interpreter in front, e.g. \"python3 " +
                      name + "\")");
  }
  return {};
}

}  // namespace

Result<std::string> FindExecutable(const std::string& name) {
  if (name.find('/') != std::string::npos) {
    std::error_code error;
    const fs::path absolute = fs::absolute(name, error);
    if (error) return UsageError(name + ": " + error.message());
    ECHOCHECK_TRY(CheckRunnable(absolute, name));
    return absolute.string();
  }
  const char* const path = std::getenv("PATH");
  std::string_view folders = path != nullptr ? path : "/usr/local/bin:/usr/bin:/bin";
  while (!folders.empty()) {
    const std::size_t colon = folders.find(':');
    const std::string_view folder = folders.substr(0, colon);
    folders.remove_prefix(colon == std::string_view::npos ? folders.size() : colon + 1);
    std::error_code error;
    const fs::path candidate = fs::absolute(fs::path(folder.empty() ? "." : folder) / name, error);
    if (!error && fs::is_regular_file(candidate, error) && access(candidate.c_str(), X_OK) == 0) {
      return candidate.string();
    }
  }
  std::error_code error;
  if (fs::exists(name, error)) {
    return UsageError(name + ": not found in PATH; there is one here: ./" + name);
  }
  return UsageError(name + ": not found in PATH");
}

}  // namespace echocheck
