// SPDX-License-Identifier: MIT
#include "harness/scenario/target_step_reader.h"

#include <fmt/format.h>

#include "harness/scenario/json_reader.h"

namespace echocheck {
namespace {

// Of a step that waits until the target has ended.
TargetSignal ReadEndingSignal(const JsonNode& node, Diagnosis& diagnosis) {
  const auto signal = ReadEnum<TargetSignal>(node, diagnosis);
  if (diagnosis.ok() && !EndsProcess(signal)) {
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

}  // namespace echocheck
