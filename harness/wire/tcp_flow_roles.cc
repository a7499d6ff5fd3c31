// SPDX-License-Identifier: MIT
// What a segment of a flow is for: its role, and what it means beyond that.
#include <algorithm>

#include "harness/wire/tcp_flow.h"

namespace echocheck {

void TcpFlow::FindStart(const TcpSegment& segment, Side from) {
  if (!segment.Has(tcp_flag::kSyn)) {
    Of(from).GuessStart(segment.seq);
    const bool bytes = segment.payload_length > 0 || segment.Has(tcp_flag::kFin);
    if (bytes && !segment.Has(tcp_flag::kRst)) Of(from).SettleStart(segment.seq);
  }
  if (segment.Has(tcp_flag::kAck)) Of(OtherSide(from)).GuessStart(segment.ack);
}

TcpFlow::Reading TcpFlow::Read(const TcpSegment& segment, Side from) {
  if (segment.Has(tcp_flag::kRst)) return {SegmentRole::kReset};
  if (segment.Has(tcp_flag::kSyn)) return ReadSyn(segment, from);
  if (segment.payload_length > 0 || segment.Has(tcp_flag::kFin)) return ReadBytes(segment, from);
  return {ReadPureAck(segment, from)};
}

TcpFlow::Reading TcpFlow::ReadSyn(const TcpSegment& segment, Side from) {
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

TcpFlow::Reading TcpFlow::ReadBytes(const TcpSegment& segment, Side from) {
  using Found = StreamReassembler::Position;
  TcpSender& sender = Of(from);
  const TcpSender& peer = Of(OtherSide(from));
  const std::int64_t offset = sender.Offset(segment.seq);
  const std::int64_t next = sender.NextOffset();
  const bool has_fin = segment.Has(tcp_flag::kFin);
  const bool one_byte = segment.payload_length == 1 && !has_fin;
  const bool shut = peer.window_known && peer.window == 0;
  const bool keep_alive = one_byte && offset == next - 1 && sender.AllAcknowledged();

  const auto found = sender.stream.Add(offset, segment.payload_length, segment.captured());
  const std::int64_t end = offset + segment.payload_length;
  if (found == Found::kNext || found == Found::kBeyond) {
    sender.bytes_end = std::max(sender.bytes_end, end);
  }
  Reading reading;
  reading.first_fin = has_fin && !sender.fin && found != Found::kTooFar;
  if (reading.first_fin) sender.fin = end;

  if (one_byte && shut && (offset == next || offset == next - 1)) {
    reading.role = SegmentRole::kZeroWindowProbe;
  } else if (keep_alive) {
    reading.role = SegmentRole::kKeepAlive;
  } else if (found == Found::kBeyond || found == Found::kTooFar) {
    reading.role = SegmentRole::kOutOfOrder;
  } else if (found == Found::kNext) {
    reading.role = reading.first_fin ? SegmentRole::kDataFin : SegmentRole::kData;
  } else if (reading.first_fin) {
    reading.role = end > sender.stream.next() ? SegmentRole::kOutOfOrder : SegmentRole::kFin;
  } else {
    reading.role = SegmentRole::kRetransmission;
  }
  return reading;
}

SegmentRole TcpFlow::ReadPureAck(const TcpSegment& segment, Side from) const {
  if (!segment.Has(tcp_flag::kAck)) return SegmentRole::kAck;
  const TcpSender& sender = Of(from);
  const TcpSender& peer = Of(OtherSide(from));
  if (AnswersSynAlone(segment, from)) return SegmentRole::kAck;
  const std::int64_t ack = peer.Offset(segment.ack);
  if (peer.syn_seen() && peer.acknowledged < 1 && ack >= 1) return SegmentRole::kHandshakeAck;
  if (peer.fin && !peer.counts.fin_acknowledged && ack > *peer.fin) return SegmentRole::kFinAck;
  if (sender.Offset(segment.seq) == sender.NextOffset() - 1) {
    if (peer.window_known && peer.window == 0) return SegmentRole::kZeroWindowProbe;
    if (sender.acked_before && sender.AllAcknowledged()) return SegmentRole::kKeepAlive;
  }
  if (!sender.acked_before || ack != peer.acknowledged) return SegmentRole::kAck;
  return ReadSameAck(segment, from);
}

SegmentRole TcpFlow::ReadSameAck(const TcpSegment& segment, Side from) const {
  const TcpSender& sender = Of(from);
  const TcpSender& peer = Of(OtherSide(from));
  const unsigned shift = ScalingAgreed() ? sender.window_shift : 0;
  const std::uint32_t window = std::uint32_t{segment.window} << shift;
  if (sender.window_known && window != sender.window) return SegmentRole::kWindowUpdate;
  if (peer.last_role == SegmentRole::kKeepAlive) return SegmentRole::kKeepAliveAck;
  if (peer.last_role == SegmentRole::kZeroWindowProbe) return SegmentRole::kAck;
  return SegmentRole::kDuplicateAck;
}

// A SYN again, after the first one was refused: a server listens now. Behind a session that had
// begun it is a duplicate that the network delayed. Analysis goes on as in Wireshark, and the rest
// begins anew.
bool TcpFlow::BeginsNewSession(const TcpSegment& segment, Side from) const {
  return segment.Has(tcp_flag::kSyn) && !segment.Has(tcp_flag::kAck | tcp_flag::kRst) &&
         record_.segment_count > 0 && states_.Closed() && !Of(OtherSide(from)).syn_seen();
}

// An ACK alone, and no SYN+ACK before it, to a side that has sent nothing but SYNs since: that is
// no part of a handshake.
bool TcpFlow::AnswersSynAlone(const TcpSegment& segment, Side from) const {
  const bool ack_alone = segment.Has(tcp_flag::kAck) && segment.payload_length == 0 &&
                         !segment.Has(tcp_flag::kSyn | tcp_flag::kFin | tcp_flag::kRst);
  return ack_alone && !Of(from).syn_seen() && states_.Of(OtherSide(from)) == TcpState::kSynSent;
}

// RFC 9293, section 3.5.1: so answers who still has an old connection, with a number of that one. A
// number of this one means that the capture lacks the SYN+ACK.
bool TcpFlow::IsHalfOpenAck(const TcpSegment& segment, Side from) const {
  constexpr std::int64_t kMostUnseen = 65'536;  // a window that is not scaled, and the SYN
  const std::int64_t ack = Of(OtherSide(from)).Offset(segment.ack);
  return AnswersSynAlone(segment, from) && (ack < 1 || ack > kMostUnseen);
}

std::optional<SegmentNote> TcpFlow::NoteOn(const TcpSegment& segment,
                                           const SegmentAt& place) const {
  const bool same = place.repeated == RepeatedFrames::Finding::kSame ||
                    (place.repeated == RepeatedFrames::Finding::kPerhaps && repeated_.AllTwice());
  if (same) return SegmentNote::kSameFrame;
  if (IsHalfOpenAck(segment, place.from)) return SegmentNote::kHalfOpen;
  if (segment.Has(tcp_flag::kRst)) {
    const bool answers_it = half_open_ && states_.Of(place.from) == TcpState::kSynSent;
    return answers_it ? std::optional(SegmentNote::kHalfOpenReset) : std::nullopt;
  }
  if ((place.analysis & analysis_flag::kFastRetransmission) != 0) {
    return SegmentNote::kFastRetransmission;
  }
  if ((place.analysis & analysis_flag::kSpuriousRetransmission) != 0) {
    return SegmentNote::kNeedlessRetransmission;
  }
  return std::nullopt;
}

}  // namespace echocheck
