// SPDX-License-Identifier: MIT
// What a scenario is worth to those who grade.
#pragma once

#include <cstdint>

#include "harness/model/check_id.h"
#include "harness/model/run_record.h"

namespace echocheck {

// True when nothing was captured, and the sockets did not show either how the connections closed:
// a server that resets them would look the same.
inline bool IsCloseUnseen(const ScenarioRecord& scenario) {
  if (scenario.evidence.capture.state != CaptureState::kOff) return false;
  bool skipped = false;
  for (const Finding& finding : scenario.findings) {
    const auto check = FromString<CheckId>(finding.check);
    if (!check || !kHowConnectionsClosed.Has(*check)) continue;
    if (finding.verdict != Verdict::kSkipped) return false;
    skipped = true;
  }
  return skipped;
}

// True when the target conformed as far as we saw it, and that was not far enough for its points.
inline bool WithholdsPoints(const ScenarioRecord& scenario) {
  const bool conforms = scenario.verdict == Verdict::kPass || scenario.verdict == Verdict::kWarn;
  return conforms && IsCloseUnseen(scenario);
}

// All of its points, if the target conformed in it; a failure that is known earns nothing, and
// neither does a scenario whose close was not seen.
inline std::uint32_t PointsEarned(const ScenarioRecord& scenario) {
  const bool conforms = scenario.verdict == Verdict::kPass || scenario.verdict == Verdict::kWarn;
  return conforms && !IsCloseUnseen(scenario) ? scenario.points : 0;
}

// What could be earned: nothing where it was skipped, because there was nothing to be judged. A
// target that never listened is another matter.
inline std::uint32_t PointsPossible(const ScenarioRecord& scenario) {
  const bool skipped = scenario.verdict == Verdict::kSkipped && !scenario.not_played;
  return skipped ? 0 : scenario.points;
}

}  // namespace echocheck
