// SPDX-License-Identifier: MIT
// What the target takes and keeps.
#include <algorithm>

#include "harness/judge/causes/cause_families.h"
#include "harness/judge/facts/resource_growth.h"

namespace echocheck {
namespace {

std::optional<CauseArguments> BusyLoop(const CauseContext& context) {
  const auto& idle = context.target().idle;
  const auto busiest =
      std::max_element(idle.begin(), idle.end(), [](const IdleRecord& a, const IdleRecord& b) {
        return a.cpu * b.wall.count() < b.cpu * a.wall.count();
      });
  if (busiest == idle.end() || busiest->wall.count() == 0) return std::nullopt;
  return CauseArguments{{"percent", std::to_string(100 * busiest->cpu / busiest->wall)},
                        {"connections", std::to_string(busiest->connections)}};
}

std::optional<CauseArguments> Growth(const CauseContext& context, SampleFigure figure,
                                     std::uint64_t unit, std::uint64_t allowed) {
  const auto growth = SteadyGrowth(context.target().samples, figure, allowed);
  if (!growth) return std::nullopt;
  return CauseArguments{{"first", std::to_string(growth->first / unit)},
                        {"last", std::to_string(growth->last / unit)}};
}

std::optional<CauseArguments> DescriptorLeak(const CauseContext& context) {
  return Growth(
      context, [](const ProcessSample& s) -> std::uint64_t { return s.descriptors; }, 1, 4);
}

// A child brings its descriptors, its memory and a thread at least.
std::optional<CauseArguments> ProcessLeak(const CauseContext& context) {
  return Growth(
      context, [](const ProcessSample& s) -> std::uint64_t { return s.processes; }, 1, 4);
}

// Threads bring their stacks, so that this explains memory, too.
std::optional<CauseArguments> ThreadLeak(const CauseContext& context) {
  return Growth(
      context, [](const ProcessSample& s) -> std::uint64_t { return s.threads; }, 1, 4);
}

std::optional<CauseArguments> MemoryLeak(const CauseContext& context) {
  constexpr std::uint64_t kMebibyte = 1024 * 1024;
  return Growth(
      context, [](const ProcessSample& s) { return s.resident_bytes; }, kMebibyte, 0);
}

std::optional<CauseArguments> ZombieChildren(const CauseContext& context) {
  const auto& samples = context.target().samples;
  if (samples.empty() || samples.back().zombies == 0) return std::nullopt;
  return CauseArguments{{"count", std::to_string(samples.back().zombies)}};
}

}  // namespace

std::span<const CauseRule> ResourceCauses() {
  static constexpr CauseRule kCauses[] = {
      {"busy-loop", {CheckId::kTargetIdleCpu}, "percent connections", BusyLoop},
      {"process-leak",
       {CheckId::kTargetThreads, CheckId::kTargetMemory, CheckId::kTargetDescriptors},
       "first last",
       ProcessLeak},
      {"thread-leak",
       {CheckId::kTargetThreads, CheckId::kTargetMemory, CheckId::kTargetDescriptors},
       "first last",
       ThreadLeak},
      {"descriptor-leak", {CheckId::kTargetDescriptors}, "first last", DescriptorLeak},
      {"memory-leak", {CheckId::kTargetMemory}, "first last", MemoryLeak},
      {"zombie-children", {CheckId::kTargetZombies}, "count", ZombieChildren},
  };
  return kCauses;
}

}  // namespace echocheck
