// SPDX-License-Identifier: MIT
// What the kernel announces to nobody (socket tables, the states of processes) is looked at again
// and again: often at first, seldom later.
#pragma once

#include <algorithm>

#include "harness/base/clock.h"

namespace echocheck {

class Backoff {
 public:
  // The pause before the next look.
  Nanoseconds NextPause() {
    const Nanoseconds pause = pause_;
    pause_ = std::min(pause_ * 3 / 2, kLongest);
    return pause;
  }

 private:
  static constexpr Nanoseconds kFirst = std::chrono::microseconds(200);
  static constexpr Nanoseconds kLongest = std::chrono::milliseconds(10);
  Nanoseconds pause_ = kFirst;
};

}  // namespace echocheck
