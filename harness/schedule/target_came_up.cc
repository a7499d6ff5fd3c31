// SPDX-License-Identifier: MIT
#include "harness/schedule/target_came_up.h"

#include <algorithm>

namespace echocheck {

bool CameUp(const ScenarioEvidence& evidence) {
  if (evidence.error) return true;
  switch (evidence.target.startup) {
    case Startup::kListening:
    case Startup::kNotOffered:
      return true;
    case Startup::kNotLaunched:
      return std::ranges::any_of(evidence.history.connections, &ConnectionRecord::connected);
    case Startup::kExited:
    case Startup::kListensElsewhere:
    case Startup::kTimedOut:
      return false;
  }
  return false;
}

std::string WhyGivenUp(std::span<const ScenarioRecord> played) {
  const bool unseen = std::ranges::any_of(played, [](const ScenarioRecord& scenario) {
    return scenario.evidence.target.sockets_unseen.has_value();
  });
  return unseen ? "we could not see whether the target listens: not played"
                : "the target never listened: not played";
}

}  // namespace echocheck
