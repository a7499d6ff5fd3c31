// SPDX-License-Identifier: MIT
// Times: all that we record is nanoseconds since the start of its scenario.
#pragma once

#include <chrono>
#include <cstdint>

namespace echocheck {

using Nanoseconds = std::chrono::nanoseconds;
using Milliseconds = std::chrono::milliseconds;
using SteadyTime = std::chrono::steady_clock::time_point;

// One instant on both clocks: the monotonic one orders what we do, the real one is what the
// kernel stamps on captured frames.
struct ClockOrigin {
  SteadyTime steady;
  Nanoseconds realtime{0};  // since the Unix epoch

  static ClockOrigin Now() {
    return {std::chrono::steady_clock::now(),
            std::chrono::duration_cast<Nanoseconds>(
                std::chrono::system_clock::now().time_since_epoch())};
  }
  // Monotonic time since the origin.
  Nanoseconds Elapsed() const {
    return std::chrono::duration_cast<Nanoseconds>(std::chrono::steady_clock::now() - steady);
  }
};

}  // namespace echocheck
