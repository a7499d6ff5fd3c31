// SPDX-License-Identifier: MIT
#include "harness/capture/pcapng_stamp.h"

#include <algorithm>
#include <chrono>

#include "harness/base/time_bounds.h"

namespace echocheck {
namespace {

constexpr std::uint64_t kBillion = 1'000'000'000;

struct SplitTime {
  std::uint64_t seconds = 0;
  std::uint64_t nanoseconds = 0;
};

SplitTime SplitBinary(std::uint64_t count, unsigned power) {
  constexpr unsigned kFine = 30;  // 2^30 units a second are about nanoseconds: more are not needed
  while (power > kFine && power > 0) {
    count >>= 1;
    --power;
  }
  const std::uint64_t rest = count & ((std::uint64_t{1} << power) - 1);
  return {count >> power, (rest * kBillion) >> power};
}

SplitTime SplitDecimal(std::uint64_t count, unsigned power) {
  constexpr unsigned kNanoseconds = 9;
  for (; power > kNanoseconds && count > 0; --power) count /= 10;
  std::uint64_t units = 1;
  for (unsigned i = 0; i < std::min(power, kNanoseconds); ++i) units *= 10;
  return {count / units, count % units * (kBillion / units)};
}

}  // namespace

Nanoseconds StampOfUnits(std::uint64_t count, std::uint8_t resolution, std::int64_t offset) {
  constexpr std::uint8_t kBinary = 0x80;
  constexpr std::int64_t kMostSeconds = kFarthestTime / std::chrono::seconds(1);
  const unsigned power = resolution & 0x7fU;
  const SplitTime split =
      (resolution & kBinary) != 0 ? SplitBinary(count, power) : SplitDecimal(count, power);
  // What is beyond twice the bound stays beyond it, whichever way the offset goes.
  const auto seconds =
      static_cast<std::int64_t>(std::min<std::uint64_t>(split.seconds, 2 * kMostSeconds)) +
      std::clamp(offset, -2 * kMostSeconds, 2 * kMostSeconds);
  if (seconds < 0) return Nanoseconds(0);
  if (seconds > kMostSeconds) return kFarthestTime;
  return BoundedSum(std::chrono::seconds(seconds),
                    Nanoseconds(static_cast<std::int64_t>(split.nanoseconds)));
}

}  // namespace echocheck
