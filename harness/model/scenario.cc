// SPDX-License-Identifier: MIT
#include "harness/model/scenario.h"

#include <algorithm>

namespace echocheck {

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
