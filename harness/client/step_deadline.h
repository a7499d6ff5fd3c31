// SPDX-License-Identifier: MIT
// The deadline of a step that waits for the target. Progress puts it off, and so do a target that
// has not come to rest, and may be working, and a machine that holds it up.
#pragma once

#include <algorithm>
#include <cstdint>

#include <boost/asio/awaitable.hpp>

#include "harness/base/clock.h"
#include "harness/base/counted_time.h"
#include "harness/base/spin_detector.h"
#include "harness/client/play_context.h"

namespace echocheck {

// How long a client goes on listening when something else has come in an echo's place: the echo may
// come yet, and what follows tells more of the server.
constexpr Milliseconds kAfterDifference{200};

class StepDeadline {
 public:
  // `context` must outlive this.
  StepDeadline(PlayContext& context, const Step& step);

  // Something moved; so many bytes of a stream, if that is what it was.
  void Moved(std::uint64_t bytes = 0);
  SteadyTime when() const { return std::min(when_, look_); }

  // To be asked when something may have run out: true when it has. Takes a moment then, to look at
  // the target twice.
  boost::asio::awaitable<bool> Passed();

  // After Passed() said true: the target slept then.
  bool target_asleep() const { return target_asleep_; }

 private:
  void PutOff();
  bool HadItsTurn();
  boost::asio::awaitable<bool> LooksAsleep();

  PlayContext& context_;
  Milliseconds timeout_;
  SteadyTime last_;        // whatever moves
  SteadyTime last_awake_;  // however busy the target is
  SteadyTime when_;
  SteadyTime look_;      // at a target that is known to go round in circles
  HeldUpSince held_up_;  // since anything moved
  HeldUpSince held_up_in_all_;
  SpinDetector turn_;        // of the target, since it ran out first and nothing moved for anybody
  std::uint64_t moves_ = 0;  // those that turn_ knows
  bool target_asleep_ = false;
};

}  // namespace echocheck
