// SPDX-License-Identifier: MIT
// The target never came to serve.
#include <algorithm>

#include "harness/judge/causes/cause_families.h"
#include "harness/judge/phrases.h"

namespace echocheck {
namespace {

std::optional<CauseArguments> ExitsAtStart(const CauseContext& context) {
  const TargetOutcome& target = context.target();
  if (target.startup != Startup::kExited) return std::nullopt;
  const auto status = target.ended_early ? target.ended_early : target.exit_status;
  return CauseArguments{{"how", status ? SayExit(*status) : Plain("?")}};
}

std::optional<CauseArguments> NeverListens(const CauseContext& context) {
  const TargetOutcome& target = context.target();
  if (target.startup != Startup::kTimedOut) return std::nullopt;
  return CauseArguments{{"asked", ToString(target.asked)}};
}

// On the port, but not on the address: on IPv4 alone, for one.
bool HasThePort(const TargetOutcome& target) {
  return std::any_of(target.listening.begin(), target.listening.end(),
                     [&](const Endpoint& one) { return one.port == target.asked.port; });
}

template <bool kOnThePort>
std::optional<CauseArguments> ListensElsewhere(const CauseContext& context) {
  const TargetOutcome& target = context.target();
  if (target.startup != Startup::kListensElsewhere) return std::nullopt;
  if (HasThePort(target) != kOnThePort) return std::nullopt;
  return CauseArguments{{"asked", ToString(target.asked)},
                        {"actual", JoinEndpoints(target.listening)}};
}

}  // namespace

std::span<const CauseRule> StartCauses() {
  static constexpr CauseRule kCauses[] = {
      {"exits-at-start", {CheckId::kTargetStarts}, "how", ExitsAtStart},
      {"never-listens", {CheckId::kTargetListens}, "asked", NeverListens},
      {"listens-on-another-address",
       {CheckId::kTargetListens},
       "asked actual",
       ListensElsewhere<true>},
      {"listens-on-random-port",
       {CheckId::kTargetListens},
       "asked actual",
       ListensElsewhere<false>},
  };
  return kCauses;
}

}  // namespace echocheck
