// SPDX-License-Identifier: MIT
#include "harness/schedule/target_came_up.h"

#include <algorithm>

#include "harness/words/because.h"

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

Reason WhyGivenUp(std::span<const ScenarioRecord> played) {
  const bool unseen = std::ranges::any_of(played, [](const ScenarioRecord& scenario) {
    return scenario.evidence.target.sockets_unseen.has_value();
  });
  return Because(
      Say(unseen ? "reasons.not_seen_to_listen_given_up" : "reasons.never_listened_given_up"));
}

}  // namespace echocheck
