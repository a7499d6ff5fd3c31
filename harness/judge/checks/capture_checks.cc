// SPDX-License-Identifier: MIT
// capture.*: can what was seen on the wire be trusted.
#include "harness/judge/checks/check_families.h"
#include "harness/judge/facts/connections.h"

namespace echocheck {
namespace {

// A tool that lost frames must not blame the target for them. The capture proves itself: a marker
// before and after, no drop in the kernel, no frame cut.
std::optional<Conclusion> JudgeCaptureComplete(const CheckInput& input) {
  if (input.evidence.capture.state != CaptureState::kComplete) return WhyNoWire(input);
  return Pass(Say("checks.frames", {{"count", input.evidence.capture.frames}}));
}

}  // namespace

std::span<const Check> CaptureChecks() {
  static constexpr Check kChecks[] = {
      {CheckId::kCaptureComplete, Level::kInfo, "echocheck", JudgeCaptureComplete},
  };
  return kChecks;
}

}  // namespace echocheck
