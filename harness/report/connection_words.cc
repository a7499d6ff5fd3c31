// SPDX-License-Identifier: MIT
#include "harness/report/connection_words.h"

#include <string_view>

#include <fmt/format.h>

#include "harness/words/sentence.h"

namespace echocheck {
namespace {

const FlowDirection& FromSide(const FlowRecord& flow, Side side) {
  return side == Side::kClient ? flow.from_client : flow.from_server;
}

std::string_view OpeningText(const FlowRecord& flow) {
  constexpr std::uint8_t kBothSyns = completeness::kSyn | completeness::kSynAck;
  if (!flow.from_client.syn_frame && !flow.from_server.syn_frame) return "explain.before_capture";
  if (!flow.from_client.syn_frame) return "explain.syn_ack_seen";
  if (flow.from_server.syn_frame) {
    if ((flow.completeness & kBothSyns) != kBothSyns) return "explain.both_syns";
    constexpr std::uint8_t kConfirmed = completeness::kAck | completeness::kData;
    return (flow.completeness & kConfirmed) != 0 ? "explain.handshake" : "explain.no_last_ack";
  }
  if (flow.from_server.rst_frame) return "explain.refused";
  return flow.from_server.segments > 0 ? "explain.no_syn_ack" : "explain.unanswered";
}

Sentence NameOf(Side side) {
  return Say(side == Side::kClient ? "explain.client" : "explain.server");
}

Sentence ResetBy(Side side) { return Say("explain.rst", {{"who", NameOf(side)}}); }

// Precondition: there is a FIN.
Sentence FinsOf(const FlowRecord& flow) {
  const Side first = *flow.first_fin;
  const Side second = first == Side::kClient ? Side::kServer : Side::kClient;
  if (FromSide(flow, second).fin_frame) {
    return Say("explain.fin_both", {{"first", NameOf(first)}, {"second", NameOf(second)}});
  }
  return Say(flow.first_rst ? "explain.fin" : "explain.fin_alone", {{"first", NameOf(first)}});
}

}  // namespace

std::string HowOpened(const FlowRecord& flow, Language language) {
  return ToText(Say(OpeningText(flow)), language);
}

std::string HowClosed(const FlowRecord& flow, Language language) {
  if (!flow.first_fin && !flow.first_rst) return ToText(Say("explain.still_open"), language);
  if (!flow.first_fin) return ToText(ResetBy(*flow.first_rst), language);
  const Sentence fins = FinsOf(flow);
  if (!flow.first_rst) return ToText(fins, language);
  return ToText(Say("explain.fin_rst", {{"fin", fins}, {"rst", ResetBy(*flow.first_rst)}}),
                language);
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
