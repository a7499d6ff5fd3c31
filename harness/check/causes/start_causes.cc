// SPDX-License-Identifier: MIT
// The target never came to serve.
#include <algorithm>

#include "harness/check/causes/cause_families.h"

namespace echocheck {
namespace {

std::optional<CauseArguments> ExitsAtStart(const CauseContext& context) {
  const TargetOutcome& target = context.target();
  if (target.startup != Startup::kExited) return std::nullopt;
  const auto status = target.ended_early ? target.ended_early : target.exit_status;
  return CauseArguments{{"how", status ? ToString(*status) : "?"}};
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
      {"exits-at-start", "target.starts", "how",
       "Nothing of the target was left before anything of it listened.", ExitsAtStart},
      {"never-listens", "target.listens", "asked",
       "It ran until the time limit, and the kernel knew no listening socket of it.", NeverListens},
      {"listens-on-another-address", "target.listens", "asked actual",
       "The kernel shows a listening socket of it, on the port that it was told and on another "
       "address.",
       ListensElsewhere<true>},
      {"listens-on-random-port", "target.listens", "asked actual",
       "The kernel shows a listening socket of it, on another port than it was told.",
       ListensElsewhere<false>},
  };
  return kCauses;
}

}  // namespace echocheck
