// SPDX-License-Identifier: MIT
// target.idle_cpu, .descriptors, .threads, .memory, .zombies: what the target takes and keeps.
#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "harness/judge/checks/check_families.h"
#include "harness/judge/facts/connections.h"
#include "harness/judge/facts/resource_growth.h"

namespace echocheck {
namespace {

// A loop without a pause takes a processor's whole time, and beside other work still a good part of
// it. One that looks around every 10 ms takes about 1 %.
constexpr int kBusyPercent = 20;
// A runtime that tidies up after its start (a JIT compiler, a collector) is no busy loop.
constexpr Nanoseconds kBusyAtLeast = Milliseconds(50);

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
  return std::to_string(std::chrono::duration_cast<Milliseconds>(time).count());
}

bool TookTime(const IdleRecord& idle) {
  return idle.cpu > kBusyAtLeast && idle.cpu * 100 > idle.wall * kBusyPercent;
}

// On a loaded machine a loop gets little time, but it is always seen running, or waiting to.
bool NeverRested(const IdleRecord& idle) {
  return idle.looks >= IdleRecord::kLooksAtLeast && idle.awake * 10 >= idle.looks * 9;
}

// A server that has nothing to do has nothing to compute: read(2), accept(2) and poll(2) wait
// without taking any time.
std::optional<Conclusion> JudgeIdleCpu(const CheckInput& input) {
  const std::vector<IdleRecord>& idle = input.evidence.target.idle;
  if (idle.empty()) return std::nullopt;
  for (const IdleRecord& one : idle) {
    if (one.unseen) return Inconclusive(Say("checks.rest_unseen", {{"why", one.unseen->said()}}));
    if (!TookTime(one) && !NeverRested(one)) continue;
    return Fail(Say("checks.was_busy"), Say("checks.little_cpu"),
                Say("checks.cpu_taken", {{"cpu", InMilliseconds(one.cpu)},
                                         {"wall", InMilliseconds(one.wall)},
                                         {"count", one.connections}}));
  }
  return Pass(Say("checks.rested"));
}

using WhyUnseen = const std::optional<Reason>& (*)(const ProcessSample& sample);

const std::optional<Reason>& FiguresUnseen(const ProcessSample& sample) { return sample.unseen; }

const std::optional<Reason>& DescriptorsUnseen(const ProcessSample& sample) {
  return sample.unseen ? sample.unseen : sample.descriptors_unseen;
}

struct Growth {
  std::string_view figure_text;  // "checks.descriptors": with {count}
  std::string_view unseen_text;  // with {why}
  std::uint64_t unit;
  std::uint64_t allowed;
  SampleFigure figure;
  WhyUnseen unseen = FiguresUnseen;
};

Sentence SayFigure(const Growth& growth, std::uint64_t figure) {
  return Say(growth.figure_text, {{"count", figure / growth.unit}});
}

Sentence SayFigureAt(const Growth& growth, const ProcessSample& sample) {
  return Say("checks.figure_at",
             {{"figure", SayFigure(growth, growth.figure(sample))}, {"sample", sample.name}});
}

// "4 MiB of memory at "before", 46 MiB of memory at "first part", ..."
Sentence SayCourse(const std::vector<ProcessSample>& samples, const Growth& growth) {
  std::vector<Sentence> course;
  for (const ProcessSample& sample : samples) course.push_back(SayFigureAt(growth, sample));
  return Say("checks.course", {{"figures", std::move(course)}});
}

// A server is given back its memory and descriptors by each client that leaves. One that keeps a
// little of each has an end, however late. A pool or a heap that fills and then stays has none.
std::optional<Conclusion> JudgeGrowth(const CheckInput& input, const Growth& growth) {
  const std::vector<ProcessSample>& samples = input.evidence.target.samples;
  if (samples.size() < 2) return std::nullopt;
  // A count that leaves something out is no count, neither before nor after.
  for (const ProcessSample& sample : samples) {
    if (const auto& why = growth.unseen(sample)) {
      return Inconclusive(Say(growth.unseen_text, {{"why", why->said()}}));
    }
  }
  const auto grown = SteadyGrowth(samples, growth.figure, growth.allowed);
  if (!grown) {
    const Sentence last = SayFigure(growth, growth.figure(samples.back()));
    return Pass(Say("checks.figure_in_the_end", {{"figure", last}}));
  }
  if (!samples.back().settled && !ShowsASlope(samples)) {
    return Skipped(Say("checks.not_settled"));
  }
  const Sentence most = SayFigure(growth, grown->first + growth.allowed);
  return Fail(SayCourse(samples, growth), Say("checks.at_most", {{"figure", most}}),
              SayFigureAt(growth, samples.back()));
}

std::optional<Conclusion> JudgeDescriptors(const CheckInput& input) {
  return JudgeGrowth(input, {"checks.descriptors", "checks.descriptors_unseen", 1, kDescriptorsMore,
                             [](const ProcessSample& s) -> std::uint64_t { return s.descriptors; },
                             DescriptorsUnseen});
}

std::optional<Conclusion> JudgeThreads(const CheckInput& input) {
  return JudgeGrowth(input, {"checks.threads", "checks.threads_unseen", 1, kThreadsMore,
                             [](const ProcessSample& s) -> std::uint64_t { return s.threads; }});
}

std::optional<Conclusion> JudgeMemory(const CheckInput& input) {
  return JudgeGrowth(input, {"checks.memory", "checks.memory_unseen", kMebibyte, kMemoryMore,
                             [](const ProcessSample& s) { return s.resident_bytes; }});
}

// POSIX, wait(): a child that ended keeps its entry in the process table until its parent asks for
// its status. The table is finite.
std::optional<Conclusion> JudgeZombies(const CheckInput& input) {
  const std::vector<ProcessSample>& samples = input.evidence.target.samples;
  if (samples.empty()) return std::nullopt;
  if (const auto& why = samples.back().unseen) {
    return Inconclusive(Say("checks.zombies_unseen", {{"why", why->said()}}));
  }
  const std::uint32_t zombies = samples.back().zombies;
  if (zombies <= kZombiesAllowed) return Pass(Say("checks.no_zombies"));
  return Fail(Say("checks.zombies_left", {{"count", zombies}}), Say("checks.children_waited_for"),
              Say("checks.zombies_at", {{"count", zombies}, {"sample", samples.back().name}}));
}

}  // namespace

std::span<const Check> ResourceChecks() {
  static constexpr Check kChecks[] = {
      {CheckId::kTargetIdleCpu, Level::kShould, "good practice", JudgeIdleCpu},
      {CheckId::kTargetDescriptors, Level::kShould, "good practice", JudgeDescriptors},
      {CheckId::kTargetThreads, Level::kShould, "good practice", JudgeThreads},
      {CheckId::kTargetMemory, Level::kShould, "good practice", JudgeMemory},
      {CheckId::kTargetZombies, Level::kShould, "POSIX, wait()", JudgeZombies},
  };
  return kChecks;
}

}  // namespace echocheck
