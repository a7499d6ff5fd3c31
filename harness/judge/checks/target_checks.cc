// SPDX-License-Identifier: MIT
// target.*: the process. Did it start, listen, survive.
#include <string>
#include <utility>
#include <vector>

#include "harness/judge/checks/check_families.h"
#include "harness/judge/facts/commanded_stops.h"
#include "harness/judge/facts/connections.h"
#include "harness/judge/phrases.h"

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
      return Pass(Say("checks.runs"));
    case Startup::kExited:
      break;
  }
  // Where a launcher left a daemon behind, it is the daemon's end that matters.
  const Sentence how =
      SayExit(target.ended_early.value_or(target.exit_status.value_or(ExitStatus{})));
  return Fail(Say("checks.ended_before_listening", {{"how", how}}),
              Say("checks.listening_process", {{"address", ToString(target.asked)}}), how,
              WithOutput());
}

// What listens may be another program's, and where nothing does the target may do so unseen.
std::optional<Conclusion> ListeningUnseen(const TargetOutcome& target) {
  if (!target.sockets_unseen) return std::nullopt;
  if (target.startup == Startup::kListening) {
    return Inconclusive(
        Say("checks.listener_owner_unseen",
            {{"address", ToString(target.used)}, {"why", target.sockets_unseen->said()}}));
  }
  return Inconclusive(Say("checks.listening_unseen", {{"why", target.sockets_unseen->said()}}));
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
  const std::vector<Argument> address = {{"address", ToString(taken)}};
  return Fail(Say("checks.took_address", address), Say("checks.no_socket_on", address),
              Say("checks.address_in_use", address), WithOutput());
}

std::optional<Conclusion> JudgeListens(const CheckInput& input) {
  const TargetOutcome& target = input.evidence.target;
  const auto socket_on = [](std::string address) {
    return Say("checks.listening_socket", {{"address", std::move(address)}});
  };
  const Sentence asked = socket_on(ToString(target.asked));
  if (auto unseen = ListeningUnseen(target)) return unseen;
  switch (target.startup) {
    case Startup::kNotLaunched:
      return NotLaunchedByUs();
    case Startup::kListening:
      if (const auto taken = TakenFromClient(input)) return TookAddress(*taken);
      return Pass(Say("checks.listens", {{"address", ToString(target.used)}}));
    case Startup::kExited:
      return Skipped(Say("checks.ended_before"));
    case Startup::kListensElsewhere:
      return Fail(Say("checks.listens_elsewhere", {{"actual", JoinEndpoints(target.listening)},
                                                   {"asked", ToString(target.asked)}}),
                  asked, socket_on(JoinEndpoints(target.listening)), WithOutput());
    case Startup::kTimedOut:
      return Fail(Say("checks.does_not_listen"), asked, Say("checks.no_listening_socket"),
                  WithOutput());
    case Startup::kNotOffered:
      return Skipped(Say("checks.tcp_alone"));
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
  if (!ended) return Pass(Say("checks.survived"));
  const Sentence how = SayExit(*ended);
  return Fail(Say("checks.ended_by_itself", {{"how", how}}), Say("checks.keeps_serving"), how,
              WithOutput());
}

}  // namespace

std::span<const Check> TargetChecks() {
  static constexpr Check kChecks[] = {
      {CheckId::kTargetStarts, Level::kMust, "RFC 862, TCP", JudgeStarts},
      {CheckId::kTargetListens, Level::kMust, "RFC 862, TCP", JudgeListens},
      {CheckId::kTargetSurvives, Level::kMust, "RFC 862, TCP", JudgeSurvives},
  };
  return kChecks;
}

}  // namespace echocheck
