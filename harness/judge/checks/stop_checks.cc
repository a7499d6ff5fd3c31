// SPDX-License-Identifier: MIT
// target.terminates, target.restarts: does it stop when it is told to, and come back at once.
#include <algorithm>
#include <chrono>
#include <string>
#include <variant>

#include "harness/judge/checks/check_families.h"
#include "harness/judge/facts/connections.h"
#include "harness/judge/phrases.h"

namespace echocheck {
namespace {

// SIGKILL cannot be disobeyed.
bool IsRequest(TargetSignal signal) {
  switch (signal) {
    case TargetSignal::kTerminate:
    case TargetSignal::kInterrupt:
      return true;
    case TargetSignal::kStop:
    case TargetSignal::kContinue:
    case TargetSignal::kKill:
      return false;
  }
  return false;
}

bool Obeyed(const StopRecord& stop) { return stop.ended_by_term && stop.listener_gone; }

Conclusion NotObeyed(const StopRecord& stop, std::string_view signal, std::uint32_t connections) {
  const auto waited = std::chrono::duration_cast<Milliseconds>(stop.duration).count();
  std::string_view summary = stop.listener_gone ? "checks.still_ran" : "checks.still_listened";
  if (connections > 0) {
    summary = stop.listener_gone ? "checks.still_ran_with" : "checks.still_listened_with";
  }
  const std::string_view actual =
      stop.listener_gone ? "checks.still_ran_then" : "checks.still_listened_then";
  return Fail(Say(summary, {{"signal", signal}, {"count", connections}}),
              Say("checks.nothing_after_signal", {{"signal", signal}}),
              Say(actual, {{"ms", std::to_string(waited)}, {"killed", stop.killed}}), WithOutput());
}

// POSIX gives SIGTERM the meaning "terminate", SIGINT that of the interrupt key. Dying of it, exit
// status 143 and exit status 0 are all obedience, so only what is left counts: no process, and
// above all no listening socket, for that keeps the port from the next server.
std::optional<Conclusion> JudgeTerminates(const CheckInput& input) {
  const TargetOutcome& target = input.evidence.target;
  if (target.startup == Startup::kNotLaunched) return NotLaunchedByUs();
  if (auto reason = NeverListened(input)) return reason;
  bool asked = target.stop.asked;
  for (const CommandedStop& commanded : target.stops) {
    if (!IsRequest(commanded.signal) || !commanded.stop.asked) continue;
    asked = true;
    if (Obeyed(commanded.stop)) continue;
    return NotObeyed(commanded.stop, ToString(commanded.signal), commanded.connections);
  }
  if (!asked) return Skipped(Say("checks.ended_before_asked"));
  if (target.stop.asked && !Obeyed(target.stop)) return NotObeyed(target.stop, "SIGTERM", 0);
  return Pass(Say("checks.stopped"));
}

bool RestartsIn(const Scenario& scenario) {
  for (const ClientScript& client : scenario.clients) {
    const bool found = std::any_of(client.steps.begin(), client.steps.end(), [](const Step& step) {
      return std::holds_alternative<RestartStep>(step.action);
    });
    if (found) return true;
  }
  return false;
}

Sentence HowItFailed(const Relaunch& relaunch) {
  switch (relaunch.startup) {
    case Startup::kExited:
      return relaunch.exit_status
                 ? Say("checks.relaunch_ended", {{"how", SayExit(*relaunch.exit_status)}})
                 : Say("checks.relaunch_gone");
    case Startup::kListensElsewhere:
      return Say("checks.relaunch_elsewhere", {{"address", JoinEndpoints(relaunch.listening)}});
    case Startup::kTimedOut:
      return Say("checks.relaunch_silent");
    case Startup::kNotLaunched:
    case Startup::kListening:
    case Startup::kNotOffered:
      break;
  }
  return Say("checks.relaunch_not_listening");
}

// A service that was stopped has to be there again for the next caller. What keeps it away is
// mostly a connection in TIME-WAIT on its port (RFC 9293, section 3.6.1), which lasts minutes;
// SO_REUSEADDR lets bind(2) pass over it.
std::optional<Conclusion> JudgeRestarts(const CheckInput& input) {
  const TargetOutcome& target = input.evidence.target;
  if (!RestartsIn(input.scenario) && target.stops.empty()) return std::nullopt;
  if (target.startup == Startup::kNotLaunched) return NotLaunchedByUs();
  if (auto reason = NeverListened(input)) return reason;
  bool relaunched = false;
  for (const CommandedStop& commanded : target.stops) {
    if (!commanded.relaunch || commanded.relaunch->startup == Startup::kNotLaunched) continue;
    relaunched = true;
    if (commanded.relaunch->sockets_unseen) {
      return Inconclusive(
          Say("checks.relaunch_unseen", {{"why", commanded.relaunch->sockets_unseen->said()}}));
    }
    if (commanded.relaunch->startup == Startup::kListening) continue;
    const Sentence how = HowItFailed(*commanded.relaunch);
    return Fail(
        Say("checks.restart_failed", {{"signal", ToString(commanded.signal)}, {"how", how}}),
        Say("checks.listening_socket", {{"address", ToString(target.used)}}), how, WithOutput());
  }
  if (relaunched) return Pass(Say("checks.restarted"));
  if (!RestartsIn(input.scenario)) return std::nullopt;
  return Skipped(Say("checks.not_restarted"));
}

}  // namespace

std::span<const Check> StopChecks() {
  static constexpr Check kChecks[] = {
      {CheckId::kTargetTerminates, Level::kShould, "POSIX, signal.h", JudgeTerminates},
      {CheckId::kTargetRestarts, Level::kShould, "RFC 9293, 3.6.1", JudgeRestarts},
  };
  return kChecks;
}

}  // namespace echocheck
