// SPDX-License-Identifier: MIT
// Decides when a report is written while the run goes on: at most once a second, and in at most a
// twentieth of the time. Pure.
#pragma once

#include <algorithm>

#include "harness/base/clock.h"

namespace echocheck {

class ReportPace {
 public:
  explicit ReportPace(SteadyTime begin) : next_(begin + kBetween) {}

  bool IsDue(SteadyTime now) const { return now >= next_; }

  // Notes that a report was written, which took from `begin` to `end`.
  void Written(SteadyTime begin, SteadyTime end) {
    next_ = end + std::max<Nanoseconds>(kBetween, kShare * (end - begin));
  }

 private:
  // It is for the case that we are killed: more often would be time taken from the run.
  static constexpr Milliseconds kBetween{1000};
  static constexpr int kShare = 20;

  SteadyTime next_;
};

}  // namespace echocheck
