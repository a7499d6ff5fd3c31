// SPDX-License-Identifier: MIT
#include "harness/report/flow_ending.h"

#include <fmt/format.h>

namespace echocheck {

std::optional<FlowEnding> HowItStayedOpen(const FlowRecord& flow, const Wording& words) {
  const auto over = [](TcpState state) {
    return state == TcpState::kClosed || state == TcpState::kTimeWait;
  };
  if (over(flow.client_state) && over(flow.server_state)) return std::nullopt;
  if (flow.server_state == TcpState::kCloseWait) {
    return FlowEnding{std::string(words.left_in[1]), true};
  }
  if (flow.client_state == TcpState::kCloseWait) {
    return FlowEnding{std::string(words.left_in[0]), true};
  }
  return FlowEnding{
      fmt::format(fmt::runtime(words.ends_in), fmt::arg("client", ToString(flow.client_state)),
                  fmt::arg("server", ToString(flow.server_state))),
      false};
}

}  // namespace echocheck
