// SPDX-License-Identifier: MIT
#include "harness/scenario/step_order.h"

#include <utility>

#include <fmt/format.h>

namespace echocheck {

std::string StepOrder::Follow(const Step& step) {
  switch (RowOf(KindOf(step)).scope) {
    case StepScope::kConnection:
      return FollowConnection(step);
    case StepScope::kTarget:
      return FollowTarget(step);
    case StepScope::kNeither:
      return "";
  }
  return "";
}

std::string StepOrder::FollowTarget(const Step& step) {
  if (stopped_for_good_) {
    return fmt::format("\"{}\" after \"stop\", nothing of the target is left", StepName(step));
  }
  if (const auto* signal = std::get_if<SignalStep>(&step.action)) {
    told_to_end_ = told_to_end_ || EndsProcess(signal->signal);
  }
  if (std::holds_alternative<StopStep>(step.action)) EndTarget(true);
  if (std::holds_alternative<RestartStep>(step.action)) EndTarget(false);
  return "";
}

void StepOrder::EndTarget(bool for_good) {
  stopped_for_good_ = for_good;
  // A server that is launched anew serves those who connect later.
  if (stage_ != Stage::kBefore) server_gone_ = told_to_end_ = true;
}

std::string StepOrder::FollowConnection(const Step& step) {
  if (stage_ == Stage::kLeft) {
    return fmt::format("\"{}\" after the client has left, its connection is gone", StepName(step));
  }
  if (std::holds_alternative<ConnectStep>(step.action)) return Connect();
  if (stage_ == Stage::kBefore) return fmt::format("\"{}\" before \"connect\"", StepName(step));
  if (std::holds_alternative<SendStep>(step.action)) return Send(step);
  if (std::holds_alternative<UrgentStep>(step.action)) return Send(step);
  if (const auto* expect = std::get_if<ExpectStep>(&step.action)) return Expect(*expect);
  if (std::holds_alternative<ShutdownStep>(step.action)) return Shutdown();
  if (const auto* read = std::get_if<ReadingStep>(&step.action)) {
    reading_ = read->reading == Reading::kStart;
    return stage_ == Stage::kBroken ? "\"read\" after \"expect reset\", the connection is gone"
                                    : "";
  }
  stage_ = Stage::kLeft;  // close, reset and vanish
  return "";
}

std::string StepOrder::Connect() {
  if (stopped_for_good_) return "\"connect\" after \"stop\", nothing of the target is left";
  const bool again = std::exchange(stage_, Stage::kOpen) != Stage::kBefore;
  return again ? "second \"connect\", a client has one connection" : "";
}

std::string StepOrder::Send(const Step& step) {
  const std::string name = StepName(step);
  if (stage_ == Stage::kHalfClosed) {
    return fmt::format("\"{}\" after \"shutdown\", which has ended the client's stream", name);
  }
  if (stage_ == Stage::kBroken) {
    return fmt::format("\"{}\" after \"expect reset\", the connection is gone", name);
  }
  if (server_gone_) {
    return fmt::format("\"{}\" after the server has been ended, nobody takes it", name);
  }
  if (std::holds_alternative<UrgentStep>(step.action)) {
    urgent_ = true;
  } else {
    sent_ = outstanding_ = true;
  }
  return "";
}

std::string StepOrder::Expect(const ExpectStep& step) {
  if (stage_ == Stage::kBroken) {
    return fmt::format("\"expect {}\" after \"expect reset\", the connection is gone",
                       ToString(step.what));
  }
  if (!reading_ && step.what != Expectation::kAcknowledged) {
    return fmt::format("\"expect {}\" while the client does not read, {} first",
                       ToString(step.what), R"({"read": "start"})");
  }
  switch (step.what) {
    case Expectation::kEcho:
      if (!sent_) return "\"expect echo\" with nothing sent";
      if (server_gone_) return "\"expect echo\" after the server has been ended";
      outstanding_ = false;
      return "";
    case Expectation::kEof:
      // RFC 862: the server goes on "until the calling user terminates the connection".
      if (stage_ == Stage::kOpen && !told_to_end_) {
        return "\"expect eof\" before \"shutdown\", an echo server ends after its client";
      }
      outstanding_ = false;
      return "";
    case Expectation::kQuiet:
      if (urgent_) return "\"expect quiet\" after \"urgent\", whose byte may come back";
      if (server_gone_) return "\"expect quiet\" after the server has been ended: its FIN comes";
      return outstanding_ ? "\"expect quiet\" while an echo is due, expect the echo first" : "";
    case Expectation::kReset:
      stage_ = Stage::kBroken;
      return "";
    case Expectation::kAcknowledged:
      return sent_ ? "" : "\"expect acknowledged\" with nothing sent";
  }
  return "";
}

std::string StepOrder::Shutdown() {
  if (stage_ == Stage::kHalfClosed) return "second \"shutdown\", the client's stream has ended";
  if (stage_ == Stage::kBroken)
    return "\"shutdown\" after \"expect reset\", the connection is gone";
  stage_ = Stage::kHalfClosed;
  return "";
}

}  // namespace echocheck
