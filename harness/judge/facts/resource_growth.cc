// SPDX-License-Identifier: MIT
#include "harness/judge/facts/resource_growth.h"

#include <algorithm>

namespace echocheck {

std::optional<SampleGrowth> SteadyGrowth(std::span<const ProcessSample> samples,
                                         SampleFigure figure, std::uint64_t allowed) {
  if (samples.size() < 2) return std::nullopt;
  const std::uint64_t parts = samples.size() - 1;
  std::uint64_t most = 0;
  std::uint64_t latest = 0;
  for (std::size_t i = 1; i < samples.size(); ++i) {
    const std::uint64_t before = figure(samples[i - 1]);
    const std::uint64_t after = figure(samples[i]);
    if (after <= before || (after - before) * parts <= allowed) return std::nullopt;
    latest = after - before;
    most = std::max(most, latest);
  }
  // A leak takes the same for each client. The heap of a runtime with a collector grows, too, until
  // it is as large as it wants to be: measured with a JVM and 64 KiB a client, each third of 2000
  // clients took about half of what the third before it had taken.
  if (latest * 3 < most * 2) return std::nullopt;
  return SampleGrowth{figure(samples.front()), figure(samples.back())};
}

bool ShowsASlope(std::span<const ProcessSample> samples) { return samples.size() > 2; }

}  // namespace echocheck
