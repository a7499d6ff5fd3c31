// SPDX-License-Identifier: MIT
// The role of a segment: what the stream in order says of it, not its number alone.
#include <algorithm>

#include "harness/wire/segment_classifier.h"

namespace echocheck {

void SegmentClassifier::FindStart(const TcpSegment& segment, Side from) {
  if (!segment.Has(tcp_flag::kSyn)) {
    Of(from).GuessStart(segment.seq);
    const bool bytes = segment.payload_length > 0 || segment.Has(tcp_flag::kFin);
    if (bytes && !segment.Has(tcp_flag::kRst)) Of(from).SettleStart(segment.seq);
  }
  if (segment.Has(tcp_flag::kAck)) Of(OtherSide(from)).GuessStart(segment.ack);
}

// The next number is the first one that the stream in order lacks, an acknowledgement the highest
// so far, a window the last one but an RST's. Where FindStart() has guessed the number, the sender
// has begun.
SequenceView SegmentClassifier::ViewOf(const TcpSegment& segment, Side from) const {
  const TcpSender& sender = Of(from);
  const TcpSender& peer = Of(OtherSide(from));
  SequenceView view;
  view.ahead = sender.Offset(segment.seq) - sender.NextOffset();
  view.receiver_shut = peer.window_known && peer.window == 0;
  view.same_ack = sender.acked_before && peer.Offset(segment.ack) == peer.acknowledged;
  view.same_window = !sender.window_known || WindowOf(segment, from) == sender.window;
  return view;
}

SegmentClassifier::Finding SegmentClassifier::Read(const TcpSegment& segment, Side from) {
  if (segment.Has(tcp_flag::kRst)) return {SegmentRole::kReset};
  if (segment.Has(tcp_flag::kSyn)) return ReadSyn(segment, from);
  if (segment.payload_length > 0 || segment.Has(tcp_flag::kFin)) return ReadBytes(segment, from);
  return {ReadPureAck(segment, from)};
}

SegmentClassifier::Finding SegmentClassifier::ReadSyn(const TcpSegment& segment, Side from) {
  TcpSender& sender = Of(from);
  const bool with_ack = segment.Has(tcp_flag::kAck);
  if (!sender.TakeSyn(segment.seq)) {
    if (!with_ack && states_.Of(OtherSide(from)) == TcpState::kListen) {
      states_.SynSent(from, with_ack);  // what it answered before was an old connection
    }
    return {SegmentRole::kRetransmission};
  }
  sender.offers_scaling = segment.options.has_window_scale;
  sender.window_shift = segment.options.window_scale;
  states_.SynSent(from, with_ack);
  if (segment.payload_length > 0) {  // TCP Fast Open (RFC 7413)
    sender.stream.Add(1, segment.payload_length, segment.captured());
    sender.bytes_end = 1 + std::int64_t{segment.payload_length};
  }
  return {with_ack ? SegmentRole::kSynAck : SegmentRole::kSyn};
}

SegmentClassifier::Finding SegmentClassifier::ReadBytes(const TcpSegment& segment, Side from) {
  using Found = StreamReassembler::Position;
  TcpSender& sender = Of(from);
  const SequenceView view = ViewOf(segment, from);
  const bool has_fin = segment.Has(tcp_flag::kFin);
  const bool below_next = IsOneBelowNext(segment, view);
  const bool keep_alive = below_next && sender.AllAcknowledged();

  const std::int64_t offset = sender.Offset(segment.seq);
  const auto found = sender.stream.Add(offset, segment.payload_length, segment.captured());
  const std::int64_t end = offset + segment.payload_length;
  if (found == Found::kNext || found == Found::kBeyond) {
    sender.bytes_end = std::max(sender.bytes_end, end);
  }
  Finding finding;
  finding.first_fin = has_fin && !sender.fin && found != Found::kTooFar;
  if (finding.first_fin) sender.fin = end;

  if ((below_next && view.receiver_shut) || (IsByteForZeroWindow(segment, view) && !has_fin)) {
    finding.role = SegmentRole::kZeroWindowProbe;
  } else if (keep_alive) {
    finding.role = SegmentRole::kKeepAlive;
  } else if (found == Found::kBeyond || found == Found::kTooFar) {
    finding.role = SegmentRole::kOutOfOrder;
  } else if (found == Found::kNext) {
    finding.role = finding.first_fin ? SegmentRole::kDataFin : SegmentRole::kData;
  } else if (finding.first_fin) {
    finding.role = end > sender.stream.next() ? SegmentRole::kOutOfOrder : SegmentRole::kFin;
  } else {
    finding.role = SegmentRole::kRetransmission;
  }
  return finding;
}

SegmentRole SegmentClassifier::ReadPureAck(const TcpSegment& segment, Side from) const {
  if (!segment.Has(tcp_flag::kAck)) return SegmentRole::kAck;
  const TcpSender& sender = Of(from);
  const TcpSender& peer = Of(OtherSide(from));
  if (AnswersSynAlone(segment, from)) return SegmentRole::kAck;
  const std::int64_t ack = peer.Offset(segment.ack);
  if (peer.syn_seen() && peer.acknowledged < 1 && ack >= 1) return SegmentRole::kHandshakeAck;
  if (peer.fin && !peer.fin_acknowledged && ack > *peer.fin) return SegmentRole::kFinAck;
  const SequenceView view = ViewOf(segment, from);
  if (IsOneBelowNext(segment, view)) {
    if (view.receiver_shut) return SegmentRole::kZeroWindowProbe;
    if (sender.acked_before && sender.AllAcknowledged()) return SegmentRole::kKeepAlive;
  }
  return view.same_ack ? ReadSameAck(segment, view, from) : SegmentRole::kAck;
}

SegmentRole SegmentClassifier::ReadSameAck(const TcpSegment& segment, const SequenceView& view,
                                           Side from) const {
  if (!RepeatsAck(segment, view)) return SegmentRole::kWindowUpdate;
  const TcpSender& peer = Of(OtherSide(from));
  if (peer.last_role == SegmentRole::kKeepAlive) return SegmentRole::kKeepAliveAck;
  if (peer.last_role == SegmentRole::kZeroWindowProbe) return SegmentRole::kAck;
  return SegmentRole::kDuplicateAck;
}

}  // namespace echocheck
