// SPDX-License-Identifier: MIT
#include "harness/scenario/target_step_reader.h"

#include <fmt/format.h>

#include "harness/scenario/json_reader.h"

namespace echocheck {
namespace {

// Of a step that waits until the target has ended.
TargetSignal ReadEndingSignal(const JsonNode& node, Diagnosis& diagnosis) {
  const auto signal = ReadEnum<TargetSignal>(node, diagnosis);
  if (diagnosis.ok() && !EndsTarget(signal)) {
    diagnosis.Reject(
        node, fmt::format(R"("{}" ends no process, expected "SIGTERM", "SIGINT" or "SIGKILL")",
                          ToString(signal)));
  }
  return signal;
}

}  // namespace

Step ReadSignal(const JsonNode& node, Diagnosis& diagnosis) {
  return {SignalStep{ReadEnum<TargetSignal>(node, diagnosis)}, std::nullopt};
}

Step ReadStop(const JsonNode& node, Diagnosis& diagnosis) {
  return {StopStep{ReadEndingSignal(node, diagnosis)}, std::nullopt};
}

Step ReadRestart(const JsonNode& node, Diagnosis& diagnosis) {
  return {RestartStep{ReadEndingSignal(node, diagnosis)}, std::nullopt};
}

Step ReadSample(const JsonNode& node, Diagnosis& diagnosis) {
  return {SampleStep{ReadName(node, diagnosis)}, std::nullopt};
}

Step ReadIdle(const JsonNode& node, Diagnosis& diagnosis) {
  IdleStep idle;
  ObjectReader object(node, {"ms"}, diagnosis);
  if (const JsonNode* duration = object.Require("ms")) {
    idle.duration = ReadMilliseconds(*duration, diagnosis);
  }
  return {idle, std::nullopt};
}

bool IsTargetStep(const Step& step) {
  return std::holds_alternative<SignalStep>(step.action) ||
         std::holds_alternative<StopStep>(step.action) ||
         std::holds_alternative<RestartStep>(step.action) ||
         std::holds_alternative<HoldStep>(step.action) ||
         std::holds_alternative<HeldStep>(step.action) ||
         std::holds_alternative<ReleaseStep>(step.action) ||
         std::holds_alternative<SampleStep>(step.action) ||
         std::holds_alternative<IdleStep>(step.action);
}

bool EndsTarget(TargetSignal signal) {
  switch (signal) {
    case TargetSignal::kStop:
    case TargetSignal::kContinue:
      return false;
    case TargetSignal::kTerminate:
    case TargetSignal::kInterrupt:
    case TargetSignal::kKill:
      return true;
  }
  return false;
}

}  // namespace echocheck
