// SPDX-License-Identifier: MIT
// Whether somebody who is awake and brings nothing about has had the processor for long enough: on
// a loaded machine it may be waiting for its turn, and otherwise it goes round in circles.
#pragma once

#include <optional>

#include "harness/base/clock.h"

namespace echocheck {

class SpinDetector {
 public:
  // An echo server needs microseconds for what it is asked, an interpreter milliseconds.
  static constexpr Nanoseconds kEnough = std::chrono::milliseconds(250);

  // `taken`: processor time that it has had in all its life. Counts from the first call on.
  bool Had(Nanoseconds taken) {
    if (!begin_ || taken < *begin_) begin_ = taken;  // less: a process of it has ended
    return taken - *begin_ >= kEnough;
  }

  // It did bring something about.
  void Again() { begin_.reset(); }

 private:
  std::optional<Nanoseconds> begin_;
};

}  // namespace echocheck
