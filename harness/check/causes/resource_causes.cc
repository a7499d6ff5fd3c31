// SPDX-License-Identifier: MIT
// What the target takes and keeps.
#include <algorithm>

#include "harness/check/causes/cause_families.h"

namespace echocheck {
namespace {

std::optional<CauseArguments> BusyLoop(const Suspect& suspect) {
  const auto& idle = suspect.target().idle;
  const auto busiest =
      std::max_element(idle.begin(), idle.end(), [](const IdleRecord& a, const IdleRecord& b) {
        return a.cpu * b.wall.count() < b.cpu * a.wall.count();
      });
  if (busiest == idle.end() || busiest->wall.count() == 0) return std::nullopt;
  return CauseArguments{{"percent", std::to_string(100 * busiest->cpu / busiest->wall)},
                        {"connections", std::to_string(busiest->connections)}};
}

using Figure = std::uint64_t (*)(const ProcessSample& sample);

// The first sample against the largest of the later ones; `least`: what counts as growth.
std::optional<CauseArguments> Growth(const Suspect& suspect, Figure figure, std::uint64_t unit,
                                     std::uint64_t least) {
  const auto& samples = suspect.target().samples;
  if (samples.size() < 2) return std::nullopt;
  const std::uint64_t first = figure(samples.front());
  std::uint64_t most = 0;
  for (std::size_t i = 1; i < samples.size(); ++i) most = std::max(most, figure(samples[i]));
  if (most <= first + least) return std::nullopt;
  return CauseArguments{{"first", std::to_string(first / unit)},
                        {"last", std::to_string(most / unit)}};
}

std::optional<CauseArguments> DescriptorLeak(const Suspect& suspect) {
  return Growth(
      suspect, [](const ProcessSample& s) -> std::uint64_t { return s.descriptors; }, 1, 4);
}

// A child brings its descriptors, its memory and a thread at least.
std::optional<CauseArguments> ProcessLeak(const Suspect& suspect) {
  return Growth(
      suspect, [](const ProcessSample& s) -> std::uint64_t { return s.processes; }, 1, 4);
}

// Threads bring their stacks, so that this explains memory, too.
std::optional<CauseArguments> ThreadLeak(const Suspect& suspect) {
  return Growth(
      suspect, [](const ProcessSample& s) -> std::uint64_t { return s.threads; }, 1, 4);
}

std::optional<CauseArguments> MemoryLeak(const Suspect& suspect) {
  constexpr std::uint64_t kMebibyte = 1024 * 1024;
  return Growth(
      suspect, [](const ProcessSample& s) { return s.resident_bytes; }, kMebibyte, 0);
}

std::optional<CauseArguments> ZombieChildren(const Suspect& suspect) {
  const auto& samples = suspect.target().samples;
  if (samples.empty() || samples.back().zombies == 0) return std::nullopt;
  return CauseArguments{{"count", std::to_string(samples.back().zombies)}};
}

}  // namespace

std::span<const CauseRule> ResourceCauses() {
  static constexpr CauseRule kCauses[] = {
      {"busy-loop", "target.idle_cpu", "percent connections",
       "The target takes a good part of a processor while nobody says anything.", BusyLoop},
      {"process-leak", "target.threads target.memory target.descriptors", "first last",
       "There are more processes when the clients have gone than before they came.", ProcessLeak},
      {"thread-leak", "target.threads target.memory target.descriptors", "first last",
       "There are more threads when the clients have gone than before they came.", ThreadLeak},
      {"descriptor-leak", "target.descriptors", "first last",
       "More descriptors are open when the clients have gone than before they came, and none of "
       "them is a connection of theirs.",
       DescriptorLeak},
      {"memory-leak", "target.memory", "first last",
       "The target takes more memory when the clients have gone than before they came.",
       MemoryLeak},
      {"zombie-children", "target.zombies", "count",
       "Children of the target have ended, and it has not waited for them.", ZombieChildren},
  };
  return kCauses;
}

}  // namespace echocheck
