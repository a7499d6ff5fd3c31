// SPDX-License-Identifier: MIT
// target.*: the process. Did it start, listen, survive.
#include <string>

#include <fmt/format.h>

#include "harness/check/commanded_stops.h"
#include "harness/check/connections.h"
#include "harness/check/families.h"

namespace echocheck {
namespace {

// RFC 862: the service is there for whoever connects. A program that ends before it listens offers
// none.
std::optional<Conclusion> JudgeStarts(const CheckInput& input) {
  const TargetOutcome& target = input.evidence.target;
  switch (target.startup) {
    case Startup::kNotLaunched:
      return NotLaunchedByUs();
    case Startup::kListening:
    case Startup::kListensElsewhere:
    case Startup::kTimedOut:
    case Startup::kNotOffered:
      return Pass("the target runs");
    case Startup::kExited:
      break;
  }
  // Where a launcher left a daemon behind, it is the daemon's end that matters.
  const std::string how =
      ToString(target.ended_early.value_or(target.exit_status.value_or(ExitStatus{})));
  return Fail("the target ended before it listened: " + how,
              "a process that listens on " + ToString(target.asked), how, WithOutput());
}

// What listens may be another program's, and where nothing does the target may do so unseen.
std::optional<Conclusion> ListeningUnseen(const TargetOutcome& target) {
  if (!target.sockets_unseen) return std::nullopt;
  if (target.startup == Startup::kListening) {
    return Inconclusive(
        fmt::format("something listens on {} since the launch, and we could not see whether it is "
                    "the target: {}",
                    ToString(target.used), *target.sockets_unseen));
  }
  return Inconclusive("we could not see whether the target listens: " + *target.sockets_unseen);
}

// RFC 862, TCP: "a server listens for TCP connections". On the address it was told, that is: a
// client has no other way to find it.
// In a private arena nobody but the target can hold an address that a client was to have. On a
// network that others use it is our own failure.
std::optional<Endpoint> TakenFromClient(const CheckInput& input) {
  if (input.evidence.isolation != Isolation::kPrivate) return std::nullopt;
  for (const ConnectionRecord& connection : input.evidence.history.connections) {
    for (const StepRecord& step : connection.steps) {
      if (step.address_taken) return step.address_taken;
    }
  }
  return std::nullopt;
}

Conclusion TookAddress(const Endpoint& taken) {
  return Fail("the target took the client's own address, " + ToString(taken),
              "no socket of the target on " + ToString(taken),
              "the client could not bind " + ToString(taken) + ": it was in use", WithOutput());
}

std::optional<Conclusion> JudgeListens(const CheckInput& input) {
  const TargetOutcome& target = input.evidence.target;
  const std::string asked = "a listening socket on " + ToString(target.asked);
  if (auto unseen = ListeningUnseen(target)) return unseen;
  switch (target.startup) {
    case Startup::kNotLaunched:
      return NotLaunchedByUs();
    case Startup::kListening:
      if (const auto taken = TakenFromClient(input)) return TookAddress(*taken);
      return Pass("listens on " + ToString(target.used));
    case Startup::kExited:
      return Skipped("the target ended before it listened");
    case Startup::kListensElsewhere:
      return Fail(fmt::format("listens on {} instead of {}", JoinEndpoints(target.listening),
                              ToString(target.asked)),
                  asked, "a listening socket on " + JoinEndpoints(target.listening), WithOutput());
    case Startup::kTimedOut:
      return Fail("the target runs and does not listen", asked,
                  "no listening socket within the time limit", WithOutput());
    case Startup::kNotOffered:
      return Skipped("the target serves TCP alone, and RFC 862 asks for no more");
  }
  return std::nullopt;
}

// RFC 862 knows no end of the service: one client's bytes, or its leaving, are no reason to stop
// serving the next.
std::optional<Conclusion> JudgeSurvives(const CheckInput& input) {
  const TargetOutcome& target = input.evidence.target;
  if (target.startup == Startup::kNotLaunched) return NotLaunchedByUs();
  if (auto reason = NeverListened(input)) return reason;
  const std::optional<ExitStatus> ended = EndedByItself(input);
  if (!ended) return Pass("the target ran until it was told to stop");
  const std::string how = ToString(*ended);
  return Fail("the target ended by itself: " + how, "a process that goes on serving", how,
              WithOutput());
}

}  // namespace

std::span<const Check> TargetChecks() {
  static constexpr Check kChecks[] = {
      {"target.starts", Level::kMust, "RFC 862, TCP",
       "The target starts and does not end before it listens.",
       "a server that exits at once, for want of an argument or because of a failed bind",
       JudgeStarts},
      {"target.listens", Level::kMust, "RFC 862, TCP",
       "The target listens on the address that it was told.",
       "a server that never calls listen, or listens on another port", JudgeListens},
      {"target.survives", Level::kMust, "RFC 862, TCP",
       "The target goes on running until it is told to stop, whatever clients do.",
       "a server that crashes on the first data, or ends with its first client", JudgeSurvives},
  };
  return kChecks;
}

}  // namespace echocheck
