// SPDX-License-Identifier: MIT
#include "harness/pattern/normal_view.h"

namespace echocheck {
namespace {

Side Other(Side side) { return side == Side::kClient ? Side::kServer : Side::kClient; }

bool HasFlag(const FlowSegment& segment, std::uint8_t flag) { return (segment.flags & flag) != 0; }

// Sequence numbers wrap, relative ones too: RFC 9293, section 3.4.
bool AtOrAfter(std::uint32_t a, std::uint32_t b) { return static_cast<std::int32_t>(a - b) >= 0; }

}  // namespace

PatternEvents ExactEvents(const FlowSegment& segment) {
  PatternEvents events;
  PatternEvent& event = events.list[events.count++];
  event.side = segment.from;
  event.flags = segment.flags;
  event.segment_class = segment.length > 0 ? SegmentClass::kData : SegmentClass::kOther;
  return events;
}

std::array<bool, 2> NormalView::AckOwed() const {
  return {senders_[1].owed_ack.has_value(), senders_[0].owed_ack.has_value()};
}

PatternEvents NormalView::Take(const FlowSegment& segment) {
  PatternEvents events;
  TakeSegment(segment, events);
  TakeAck(segment);
  return events;
}

// Every segment acknowledges, also one that the pattern never sees.
void NormalView::TakeAck(const FlowSegment& segment) {
  if (reset_ || HasFlag(segment, tcp_flag::kRst)) {
    reset_ = true;
    for (Sender& sender : senders_) sender.owed_ack.reset();
    return;
  }
  auto& owed = Of(Other(segment.from)).owed_ack;
  if (owed && HasFlag(segment, tcp_flag::kAck) && AtOrAfter(segment.ack, *owed)) owed.reset();
}

void NormalView::TakeSegment(const FlowSegment& segment, PatternEvents& events) {
  const std::uint32_t end = segment.seq + segment.length + 1;  // behind a SYN or a FIN
  switch (segment.role) {
    case SegmentRole::kSyn:
    case SegmentRole::kSynAck:
      return AddSyn(segment, events);
    case SegmentRole::kHandshakeAck:
      Add(segment, SegmentClass::kAck, events);
      return;
    case SegmentRole::kData:
      return AddData(segment, events);
    case SegmentRole::kDataFin:
      AddData(segment, events);
      return AddFin(segment, end, events);
    case SegmentRole::kFin:
      return AddFin(segment, end, events);
    case SegmentRole::kAck:
      return AddAck(segment, events);
    case SegmentRole::kFinAck: {
      PatternEvent& event = Add(segment, SegmentClass::kAck, events);
      // The kernel may acknowledge the FIN at once or with the FIN of its own program.
      event.optional = !Of(segment.from).finished;
      return;
    }
    case SegmentRole::kReset:
      Add(segment, SegmentClass::kReset, events);
      return;
    case SegmentRole::kOutOfOrder:
      // Bytes count when they come. A FIN comes to pass only once the bytes before it are there.
      if (segment.length > 0) AddData(segment, events);
      if (HasFlag(segment, tcp_flag::kFin)) Of(segment.from).early_fin = end;
      return;
    case SegmentRole::kRetransmission:
    case SegmentRole::kKeepAlive:
    case SegmentRole::kKeepAliveAck:
    case SegmentRole::kWindowUpdate:
    case SegmentRole::kZeroWindowProbe:
    case SegmentRole::kDuplicateAck:
      return;
  }
}

void NormalView::AddSyn(const FlowSegment& segment, PatternEvents& events) {
  const bool second = segment.role == SegmentRole::kSynAck;
  Add(segment, second ? SegmentClass::kSynAck : SegmentClass::kSyn, events);
  // A SYN is answered by a SYN of the other side; only that one is owed an ACK by itself.
  if (second) Of(segment.from).owed_ack = segment.seq + 1;
  if (segment.length > 0) AddData(segment, events);  // TCP Fast Open
}

void NormalView::AddAck(const FlowSegment& segment, PatternEvents& events) {
  // A pure ACK floats. Without any flag it is nothing that TCP knows, and must not pass unseen.
  if (!HasFlag(segment, tcp_flag::kAck)) Add(segment, SegmentClass::kOther, events);
}

void NormalView::AddData(const FlowSegment& segment, PatternEvents& events) {
  PatternEvent& event = Add(segment, SegmentClass::kData, events);
  event.burst = true;
  event.optional = burst_ == segment.from;
  burst_ = segment.from;
  Sender& sender = Of(segment.from);
  if (sender.early_fin && segment.role == SegmentRole::kData) {
    AddFin(segment, *sender.early_fin, events);
  }
}

void NormalView::AddFin(const FlowSegment& segment, std::uint32_t end, PatternEvents& events) {
  Sender& sender = Of(segment.from);
  Add(segment, SegmentClass::kFin, events);
  sender.early_fin.reset();
  sender.finished = true;
  sender.owed_ack = end;
}

PatternEvent& NormalView::Add(const FlowSegment& segment, SegmentClass segment_class,
                              PatternEvents& events) {
  PatternEvent& event = events.list.at(events.count++);
  event.side = segment.from;
  event.segment_class = segment_class;
  event.flags = segment.flags;
  event.ack_owed = AckOwed();
  return event;
}

}  // namespace echocheck
