// SPDX-License-Identifier: MIT
// Which sentence of the table a segment gets.
#include <cstddef>
#include <string>
#include <string_view>

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

std::string_view SentenceFor(SegmentNote note, const Wording& words) {
  switch (note) {
    case SegmentNote::kFastRetransmission:
      return words.fast_retransmission;
    case SegmentNote::kNeedlessRetransmission:
      return words.needless_retransmission;
    case SegmentNote::kSameFrame:
      return words.same_frame;
    case SegmentNote::kHalfOpen:
      return words.half_open;
    case SegmentNote::kHalfOpenReset:
      return words.half_open_reset;
  }
  return words.same_frame;
}

std::string_view SentenceFor(const FlowSegment& segment, const FlowSegment* previous,
                             const Wording& words) {
  if (segment.note) return SentenceFor(*segment.note, words);
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

// `sentence` with what `value` gives for each {name}. Pages explain twenty thousand segments, and a
// general formatter takes five times as long.
template <class Value>
std::string Fill(std::string_view sentence, Value value) {
  std::string text;
  for (;;) {
    const std::size_t open = sentence.find('{');
    text += sentence.substr(0, open);
    if (open == std::string_view::npos) return text;
    const std::size_t close = sentence.find('}', open);
    text += value(sentence.substr(open + 1, close - open - 1));
    sentence.remove_prefix(close + 1);
  }
}

}  // namespace

std::string CountBytes(std::uint64_t count, const Wording& words) {
  if (count == 1) return std::string(words.one_byte);
  return Fill(words.bytes, [&](std::string_view) { return std::to_string(count); });
}

std::string Explain(const FlowSegment& segment, const FlowSegment* previous, const Wording& words) {
  std::string text = Fill(SentenceFor(segment, previous, words), [&](std::string_view name) {
    if (name == "who") {
      return std::string(words.actors[static_cast<std::size_t>(segment.from)]
                                     [static_cast<std::size_t>(segment.actor)]);
    }
    if (name == "window") return CountBytes(segment.window, words);
    // A relative acknowledgement number counts the SYN, too.
    const bool acknowledges = segment.role == SegmentRole::kAck && segment.ack > 0;
    return CountBytes(acknowledges ? segment.ack - 1 : segment.length, words);
  });
  // A reset's window means nothing.
  if (segment.window == 0 && (segment.flags & tcp_flag::kRst) == 0) text += words.zero_window;
  return text;
}

}  // namespace echocheck
