// SPDX-License-Identifier: MIT
// Which sentence of the table a segment gets.
#include <fmt/format.h>

#include "harness/report/wording.h"

namespace echocheck {
namespace {

TcpState SenderState(const FlowSegment& segment) {
  return segment.from == Side::kClient ? segment.client_state : segment.server_state;
}

bool IsOver(TcpState state) { return state == TcpState::kClosed || state == TcpState::kTimeWait; }

// Closing has three shapes, and the sender's state after its FIN tells which it was.
std::string_view FinSentence(const FlowSegment& segment, const Wording& words) {
  const TcpState state = SenderState(segment);
  if (state == TcpState::kLastAck || IsOver(state)) return words.fin_second;
  if (state == TcpState::kClosing) return words.fin_at_once;
  return words.fin_first;
}

std::string_view SentenceFor(const FlowSegment& segment, const FlowSegment* previous,
                             const Wording& words) {
  switch (segment.role) {
    case SegmentRole::kSyn:
      return words.syn;
    case SegmentRole::kSynAck:
      return words.syn_ack;
    case SegmentRole::kHandshakeAck:
      return words.handshake_ack;
    case SegmentRole::kData:
      return words.data;
    case SegmentRole::kDataFin:
      return words.data_fin;
    case SegmentRole::kFin:
      return FinSentence(segment, words);
    case SegmentRole::kAck:
      return words.ack;
    case SegmentRole::kFinAck:
      return IsOver(segment.client_state) && IsOver(segment.server_state) ? words.last_ack
                                                                          : words.fin_ack;
    case SegmentRole::kReset:
      return previous != nullptr && previous->role == SegmentRole::kSyn &&
                     segment.from == Side::kServer
                 ? words.refused
                 : words.reset;
    case SegmentRole::kRetransmission:
      return words.retransmission;
    case SegmentRole::kKeepAlive:
      return words.keep_alive;
    case SegmentRole::kKeepAliveAck:
      return words.keep_alive_ack;
    case SegmentRole::kWindowUpdate:
      return words.window_update;
    case SegmentRole::kZeroWindowProbe:
      return words.zero_window_probe;
    case SegmentRole::kDuplicateAck:
      return words.duplicate_ack;
    case SegmentRole::kOutOfOrder:
      return words.out_of_order;
  }
  return words.ack;
}

}  // namespace

std::string CountOctets(std::uint64_t count, const Wording& words) {
  if (count == 1) return std::string(words.one_octet);
  return fmt::format(fmt::runtime(words.octets), fmt::arg("count", count));
}

std::string Explain(const FlowSegment& segment, const FlowSegment* previous, const Wording& words) {
  // A relative acknowledgement number counts the SYN, too.
  const bool acknowledges = segment.role == SegmentRole::kAck && segment.ack > 0;
  const std::uint64_t octets = acknowledges ? segment.ack - 1 : segment.length;
  std::string text =
      fmt::format(fmt::runtime(SentenceFor(segment, previous, words)),
                  fmt::arg("who", words.actors[static_cast<std::size_t>(segment.from)]
                                              [static_cast<std::size_t>(segment.actor)]),
                  fmt::arg("octets", CountOctets(octets, words)),
                  fmt::arg("window", CountOctets(segment.window, words)));
  // A reset's window means nothing.
  if (segment.window == 0 && (segment.flags & tcp_flag::kRst) == 0) text += words.zero_window;
  return text;
}

}  // namespace echocheck
