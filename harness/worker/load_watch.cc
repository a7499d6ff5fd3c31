// SPDX-License-Identifier: MIT
#include "harness/worker/load_watch.h"

#include <unistd.h>

#include <algorithm>
#include <unordered_map>

#include "harness/base/processors.h"

namespace echocheck {
namespace {

using Clock = std::chrono::steady_clock;

// Every run is held up for less.
constexpr Nanoseconds kWorthMentioning = Milliseconds(50);

// Threads that wait wait for others, when these have had so much of the processors.
constexpr double kOthersHaveThem = 0.5;

// Many clients may call Look() at the same moment.
constexpr Nanoseconds kBetweenLooks = Milliseconds(2);

}  // namespace

HeldUpTimes HeldUpBetween(const std::vector<ThreadTimes>& before,
                          const std::vector<ThreadTimes>& after, Nanoseconds wall,
                          double processors) {
  std::unordered_map<pid_t, const ThreadTimes*> known;
  for (const ThreadTimes& thread : before) known.emplace(thread.thread, &thread);
  Nanoseconds longest{0};
  Nanoseconds ran{0};
  bool blocked = false;
  bool waits = false;
  for (const ThreadTimes& thread : after) {
    const auto found = known.find(thread.thread);
    // If it is less than before, another thread has this number now.
    const bool same = found != known.end() && thread.ran >= found->second->ran &&
                      thread.waited >= found->second->waited;
    const ThreadTimes begin = same ? *found->second : ThreadTimes();
    longest = std::max(longest, thread.waited - begin.waited);
    ran += thread.ran - begin.ran;
    blocked = blocked || (thread.blocked && begin.blocked);
    waits = waits || (thread.runnable && (!same || thread.ran == begin.ran));
  }
  longest = std::min(longest, wall);
  const double own = static_cast<double>(ran.count()) /
                     (std::max(1.0, static_cast<double>(wall.count())) * processors);
  const double others = std::clamp(1.0 - own, 0.0, 1.0);
  const double waited = static_cast<double>(longest.count()) * others;
  return {Nanoseconds(static_cast<Nanoseconds::rep>(waited)), blocked ? wall : Nanoseconds(0),
          waits && others >= kOthersHaveThem};
}

LoadWatch::LoadWatch(const Arena& arena, Nanoseconds most)
    : arena_(arena),
      most_(most),
      processors_(UsableProcessors()),
      begin_(Clock::now()),
      looked_(begin_) {}

void LoadWatch::Look() {
  const SteadyTime now = Clock::now();
  if (now - looked_ < kBetweenLooks) return;
  std::vector<ThreadTimes> after = arena_.Times();
  for (ThreadTimes& thread : after) {
    if (thread.thread == getpid()) thread.runnable = false;  // we run, or could not look
  }
  const HeldUpTimes times = HeldUpBetween(before_, after, now - looked_, processors_);
  const Nanoseconds blocked = std::min(times.blocked, kMostBlocked - blocked_);
  blocked_ += blocked;
  const Nanoseconds found = std::max(times.waited, blocked);
  const Nanoseconds left = most_ - held_up();
  gave_up_ = gave_up_ || found > left;
  Add(std::min(found, left));
  const bool waited_already = somebody_waits();
  if (times.waits && waited_already) unseen_ += now - looked_;
  gave_up_ = gave_up_ || unseen_ > most_;
  SetSomebodyWaits(times.waits && unseen_ <= most_);
  before_ = std::move(after);
  looked_ = now;
}

std::optional<HeldUp> LoadWatch::Record() const {
  if (held_up() < kWorthMentioning) return std::nullopt;
  return HeldUp{held_up(), looked_ - begin_, gave_up_};
}

}  // namespace echocheck
