// SPDX-License-Identifier: MIT
// The target was told to stop, or was started again.
#include <csignal>

#include "harness/judge/causes/cause_families.h"

namespace echocheck {
namespace {

struct Refusal {
  std::string_view signal;
  const StopRecord* stop;
  const std::optional<ExitStatus>* launched;  // how the launched process ended
};

// The first order to stop that was not obeyed.
std::optional<Refusal> RefusalIn(const TargetOutcome& target) {
  for (const CommandedStop& commanded : target.stops) {
    const StopRecord& stop = commanded.stop;
    if (!stop.asked || (stop.ended_by_term && stop.listener_gone)) continue;
    return Refusal{ToString(commanded.signal), &stop, &commanded.exit_status};
  }
  const StopRecord& stop = target.stop;
  if (!stop.asked || (stop.ended_by_term && stop.listener_gone)) return std::nullopt;
  return Refusal{"SIGTERM", &stop, &target.exit_status};
}

// SIGKILL came afterwards, and ended what was left.
bool LaunchedHadToBeKilled(const Refusal& refusal) {
  const auto& status = *refusal.launched;
  return !status || status->signal == SIGKILL;
}

std::optional<CauseArguments> ChildOutlives(const CauseContext& context) {
  const auto refusal = RefusalIn(context.input.evidence.target);
  if (!refusal || LaunchedHadToBeKilled(*refusal) || refusal->stop->killed == 0)
    return std::nullopt;
  return CauseArguments{{"signal", std::string(refusal->signal)},
                        {"count", std::to_string(refusal->stop->killed)}};
}

std::optional<CauseArguments> IgnoresSigterm(const CauseContext& context) {
  const auto refusal = RefusalIn(context.input.evidence.target);
  if (!refusal || !LaunchedHadToBeKilled(*refusal)) return std::nullopt;
  return CauseArguments{{"signal", std::string(refusal->signal)}};
}

bool PortWasInUse(const TargetOutcome& target, const CommandedStop& stop) {
  if (stop.relaunch->startup == Startup::kListensElsewhere) return true;
  const Bytes& output = target.output_tail;
  for (const std::string_view phrase : {"in use", "EADDRINUSE", "AddrInUse", "BindException"}) {
    if (output.find(phrase) != Bytes::npos) return true;
  }
  // A connection that was open then is what keeps a port from a server without SO_REUSEADDR.
  return stop.connections > 0;
}

std::optional<CauseArguments> PortInUse(const CauseContext& context) {
  const TargetOutcome& target = context.input.evidence.target;
  for (const CommandedStop& stop : target.stops) {
    if (!stop.relaunch || stop.relaunch->startup == Startup::kListening) continue;
    if (!PortWasInUse(target, stop)) continue;
    return CauseArguments{{"asked", ToString(target.used)}};
  }
  return std::nullopt;
}

}  // namespace

std::span<const CauseRule> StopCauses() {
  static constexpr CauseRule kCauses[] = {
      {"port-in-use-on-restart", {CheckId::kTargetRestarts}, "asked", PortInUse},
      {"child-outlives-sigterm", {CheckId::kTargetTerminates}, "signal count", ChildOutlives},
      {"ignores-sigterm", {CheckId::kTargetTerminates}, "signal", IgnoresSigterm},
  };
  return kCauses;
}

}  // namespace echocheck
