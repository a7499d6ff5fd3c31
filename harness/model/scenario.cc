// SPDX-License-Identifier: MIT
#include "harness/model/scenario.h"

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
};

}  // namespace

std::string StepName(const Step& step) { return std::visit(StepNamer{}, step.action); }

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

}  // namespace echocheck
