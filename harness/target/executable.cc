// SPDX-License-Identifier: MIT
#include "harness/target/executable.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include "harness/target/command_words.h"
#include "harness/target/source_files.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

// What an executable file lacks that the kernel cannot run; empty: nothing that we can see. On some
// file systems every file is executable.
std::string WhyNoProgram(const fs::path& path, const std::string& name) {
  const std::string how = HowToStart(name);
  return !how.empty() && HasNoProgramHeader(path) ? how : "";
}

std::string WhyNotThere(const fs::path& path, const std::error_code& error) {
  std::error_code ignored;
  if (fs::is_symlink(fs::symlink_status(path, ignored))) return "a link that leads nowhere";
  return !error || error == std::errc::no_such_file_or_directory ? "no such file" : error.message();
}

Status CheckRunnable(const fs::path& path, const std::string& name) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return UsageError(name + ": " + WhyNotThere(path, error));
  if (fs::is_directory(status)) return UsageError(name + ": is a folder, not a program");
  if (!fs::is_regular_file(status)) return UsageError(name + ": not a regular file");
  if (const std::string why = WhyNoProgram(path, name); !why.empty()) {
    return UsageError(name + ": " + why);
  }
  if (access(path.c_str(), X_OK) != 0) {
    const std::string how = HowToStart(name);
    return UsageError(name + ": not executable (chmod +x " + QuoteWords({name}) + " makes it so" +
                      (how.empty() ? "; a script needs its interpreter in front" : "; or: " + how) +
                      ")");
  }
  return {};
}

Result<std::string> FindByPath(const std::string& name, const std::string& folder) {
  std::error_code error;
  const fs::path here = fs::absolute(name, error).lexically_normal();
  if (error) return UsageError(name + ": " + error.message());
  const fs::path in_folder =
      folder.empty() ? here : fs::absolute(fs::path(folder) / name, error).lexically_normal();
  if (error) return UsageError(name + ": " + error.message());
  const bool is_in_folder = !folder.empty() && fs::exists(in_folder, error);
  const fs::path& found = is_in_folder ? in_folder : here;
  if (in_folder != here && !fs::exists(found, error)) {
    return UsageError(name + ": no such file: neither " + in_folder.string() + " nor " +
                      here.string() + " is there");
  }
  // What is told to do about it is told from here.
  ECHOCHECK_TRY(CheckRunnable(
      found, is_in_folder ? (fs::path(folder) / name).lexically_normal().string() : name));
  return found.string();
}

std::optional<std::string> FindInPath(const std::string& name) {
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
  return std::nullopt;
}

}  // namespace

Result<std::string> FindExecutable(const std::string& name, const std::string& folder) {
  if (name.find('/') != std::string::npos) return FindByPath(name, folder);
  if (auto found = FindInPath(name)) return *std::move(found);
  std::error_code error;
  for (const fs::path& place : {fs::path(folder), fs::path()}) {
    const std::string near = (place.empty() ? fs::path(".") : place) / name;
    if (fs::is_directory(near, error)) return UsageError(name + ": is a folder, not a program");
    if (!fs::is_regular_file(near, error)) continue;
    const std::string how = HowToStart(place.empty() ? name : near);
    return UsageError(name + ": " +
                      (how.empty() ? "not found in PATH; there is one here: " + near : how));
  }
  return UsageError(name + ": not found in PATH");
}

}  // namespace echocheck
