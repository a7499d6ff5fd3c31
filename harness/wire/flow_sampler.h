// SPDX-License-Identifier: MIT
// How far a long connection had come, at moments all over its time. Inside of the layer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "harness/base/clock.h"
#include "harness/model/flow.h"

namespace echocheck {

// One sample an interval, that of its last segment. Intervals become twice as long when there would
// be more than kMost samples, so that memory is bounded whatever comes. Allocates while it fills
// up.
class FlowSampler {
 public:
  static constexpr std::size_t kMost = 256;

  // Right after a segment.
  struct Progress {
    Nanoseconds time{0};
    std::uint64_t sent = 0;  // as in FlowSample
    std::uint64_t acknowledged = 0;
    std::uint64_t echoed = 0;
    bool client_window_zero = false;  // as it was advertised last
    bool server_window_zero = false;
  };

  // A segment that is kept anyway makes no sample, but the time since it counts for the next.
  // Frames may be stamped earlier than the one before: they count as stamped like that one.
  void Pass(Progress now);
  void Add(Progress now);

  std::vector<FlowSample> Take() { return std::move(samples_); }

 private:
  FlowSample& SampleAt(Nanoseconds time);
  void DoubleInterval();

  std::optional<Progress> before_;
  std::vector<FlowSample> samples_;
  Nanoseconds begin_{0};  // of the first interval
  Nanoseconds interval_{1024};
};

}  // namespace echocheck
