// SPDX-License-Identifier: MIT
#include "harness/report/explain.h"

#include <string_view>

#include "harness/report/ladder_texts.h"

namespace echocheck {
namespace {

TcpState SenderState(const FlowSegment& segment) {
  return segment.from == Side::kClient ? segment.client_state : segment.server_state;
}

bool IsOver(TcpState state) { return state == TcpState::kClosed || state == TcpState::kTimeWait; }

// Closing has three shapes, and the sender's state after its FIN tells which it was.
Meaning MeaningOfFin(const FlowSegment& segment) {
  const TcpState state = SenderState(segment);
  if (state == TcpState::kLastAck || IsOver(state)) return Meaning::kFinSecond;
  if (state == TcpState::kClosing) return Meaning::kFinAtOnce;
  return Meaning::kFinFirst;
}

Meaning MeaningOf(SegmentNote note) {
  switch (note) {
    case SegmentNote::kFastRetransmission:
      return Meaning::kFastRetransmission;
    case SegmentNote::kNeedlessRetransmission:
      return Meaning::kNeedlessRetransmission;
    case SegmentNote::kSameFrame:
      return Meaning::kSameFrame;
    case SegmentNote::kHalfOpen:
      return Meaning::kHalfOpen;
    case SegmentNote::kHalfOpenReset:
      return Meaning::kHalfOpenReset;
  }
  return Meaning::kSameFrame;
}

Meaning MeaningOf(const FlowSegment& segment, const FlowSegment* previous) {
  if (segment.note) return MeaningOf(*segment.note);
  switch (segment.role) {
    case SegmentRole::kSyn:
      return Meaning::kSyn;
    case SegmentRole::kSynAck:
      return Meaning::kSynAck;
    case SegmentRole::kHandshakeAck:
      return Meaning::kHandshakeAck;
    case SegmentRole::kData:
      return Meaning::kData;
    case SegmentRole::kDataFin:
      return Meaning::kDataFin;
    case SegmentRole::kFin:
      return MeaningOfFin(segment);
    case SegmentRole::kAck:
      return Meaning::kAck;
    case SegmentRole::kFinAck:
      return IsOver(segment.client_state) && IsOver(segment.server_state) ? Meaning::kLastAck
                                                                          : Meaning::kFinAck;
    case SegmentRole::kReset:
      return previous != nullptr && previous->role == SegmentRole::kSyn &&
                     segment.from == Side::kServer
                 ? Meaning::kRefused
                 : Meaning::kReset;
    case SegmentRole::kRetransmission:
      return Meaning::kRetransmission;
    case SegmentRole::kKeepAlive:
      return Meaning::kKeepAlive;
    case SegmentRole::kKeepAliveAck:
      return Meaning::kKeepAliveAck;
    case SegmentRole::kWindowUpdate:
      return Meaning::kWindowUpdate;
    case SegmentRole::kZeroWindowProbe:
      return Meaning::kZeroWindowProbe;
    case SegmentRole::kDuplicateAck:
      return Meaning::kDuplicateAck;
    case SegmentRole::kOutOfOrder:
      return Meaning::kOutOfOrder;
  }
  return Meaning::kAck;
}

// `sentence` with what `value` gives for each {name}. Pages explain twenty thousand segments, and a
// general formatter takes five times as long.
template <class Value>
std::string Fill(std::string_view sentence, Value value) {
  std::string text;
  ForEachPart(
      sentence, [&](std::string_view part) { text += part; },
      [&](std::string_view name) { text += value(name); });
  return text;
}

}  // namespace

std::string CountBytes(std::uint64_t count, Language language) {
  return Fill(LadderTexts::In(language).Bytes(count),
              [&](std::string_view) { return std::to_string(count); });
}

std::string Explain(const FlowSegment& segment, const FlowSegment* previous, Language language) {
  const LadderTexts& texts = LadderTexts::In(language);
  std::string text = Fill(texts.For(MeaningOf(segment, previous)), [&](std::string_view name) {
    if (name == "who") return std::string(texts.Who(segment.from, segment.actor));
    if (name == "window") return CountBytes(segment.window, language);
    // A relative acknowledgement number counts the SYN, too.
    const bool acknowledges = segment.role == SegmentRole::kAck && segment.ack > 0;
    return CountBytes(acknowledges ? segment.ack - 1 : segment.length, language);
  });
  // A reset's window means nothing.
  if (segment.window == 0 && (segment.flags & tcp_flag::kRst) == 0) {
    text += texts.For(Meaning::kZeroWindow);
  }
  return text;
}

}  // namespace echocheck
