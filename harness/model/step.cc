// SPDX-License-Identifier: MIT
#include "harness/model/step.h"

namespace echocheck {

StepKind ExpectStep::kind() const {
  switch (what) {
    case Expectation::kEcho:
      return StepKind::kExpectEcho;
    case Expectation::kEof:
      return StepKind::kExpectEof;
    case Expectation::kQuiet:
      return StepKind::kExpectQuiet;
    case Expectation::kReset:
      return StepKind::kExpectReset;
    case Expectation::kAcknowledged:
      return StepKind::kExpectAcknowledged;
  }
  return StepKind::kExpectEcho;
}

StepKind ReadingStep::kind() const {
  return reading == Reading::kStart ? StepKind::kReadStart : StepKind::kReadStop;
}

StepKind KindOf(const Step& step) {
  return std::visit(
      []<class Action>(const Action& action) {
        if constexpr (requires { action.kind(); }) {
          return action.kind();
        } else {
          return Action::kKind;
        }
      },
      step.action);
}

std::string ArgumentOf(const Step& step) {
  return std::visit(
      [](const auto& action) {
        if constexpr (requires { action.Argument(); }) {
          return action.Argument();
        } else {
          return std::string();
        }
      },
      step.action);
}

std::string StepName(StepKind kind, std::string_view argument) {
  std::string name(ToString(kind));
  if (!argument.empty()) name.append(1, ' ').append(argument);
  return name;
}

std::string StepName(const Step& step) { return StepName(KindOf(step), ArgumentOf(step)); }

std::optional<std::pair<StepKind, std::string>> ParseStepName(std::string_view name) {
  if (const auto kind = FromString<StepKind>(name)) return std::pair(*kind, std::string());
  const std::size_t space = name.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const auto kind = FromString<StepKind>(name.substr(0, space));
  if (!kind) return std::nullopt;
  return std::pair(*kind, std::string(name.substr(space + 1)));
}

bool EndsProcess(TargetSignal signal) {
  return signal != TargetSignal::kStop && signal != TargetSignal::kContinue;
}

}  // namespace echocheck
