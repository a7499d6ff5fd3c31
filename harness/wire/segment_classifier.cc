// SPDX-License-Identifier: MIT
#include "harness/wire/segment_classifier.h"

#include <algorithm>

namespace echocheck {

SegmentClassifier::SegmentClassifier(const Birth& birth)
    : senders_{TcpSender(birth.hash_streams), TcpSender(birth.hash_streams)},
      analysis_(birth.ports_reused) {
  if (!birth.syn_first) states_.AssumeEstablished();
}

bool SegmentClassifier::IsNextConnection(const TcpSegment& segment, Side from) const {
  if (!segment.Has(tcp_flag::kSyn) || segment.Has(tcp_flag::kAck | tcp_flag::kRst)) return false;
  // Also when no end of the last one was seen: the capture may lack it, and a SYN with another
  // number never belongs to a connection that is open.
  return Of(from).IsOtherSyn(segment.seq) || (!Of(from).syn_seen() && states_.Closed());
}

SegmentReading SegmentClassifier::Take(const TcpSegment& segment, Side from, Nanoseconds time) {
  SegmentReading reading;
  reading.marks = analysis_.Add(segment, from, time);
  const RepeatedFrames::Finding repeated = repeated_.Add(segment, from, time);
  if (BeginsNewSession(segment, from)) {
    for (TcpSender& sender : senders_) sender.BeginAnew();
  }
  FindStart(segment, from);
  reading.note = NoteOn(segment, from, reading.marks, repeated);
  reading.perhaps_same_frame = repeated == RepeatedFrames::Finding::kPerhaps && !reading.note;
  const Finding finding = Read(segment, from);
  reading.role = finding.role;
  if (segment.Has(tcp_flag::kRst)) {
    TakeReset(from, reading.note);
  } else {
    half_open_ = IsHalfOpenAck(segment, from);
    if (segment.Has(tcp_flag::kAck) && !half_open_) TakeAck(segment, from);
    Of(from).TakeWindow(WindowOf(segment, from));
    TakeFin(from, finding.first_fin);
  }
  Of(from).last_role = finding.role;
  return reading;
}

void SegmentClassifier::TakeReset(Side from, std::optional<SegmentNote> note) {
  if (note == SegmentNote::kHalfOpenReset) {
    states_.HalfOpenResetSent(from);
  } else {
    states_.ResetSent();
  }
}

void SegmentClassifier::TakeAck(const TcpSegment& segment, Side from) {
  TcpSender& peer = Of(OtherSide(from));
  const std::int64_t ack = peer.Offset(segment.ack);
  Of(from).acked_before = true;
  peer.acknowledged = std::max(peer.acknowledged, ack);
  peer.stream.Acknowledged(peer.fin ? std::min(ack, *peer.fin) : ack);
  if (!segment.Has(tcp_flag::kSyn)) states_.SynAckMissed(from);
  if (ack >= 1) states_.SynAcknowledged(OtherSide(from));
  if (peer.fin && ack > *peer.fin && !peer.fin_acknowledged) {
    peer.fin_acknowledged = true;
    // What the capture lacks in front of the FIN has been received all the same.
    if (!peer.fin_taken) states_.FinTaken(from);
    peer.fin_taken = true;
    states_.FinAcknowledged(OtherSide(from));
  }
}

void SegmentClassifier::TakeFin(Side from, bool first_fin) {
  TcpSender& sender = Of(from);
  const TcpSender& peer = Of(OtherSide(from));
  if (first_fin) states_.FinSent(from, peer.fin_taken && !peer.fin_acknowledged);
  if (sender.fin && !sender.fin_taken && sender.stream.next() >= *sender.fin) {
    sender.fin_taken = true;
    states_.FinTaken(OtherSide(from));
  }
}

// A SYN again, after the first one was refused: a server listens now. Behind a session that had
// begun it is a duplicate that the network delayed. Analysis goes on as in Wireshark, and the rest
// begins anew.
bool SegmentClassifier::BeginsNewSession(const TcpSegment& segment, Side from) const {
  return segment.Has(tcp_flag::kSyn) && !segment.Has(tcp_flag::kAck | tcp_flag::kRst) &&
         states_.Closed() && !Of(OtherSide(from)).syn_seen();
}

// An ACK alone, and no SYN+ACK before it, to a side that has sent nothing but SYNs since: that is
// no part of a handshake.
bool SegmentClassifier::AnswersSynAlone(const TcpSegment& segment, Side from) const {
  const bool ack_alone =
      segment.Has(tcp_flag::kAck) && segment.payload_length == 0 && !IsControl(segment);
  return ack_alone && !Of(from).syn_seen() && states_.Of(OtherSide(from)) == TcpState::kSynSent;
}

// RFC 9293, section 3.5.1: so answers who still has an old connection, with a number of that one. A
// number of this one means that the capture lacks the SYN+ACK.
bool SegmentClassifier::IsHalfOpenAck(const TcpSegment& segment, Side from) const {
  constexpr std::int64_t kMostUnseen = 65'536;  // a window that is not scaled, and the SYN
  const std::int64_t ack = Of(OtherSide(from)).Offset(segment.ack);
  return AnswersSynAlone(segment, from) && (ack < 1 || ack > kMostUnseen);
}

std::optional<SegmentNote> SegmentClassifier::NoteOn(const TcpSegment& segment, Side from,
                                                     std::uint16_t marks,
                                                     RepeatedFrames::Finding repeated) const {
  const bool same = repeated == RepeatedFrames::Finding::kSame ||
                    (repeated == RepeatedFrames::Finding::kPerhaps && repeated_.AllTwice());
  if (same) return SegmentNote::kSameFrame;
  if (IsHalfOpenAck(segment, from)) return SegmentNote::kHalfOpen;
  if (segment.Has(tcp_flag::kRst)) {
    const bool answers_it = half_open_ && states_.Of(from) == TcpState::kSynSent;
    return answers_it ? std::optional(SegmentNote::kHalfOpenReset) : std::nullopt;
  }
  if ((marks & analysis_flag::kFastRetransmission) != 0) return SegmentNote::kFastRetransmission;
  if ((marks & analysis_flag::kSpuriousRetransmission) != 0) {
    return SegmentNote::kNeedlessRetransmission;
  }
  return std::nullopt;
}

}  // namespace echocheck
