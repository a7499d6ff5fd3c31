// SPDX-License-Identifier: MIT
#include "harness/report/connection_words.h"

#include <string_view>

#include <fmt/format.h>

namespace echocheck {
namespace {

const FlowDirection& FromSide(const FlowRecord& flow, Side side) {
  return side == Side::kClient ? flow.from_client : flow.from_server;
}

}  // namespace

std::string HowOpened(const FlowRecord& flow) {
  constexpr std::uint8_t kBothSyns = completeness::kSyn | completeness::kSynAck;
  if (!flow.from_client.syn_frame && !flow.from_server.syn_frame) return "before the capture";
  if (!flow.from_client.syn_frame) return "SYN+ACK seen, no SYN";
  if (flow.from_server.syn_frame) {
    if ((flow.completeness & kBothSyns) != kBothSyns) return "SYN by both at once";
    constexpr std::uint8_t kConfirmed = completeness::kAck | completeness::kData;
    return (flow.completeness & kConfirmed) != 0 ? "handshake" : "handshake without its last ACK";
  }
  if (flow.from_server.rst_frame) return "SYN refused";
  return flow.from_server.segments > 0 ? "SYN seen, no SYN+ACK" : "SYN without an answer";
}

std::string HowClosed(const FlowRecord& flow) {
  std::string fins;
  if (flow.first_fin) {
    const Side first = *flow.first_fin;
    const Side second = first == Side::kClient ? Side::kServer : Side::kClient;
    fins = fmt::format("FIN by {}", ToString(first));
    if (FromSide(flow, second).fin_frame)
      fins += fmt::format(", then {}", ToString(second));
    else if (!flow.first_rst)
      fins += " alone";
  }
  if (!flow.first_rst) return fins.empty() ? "still open" : fins;
  const std::string reset = fmt::format("RST by {}", ToString(*flow.first_rst));
  return fins.empty() ? reset : fins + ", " + reset;
}

std::string CompletenessWords(std::uint8_t value) {
  constexpr std::uint8_t kSyn = completeness::kSyn;
  constexpr std::uint8_t kSynAck = kSyn | completeness::kSynAck;
  constexpr std::uint8_t kOpen = kSynAck | completeness::kAck;
  constexpr std::uint8_t kWithData = kOpen | completeness::kData;
  constexpr std::uint8_t kEnd = completeness::kFin | completeness::kRst;
  const bool ended = (value & kEnd) != 0;
  const auto begin = static_cast<std::uint8_t>(value & ~kEnd);
  std::string_view words = "Incomplete";
  if (begin == kWithData) words = ended ? "Complete, WITH_DATA" : "Incomplete, DATA";
  if (begin == kOpen) words = ended ? "Complete, NO_DATA" : "Incomplete, ESTABLISHED";
  if (value == kSynAck) words = "Incomplete, CLIENT_ESTABLISHED";
  if (value == kSyn) words = "Incomplete, SYN_SENT";
  return fmt::format("{} ({})", words, value);
}

std::uint64_t OddityOf(const FlowRecord& flow) {
  std::uint64_t oddity = 0;
  for (const FlowDirection* each : {&flow.from_client, &flow.from_server}) {
    oddity += each->retransmissions + each->out_of_order + each->duplicate_acks +
              each->zero_windows + each->keep_alives + each->resets;
  }
  const bool ended = flow.first_rst || (flow.from_client.fin_frame && flow.from_server.fin_frame);
  return oddity + (ended ? 0 : 1) + (flow.handshake_seen ? 0 : 1);
}

}  // namespace echocheck
