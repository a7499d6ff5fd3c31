// SPDX-License-Identifier: MIT
#include "harness/run/arena_options.h"

#include <algorithm>
#include <filesystem>
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
  if (error) return false;
  return std::ranges::mismatch(outer, inner).in1 == outer.end();
}

bool LivesInSharedMemory(const TargetSpec& target, const fs::path& works_in) {
  const auto names_it = [](const std::string& word) {
    return word.find(kSharedMemory) != std::string::npos;
  };
  return IsIn(target.executable, kSharedMemory) || IsIn(works_in, kSharedMemory) ||
         std::ranges::any_of(target.words, names_it);
}

}  // namespace

ArenaOptions ArenaOptionsFor(const Scenario& scenario, const RunOptions& run) {
  ArenaOptions options;
  options.network = scenario.network;
  if (run.connect) return options;
  std::error_code ignored;
  fs::path works_in = run.target.working_directory;
  if (works_in.empty()) works_in = fs::current_path(ignored);
  if (run.target.user) options.users = ArenaUsers::kAll;
  if (!run.run_folder.empty() && !IsIn(works_in, run.run_folder)) {
    options.read_only = run.run_folder;
  }
  options.own_shared_memory = !LivesInSharedMemory(run.target, works_in);
  return options;
}

}  // namespace echocheck
