// SPDX-License-Identifier: MIT
#include "harness/worker/arena_options.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>

namespace echocheck {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSharedMemory = "/dev/shm";

// Links are followed: what counts is where a path leads.
bool IsIn(const fs::path& path, const fs::path& folder) {
  std::error_code error;
  const fs::path inner = fs::weakly_canonical(path, error);
  if (error) return false;
  const fs::path outer = fs::weakly_canonical(folder, error);
  return !error && IsBelow(inner, outer);
}

bool LivesInSharedMemory(const TargetSpec& target, const fs::path& works_in) {
  const auto names_it = [](const std::string& word) {
    return word.find(kSharedMemory) != std::string::npos;
  };
  return IsIn(target.executable, kSharedMemory) || IsIn(works_in, kSharedMemory) ||
         std::ranges::any_of(target.words, names_it);
}

fs::path WorkingDirectory(const TargetSpec& target) {
  std::error_code ignored;
  return target.working_directory.empty() ? fs::current_path(ignored)
                                          : fs::path(target.working_directory);
}

// Adds where the target looks for `path`, and where links lead from there. Adds nothing when no
// such file exists.
void AddPaths(const fs::path& path, std::vector<fs::path>& paths) {
  std::error_code error;
  if (!fs::exists(path, error)) return;
  const fs::path folder = fs::canonical(path.parent_path(), error);
  if (!error && path.has_filename()) paths.push_back((folder / path.filename()).lexically_normal());
  const fs::path leads_to = fs::canonical(path, error);
  if (!error && leads_to != paths.back()) paths.push_back(leads_to);
}

}  // namespace

ConfinedFiles ConfinedFilesFor(const TargetSpec& target) {
  ConfinedFiles files;
  std::error_code ignored;
  files.working_directory = fs::weakly_canonical(WorkingDirectory(target), ignored);
  AddPaths(target.executable, files.readable);
  for (const std::string& word : target.words) {
    if (!word.empty()) AddPaths(files.working_directory / word, files.readable);
  }
  return files;
}

ArenaOptions ArenaOptionsFor(const Scenario& scenario, const WorkerOptions& options) {
  ArenaOptions arena;
  arena.network = scenario.network;
  if (options.connect) return arena;
  const TargetSpec& target = options.target;
  const fs::path works_in = WorkingDirectory(target);
  if (target.user) arena.users = ArenaUsers::kAll;
  if (!options.run_folder.empty() && !IsIn(works_in, options.run_folder)) {
    arena.read_only = options.run_folder;
  }
  arena.own_shared_memory = !LivesInSharedMemory(target, works_in);
  if (target.confinement) arena.confined = ConfinedFilesFor(target);
  return arena;
}

}  // namespace echocheck
