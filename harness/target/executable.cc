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
#include "harness/words/because.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

// What an executable file lacks that the kernel cannot run; empty: nothing that we can see. On some
// file systems every file is executable.
Sentence WhyNoProgram(const fs::path& path, const std::string& name) {
  Sentence how = HowToStart(name).said();
  return !how.empty() && HasNoProgramHeader(path) ? how : Sentence();
}

Error ProgramError(const std::string& name, Sentence why) {
  return UsageError(Say("errors.says", {{"what", name}, {"why", std::move(why)}}));
}

Sentence WhyNotThere(const fs::path& path, const std::error_code& error) {
  std::error_code ignored;
  if (fs::is_symlink(fs::symlink_status(path, ignored))) {
    return Say("errors.dead_link");
  }
  const bool missing = !error || error == std::errc::no_such_file_or_directory;
  return missing ? Say("errors.no_such_file") : SaySystem(error.value());
}

Status CheckRunnable(const fs::path& path, const std::string& name) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return ProgramError(name, WhyNotThere(path, error));
  if (fs::is_directory(status)) return ProgramError(name, Say("errors.folder_for_program"));
  if (!fs::is_regular_file(status)) return ProgramError(name, Say("errors.not_regular"));
  if (Sentence why = WhyNoProgram(path, name); !why.empty()) {
    return ProgramError(name, std::move(why));
  }
  if (access(path.c_str(), X_OK) != 0) {
    Sentence how = HowToStart(name).said();
    const std::string command = "chmod +x " + QuoteWords({name});
    if (how.empty()) {
      return ProgramError(name, Say("errors.not_executable", {{"command", command}}));
    }
    return ProgramError(
        name, Say("errors.not_executable_or", {{"command", command}, {"how", std::move(how)}}));
  }
  return {};
}

Result<std::string> FindByPath(const std::string& name, const std::string& folder) {
  std::error_code error;
  const fs::path here = fs::absolute(name, error).lexically_normal();
  if (error) return ProgramError(name, SaySystem(error.value()));
  const fs::path in_folder =
      folder.empty() ? here : fs::absolute(fs::path(folder) / name, error).lexically_normal();
  if (error) return ProgramError(name, SaySystem(error.value()));
  const bool is_in_folder = !folder.empty() && fs::exists(in_folder, error);
  const fs::path& found = is_in_folder ? in_folder : here;
  if (in_folder != here && !fs::exists(found, error)) {
    return ProgramError(name, Say("errors.neither_there",
                                  {{"in_folder", in_folder.string()}, {"here", here.string()}}));
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
    if (fs::is_directory(near, error)) return ProgramError(name, Say("errors.folder_for_program"));
    if (!fs::is_regular_file(near, error)) continue;
    Sentence how = HowToStart(place.empty() ? name : near).said();
    if (how.empty()) how = Say("errors.not_in_path_but_here", {{"file", near}});
    return ProgramError(name, std::move(how));
  }
  return ProgramError(name, Say("errors.not_in_path"));
}

}  // namespace echocheck
