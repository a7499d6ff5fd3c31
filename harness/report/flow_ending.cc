// SPDX-License-Identifier: MIT
#include "harness/report/flow_ending.h"

#include "harness/words/sentence.h"

namespace echocheck {

std::optional<FlowEnding> HowItStayedOpen(const FlowRecord& flow, Language language) {
  const auto over = [](TcpState state) {
    return state == TcpState::kClosed || state == TcpState::kTimeWait;
  };
  if (over(flow.client_state) && over(flow.server_state)) return std::nullopt;
  if (flow.server_state == TcpState::kCloseWait) {
    return FlowEnding{ToText(Say("ladder.left_server"), language), true};
  }
  if (flow.client_state == TcpState::kCloseWait) {
    return FlowEnding{ToText(Say("ladder.left_client"), language), true};
  }
  const Sentence ends_in = Say("ladder.ends_in", {{"client", ToString(flow.client_state)},
                                                  {"server", ToString(flow.server_state)}});
  return FlowEnding{ToText(ends_in, language), false};
}

}  // namespace echocheck
