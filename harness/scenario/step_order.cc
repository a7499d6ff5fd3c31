// SPDX-License-Identifier: MIT
#include "harness/scenario/step_order.h"

#include <utility>

#include <fmt/format.h>

namespace echocheck {

std::string StepOrder::Follow(const Step& step) {
  const bool needs_connection = !std::holds_alternative<ConnectStep>(step.action) &&
                                !std::holds_alternative<PauseStep>(step.action) &&
                                !std::holds_alternative<MeetStep>(step.action);
  if (stage_ == Stage::kLeft) {
    return fmt::format("\"{}\" after the client has left, nothing follows \"close\" or \"reset\"",
                       StepName(step));
  }
  if (stage_ == Stage::kBefore && needs_connection) {
    return fmt::format("\"{}\" before \"connect\"", StepName(step));
  }
  if (std::holds_alternative<ConnectStep>(step.action)) return Connect();
  if (std::holds_alternative<SendStep>(step.action)) return Send();
  if (const auto* expect = std::get_if<ExpectStep>(&step.action)) return Expect(expect->what);
  if (std::holds_alternative<ShutdownStep>(step.action)) return Shutdown();
  if (needs_connection) stage_ = Stage::kLeft;  // what is left is close and reset
  return "";
}

std::string StepOrder::Connect() {
  const bool again = std::exchange(stage_, Stage::kOpen) != Stage::kBefore;
  return again ? "second \"connect\", a client has one connection" : "";
}

std::string StepOrder::Send() {
  if (stage_ == Stage::kHalfClosed) {
    return "\"send\" after \"shutdown\", which has ended the client's stream";
  }
  if (stage_ == Stage::kBroken) return "\"send\" after \"expect reset\", the connection is gone";
  sent_ = outstanding_ = true;
  return "";
}

std::string StepOrder::Expect(Expectation what) {
  if (stage_ == Stage::kBroken) {
    return fmt::format("\"expect {}\" after \"expect reset\", the connection is gone",
                       ToString(what));
  }
  switch (what) {
    case Expectation::kEcho:
      if (!sent_) return "\"expect echo\" with nothing sent";
      outstanding_ = false;
      return "";
    case Expectation::kEof:
      // RFC 862: the server goes on "until the calling user terminates the connection".
      if (stage_ == Stage::kOpen) {
        return "\"expect eof\" before \"shutdown\", an echo server ends after its client";
      }
      outstanding_ = false;
      return "";
    case Expectation::kQuiet:
      return outstanding_ ? "\"expect quiet\" while an echo is due, expect the echo first" : "";
    case Expectation::kReset:
      stage_ = Stage::kBroken;
      return "";
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
