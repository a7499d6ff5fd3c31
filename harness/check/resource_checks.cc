// SPDX-License-Identifier: MIT
// target.idle_cpu, .descriptors, .threads, .memory, .zombies: what the target takes and keeps.
#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "harness/check/connections.h"
#include "harness/check/families.h"
#include "harness/check/resource_growth.h"

namespace echocheck {
namespace {

// A loop without a pause takes a processor's whole time, and beside other work still a good part of
// it. One that looks around every 10 ms takes about 1 %.
constexpr int kBusyPercent = 20;
// A runtime that tidies up after its start (a JIT compiler, a collector) is no busy loop.
constexpr Nanoseconds kBusyAtLeast = Milliseconds(50);

// So many looks at its threads make it certain that it was never asleep.
constexpr std::uint32_t kLooksAtLeast = 10;

// What a runtime opens when it is first needed: a log, an epoll set, a pipe to wake itself. A leak
// of one a connection is far above it in any scenario that is worth its name.
constexpr std::uint32_t kDescriptorsMore = 4;
// A pool may grow by a few, and a runtime start its helpers late.
constexpr std::uint32_t kThreadsMore = 4;
// An allocator keeps what it was given back, and a collector does not hurry: 20 MiB and more. A
// leak of 64 KiB a connection makes 125 MiB in 2000 of them.
constexpr std::uint64_t kMebibyte = 1024 * 1024;
constexpr std::uint64_t kMemoryMore = 32 * kMebibyte;

// A child that has just ended may not have been waited for yet.
constexpr std::uint32_t kZombiesAllowed = 2;

std::string InMilliseconds(Nanoseconds time) {
  return fmt::format("{} ms", std::chrono::duration_cast<Milliseconds>(time).count());
}

bool TookTime(const IdleRecord& idle) {
  return idle.cpu > kBusyAtLeast && idle.cpu * 100 > idle.wall * kBusyPercent;
}

// On a loaded machine a loop gets little time, but it is always seen running, or waiting to.
bool NeverRested(const IdleRecord& idle) {
  return idle.looks >= kLooksAtLeast && idle.awake * 10 >= idle.looks * 9;
}

// A server that has nothing to do has nothing to compute: read(2), accept(2) and poll(2) wait
// without taking any time.
std::optional<Conclusion> JudgeIdleCpu(const CheckInput& input) {
  const std::vector<IdleRecord>& idle = input.evidence.target.idle;
  if (idle.empty()) return std::nullopt;
  for (const IdleRecord& one : idle) {
    if (one.unseen) return Inconclusive("we could not see whether it rested: " + *one.unseen);
    if (!TookTime(one) && !NeverRested(one)) continue;
    const std::string how =
        fmt::format("{} of processor time in {}, with {} idle", InMilliseconds(one.cpu),
                    InMilliseconds(one.wall), Count(one.connections, "connection"));
    return Fail("it was busy while there was nothing to do",
                "next to no processor time while nobody says anything", how);
  }
  return Pass("it rested while there was nothing to do");
}

using WhyUnseen = const std::optional<std::string>& (*)(const ProcessSample& sample);

const std::optional<std::string>& FiguresUnseen(const ProcessSample& sample) {
  return sample.unseen;
}

const std::optional<std::string>& DescriptorsUnseen(const ProcessSample& sample) {
  return sample.unseen ? sample.unseen : sample.descriptors_unseen;
}

struct Growth {
  std::string_view noun;
  std::uint64_t unit;
  std::uint64_t allowed;
  SampleFigure figure;
  WhyUnseen unseen = FiguresUnseen;
};

// "4 MiB resident "before", 46 MiB resident "first part", ..."
std::string Course(const std::vector<ProcessSample>& samples, const Growth& growth) {
  std::string course;
  for (const ProcessSample& sample : samples) {
    if (!course.empty()) course += ", ";
    course +=
        fmt::format("{} {} \"{}\"", growth.figure(sample) / growth.unit, growth.noun, sample.name);
  }
  return course;
}

// A server is given back its memory and descriptors by each client that leaves. One that keeps a
// little of each has an end, however late. A pool or a heap that fills and then stays has none.
std::optional<Conclusion> JudgeGrowth(const CheckInput& input, const Growth& growth) {
  const std::vector<ProcessSample>& samples = input.evidence.target.samples;
  if (samples.size() < 2) return std::nullopt;
  // A count that leaves something out is no count, neither before nor after.
  for (const ProcessSample& sample : samples) {
    if (const auto& why = growth.unseen(sample)) {
      return Inconclusive(fmt::format("we could not see its {}: {}", growth.noun, *why));
    }
  }
  const auto grown = SteadyGrowth(samples, growth.figure, growth.allowed);
  const std::uint64_t last = growth.figure(samples.back()) / growth.unit;
  if (!grown) return Pass(fmt::format("{} {} at last", last, growth.noun));
  if (!samples.back().settled && !ShowsASlope(samples)) {
    return Skipped("it did not come to rest, so the figures are from amid its work");
  }
  return Fail(
      Course(samples, growth),
      fmt::format("at most {} {}", (grown->first + growth.allowed) / growth.unit, growth.noun),
      fmt::format("{} {} \"{}\"", last, growth.noun, samples.back().name));
}

std::optional<Conclusion> JudgeDescriptors(const CheckInput& input) {
  return JudgeGrowth(input, {"descriptors", 1, kDescriptorsMore,
                             [](const ProcessSample& s) -> std::uint64_t { return s.descriptors; },
                             DescriptorsUnseen});
}

std::optional<Conclusion> JudgeThreads(const CheckInput& input) {
  return JudgeGrowth(input, {"threads", 1, kThreadsMore,
                             [](const ProcessSample& s) -> std::uint64_t { return s.threads; }});
}

std::optional<Conclusion> JudgeMemory(const CheckInput& input) {
  return JudgeGrowth(input, {"MiB resident", kMebibyte, kMemoryMore,
                             [](const ProcessSample& s) { return s.resident_bytes; }});
}

// POSIX, wait(): a child that ended keeps its entry in the process table until its parent asks for
// its status. The table is finite.
std::optional<Conclusion> JudgeZombies(const CheckInput& input) {
  const std::vector<ProcessSample>& samples = input.evidence.target.samples;
  if (samples.empty()) return std::nullopt;
  if (const auto& why = samples.back().unseen) {
    return Inconclusive("we could not see which children ended: " + *why);
  }
  const std::uint32_t zombies = samples.back().zombies;
  if (zombies <= kZombiesAllowed) return Pass("no ended child is left");
  return Fail(fmt::format("{} ended children that nobody waited for", zombies),
              "children are waited for when they have ended",
              fmt::format("{} zombies \"{}\"", zombies, samples.back().name));
}

}  // namespace

std::span<const Check> ResourceChecks() {
  static constexpr Check kChecks[] = {
      {"target.idle_cpu", Level::kShould, "good practice",
       "While nobody says anything the target takes at most 20 % of a processor.",
       "a server that polls a non-blocking socket without a pause, or spins on a client that has "
       "left",
       JudgeIdleCpu},
      {"target.descriptors", Level::kShould, "good practice",
       "When its clients have gone, the target has no more descriptors open than before, give or "
       "take 4, or their number does not grow with the number of clients.",
       "a server that opens a file for each client and never closes it", JudgeDescriptors},
      {"target.threads", Level::kShould, "good practice",
       "When its clients have gone, the target has no more threads than before, give or take 4, or "
       "their number does not grow with the number of clients.",
       "a server whose threads never end", JudgeThreads},
      {"target.memory", Level::kShould, "good practice",
       "When its clients have gone, the target takes at most 32 MiB more memory than before, or "
       "what "
       "it takes does not grow with the number of clients.",
       "a server that never frees the buffer of a client", JudgeMemory},
      {"target.zombies", Level::kShould, "POSIX, wait()",
       "The target waits for its children: at most 2 that have ended are left.",
       "a server that forks and never waits", JudgeZombies},
  };
  return kChecks;
}

}  // namespace echocheck
