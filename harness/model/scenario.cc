// SPDX-License-Identifier: MIT
#include "harness/model/scenario.h"

#include <algorithm>

namespace echocheck {
namespace {

struct StepNamer {
  std::string operator()(const ConnectStep& /*step*/) const { return "connect"; }
  std::string operator()(const SendStep& /*step*/) const { return "send"; }
  std::string operator()(const ExpectStep& step) const {
    return "expect " + std::string(ToString(step.what));
  }
  std::string operator()(const ShutdownStep& /*step*/) const { return "shutdown"; }
  std::string operator()(const CloseStep& /*step*/) const { return "close"; }
  std::string operator()(const ResetStep& /*step*/) const { return "reset"; }
  std::string operator()(const PauseStep& /*step*/) const { return "pause"; }
  std::string operator()(const MeetStep& step) const { return "meet " + step.meeting; }
  std::string operator()(const UrgentStep& /*step*/) const { return "urgent"; }
  std::string operator()(const VanishStep& /*step*/) const { return "vanish"; }
  std::string operator()(const ReadingStep& step) const {
    return "read " + std::string(ToString(step.reading));
  }
  std::string operator()(const SignalStep& step) const {
    return "signal " + std::string(ToString(step.signal));
  }
  std::string operator()(const StopStep& step) const {
    return "stop " + std::string(ToString(step.signal));
  }
  std::string operator()(const RestartStep& step) const {
    return "restart " + std::string(ToString(step.signal));
  }
  std::string operator()(const HoldStep& /*step*/) const { return "hold"; }
  std::string operator()(const HeldStep& /*step*/) const { return "held"; }
  std::string operator()(const ReleaseStep& /*step*/) const { return "release"; }
  std::string operator()(const SampleStep& step) const { return "sample " + step.name; }
  std::string operator()(const IdleStep& /*step*/) const { return "idle"; }
};

}  // namespace

std::string StepName(const Step& step) { return std::visit(StepNamer{}, step.action); }

bool EndsProcess(TargetSignal signal) {
  return signal != TargetSignal::kStop && signal != TargetSignal::kContinue;
}

bool Scenario::HoldsTarget() const {
  for (const ClientScript& client : clients) {
    for (const Step& step : client.steps) {
      if (std::holds_alternative<HoldStep>(step.action)) return true;
    }
  }
  return false;
}

std::uint64_t Scenario::ConnectionCount() const {
  std::uint64_t total = 0;
  for (const ClientScript& client : clients) total += client.count;
  return total;
}

std::uint64_t Scenario::PayloadBytes() const {
  std::uint64_t total = 0;
  for (const ClientScript& client : clients) {
    for (const Step& step : client.steps) {
      if (const auto* send = std::get_if<SendStep>(&step.action)) {
        total += send->payload.size() * client.count;
      }
    }
  }
  return total;
}

std::uint64_t Scenario::Rounds() const {
  std::uint64_t most = 0;
  for (const ClientScript& client : clients) {
    const std::uint64_t at_once = client.at_once == 0 ? client.count : client.at_once;
    if (at_once > 0) most = std::max(most, (client.count + at_once - 1) / at_once);
  }
  return most;
}

}  // namespace echocheck
