// SPDX-License-Identifier: MIT
// Tells a leak from a pool or a heap that fills and then stays: a leak grows with the number of
// clients. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "harness/model/target_outcome.h"

namespace echocheck {

using SampleFigure = std::uint64_t (*)(const ProcessSample& sample);

// A figure in the first sample and in the last.
struct SampleGrowth {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

// Returns the growth over all samples when each part between two samples grew by more than its
// share of `allowed`, and the last part did not slow down. nullopt: the figure stayed, came down
// again, or levelled off. Two samples have one part, whose share is all of `allowed`.
std::optional<SampleGrowth> SteadyGrowth(std::span<const ProcessSample> samples,
                                         SampleFigure figure, std::uint64_t allowed);

// Returns true when there are more parts than one, so that a steady growth is no work that was
// still under way at one of the samples.
bool ShowsASlope(std::span<const ProcessSample> samples);

}  // namespace echocheck
