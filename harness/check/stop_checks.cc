// SPDX-License-Identifier: MIT
// target.terminates, target.restarts: does it stop when it is told to, and come back at once.
#include <algorithm>
#include <chrono>
#include <string>
#include <variant>

#include <fmt/format.h>

#include "harness/check/connections.h"
#include "harness/check/families.h"

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
  const std::string still = stop.listener_gone ? "still ran" : "still listened";
  const std::string beside =
      connections > 0 ? fmt::format(", with {} open", Count(connections, "connection")) : "";
  return Fail(fmt::format("it {} after {}{}", still, signal, beside),
              fmt::format("no process and no listening socket after {}", signal),
              fmt::format("it {} after {} ms; ended by SIGKILL: {}", still, waited, stop.killed),
              WithOutput());
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
  if (!asked) return Skipped("the target had ended before it was asked to");
  if (target.stop.asked && !Obeyed(target.stop)) return NotObeyed(target.stop, "SIGTERM", 0);
  return Pass("it stopped when it was told to");
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

std::string HowItFailed(const Relaunch& relaunch) {
  switch (relaunch.startup) {
    case Startup::kExited:
      return relaunch.exit_status ? "it ended: " + ToString(*relaunch.exit_status) : "it ended";
    case Startup::kListensElsewhere:
      return "it listened on " + JoinEndpoints(relaunch.listening);
    case Startup::kTimedOut:
      return "it ran and did not listen";
    case Startup::kNotLaunched:
    case Startup::kListening:
    case Startup::kNotOffered:
      break;
  }
  return "it did not listen";
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
      return Inconclusive("started again, we could not see whether the target listens: " +
                          *commanded.relaunch->sockets_unseen);
    }
    if (commanded.relaunch->startup == Startup::kListening) continue;
    const std::string how = HowItFailed(*commanded.relaunch);
    return Fail(fmt::format("started again after {}, {}", ToString(commanded.signal), how),
                "a listening socket on " + ToString(target.used), how, WithOutput());
  }
  if (relaunched) return Pass("started again, it listened where it had before");
  if (!RestartsIn(input.scenario)) return std::nullopt;
  return Skipped("it was not started again");
}

}  // namespace

std::span<const Check> StopChecks() {
  static constexpr Check kChecks[] = {
      {"target.terminates", Level::kShould, "POSIX, signal.h",
       "Told to stop by SIGTERM or SIGINT, the target and its children end, and nothing listens "
       "any more.",
       "a server that ignores SIGTERM, or leaves a child that goes on listening", JudgeTerminates},
      {"target.restarts", Level::kShould, "RFC 9293, 3.6.1",
       "Stopped and started again at once, the target listens on the same port.",
       "a server that does without SO_REUSEADDR", JudgeRestarts},
  };
  return kChecks;
}

}  // namespace echocheck
