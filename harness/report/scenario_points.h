// SPDX-License-Identifier: MIT
// What a scenario is worth to those who grade.
#pragma once

#include <cstdint>

#include "harness/model/run_record.h"

namespace echocheck {

// All of its points, if the target conformed in it; a failure that is known earns nothing.
inline std::uint32_t PointsEarned(const ScenarioRecord& scenario) {
  const bool conforms = scenario.verdict == Verdict::kPass || scenario.verdict == Verdict::kWarn;
  return conforms ? scenario.points : 0;
}

// What could be earned: nothing where it was skipped, because there was nothing to be judged. A
// target that never listened is another matter.
inline std::uint32_t PointsPossible(const ScenarioRecord& scenario) {
  const bool skipped = scenario.verdict == Verdict::kSkipped && !scenario.not_played;
  return skipped ? 0 : scenario.points;
}

}  // namespace echocheck
