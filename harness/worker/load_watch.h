// SPDX-License-Identifier: MIT
// Measures how long the machine holds up the target and its worker: they could run, and others had
// the processors; or they were blocked in the kernel, which waits for a disk or for memory.
#pragma once

#include <optional>
#include <vector>

#include "harness/arena/arena.h"
#include "harness/arena/thread_times.h"
#include "harness/base/counted_time.h"
#include "harness/model/run_record.h"

namespace echocheck {

// What was found between two looks that are `wall` apart; each is at most `wall`.
struct HeldUpTimes {
  Nanoseconds waited{0};   // the longest that a thread waited for a processor
  Nanoseconds blocked{0};  // all of it, when a thread was blocked at both looks
  // A thread waits for a processor now, and has not run in between: `waited` will have it later.
  bool waits = false;

  bool operator==(const HeldUpTimes&) const = default;
};

// Compares two looks. The threads of the target and of its worker are in both lists, in any order.
// What threads of their own took from each other on `processors` processors is nobody else's doing,
// and left out.
HeldUpTimes HeldUpBetween(const std::vector<ThreadTimes>& before,
                          const std::vector<ThreadTimes>& after, Nanoseconds wall,
                          double processors);

class LoadWatch : public CountedTime {
 public:
  // `arena` must outlive this. No more than `most` is found in all: whoever waits for something has
  // to give up some time.
  explicit LoadWatch(const Arena& arena, Nanoseconds most = std::chrono::minutes(4));

  // Of time in which a thread was blocked. A target can be blocked by its own doing: its vfork()
  // child may never execute anything.
  static constexpr Nanoseconds kMostBlocked = std::chrono::seconds(10);

  void Look() override;

  // All of it, as of the last look. nullopt: nobody was held up for a time worth the mention.
  std::optional<HeldUp> Record() const;

 private:
  const Arena& arena_;
  Nanoseconds most_;
  double processors_;
  SteadyTime begin_;
  SteadyTime looked_;
  std::vector<ThreadTimes> before_;
  Nanoseconds blocked_{0};
  Nanoseconds unseen_{0};  // that a thread waited from look to look
  bool gave_up_ = false;
};

}  // namespace echocheck
