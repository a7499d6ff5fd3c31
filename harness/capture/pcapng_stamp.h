// SPDX-License-Identifier: MIT
// Times as pcapng has them. Inside of the layer.
#pragma once

#include <cstdint>

#include "harness/base/clock.h"

namespace echocheck {

// Returns the time of `count` units since the epoch, within [0, kFarthestTime]. `resolution` is the
// option if_tsresol: 10 to the power of its negative, or with its highest bit set 2 to that power.
// `offset` is if_tsoffset, in seconds.
Nanoseconds StampOfUnits(std::uint64_t count, std::uint8_t resolution, std::int64_t offset);

}  // namespace echocheck
