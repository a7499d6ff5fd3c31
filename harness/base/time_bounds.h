// SPDX-License-Identifier: MIT
// Bounds of the times that foreign files may claim, so that no arithmetic with them overflows.
#pragma once

#include <algorithm>
#include <cstdint>

#include "harness/base/clock.h"

namespace echocheck {

// No time that we read is farther from its origin than this, before it or behind it: 146 years, so
// that the difference of any two can be represented. Counted from the Unix epoch that is in 2116.
inline constexpr Nanoseconds kFarthestTime{(std::int64_t{1} << 62) - 1};

// Returns the sum of two times within the bounds, or the bound that it is beyond.
constexpr Nanoseconds BoundedSum(Nanoseconds a, Nanoseconds b) {
  return std::clamp(a + b, -kFarthestTime, kFarthestTime);
}

}  // namespace echocheck
