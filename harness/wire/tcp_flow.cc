// SPDX-License-Identifier: MIT
#include "harness/wire/tcp_flow.h"

#include <algorithm>
#include <utility>

namespace echocheck {
namespace {

// A program connects, writes and closes; its kernel answers, acknowledges, repeats and probes on
// its own. An RST is the kernel's: a program asks for one only by an odd way to close (SO_LINGER),
// and that the bytes it left unread made the kernel send it is what a person has to be told.
Actor ActorOf(SegmentRole role) {
  switch (role) {
    case SegmentRole::kSyn:
    case SegmentRole::kData:
    case SegmentRole::kDataFin:
    case SegmentRole::kFin:
    case SegmentRole::kOutOfOrder:
      return Actor::kProgram;
    case SegmentRole::kSynAck:
    case SegmentRole::kHandshakeAck:
    case SegmentRole::kAck:
    case SegmentRole::kFinAck:
    case SegmentRole::kReset:
    case SegmentRole::kRetransmission:
    case SegmentRole::kKeepAlive:
    case SegmentRole::kKeepAliveAck:
    case SegmentRole::kWindowUpdate:
    case SegmentRole::kZeroWindowProbe:
    case SegmentRole::kDuplicateAck:
      break;
  }
  return Actor::kKernel;
}

}  // namespace

TcpFlow::TcpFlow(const Birth& birth, const FlowOptions& options, const FlagRule* rule)
    : senders_{TcpSender(options.hash_streams), TcpSender(options.hash_streams)},
      analysis_(birth.ports_reused),
      kept_(options.head, options.tail),
      options_(options),
      keeps_segments_(birth.keeps_segments && options.head + options.tail > 0),
      shows_segments_(keeps_segments_ || options.on_segment) {
  const TcpSegment& first = birth.first;
  const bool from_client = birth.from == Side::kClient;
  client_address_ = from_client ? first.source : first.destination;
  server_address_ = from_client ? first.destination : first.source;
  record_.client.port = from_client ? first.source_port : first.destination_port;
  record_.server.port = from_client ? first.destination_port : first.source_port;
  record_.stream = birth.stream;
  if (options.on_segment) {  // otherwise the end is early enough
    record_.client.host = ToString(client_address_);
    record_.server.host = ToString(server_address_);
  }
  if (!first.Has(tcp_flag::kSyn)) states_.AssumeEstablished();
  if (rule != nullptr) matcher_.emplace(rule->pattern, rule->mode);
}

bool TcpFlow::IsNextConnection(const TcpSegment& segment, Side from) const {
  if (!segment.Has(tcp_flag::kSyn) || segment.Has(tcp_flag::kAck | tcp_flag::kRst)) return false;
  // Also when no end of the last one was seen: the capture may lack it, and a SYN with another
  // number never belongs to a connection that is open.
  return Of(from).IsOtherSyn(segment.seq) || (!Of(from).syn_seen() && states_.Closed());
}

void TcpFlow::Add(const TcpSegment& segment, Side from, std::uint64_t frame, Nanoseconds time) {
  SegmentAt place{
      from, frame, time, analysis_.Add(segment, from, time), repeated_.Add(segment, from, time),
      {}};
  TakeCompleteness(segment);
  if (BeginsNewSession(segment, from)) {
    for (TcpSender& sender : senders_) sender.BeginAnew();
  }
  FindStart(segment, from);
  place.note = NoteOn(segment, place);
  const Reading reading = Read(segment, from);
  if (segment.Has(tcp_flag::kRst)) {
    TakeReset(place);
  } else {
    half_open_ = IsHalfOpenAck(segment, from);
    if (segment.Has(tcp_flag::kAck) && !half_open_) TakeAck(segment, from);
    Of(from).TakeWindow(segment, ScalingAgreed());
    TakeFin(segment, reading, place);
  }
  Count(segment, reading.role, place);
  if (from == Side::kServer && segment.payload_length > 0) CompareStreams(frame);
  if (matcher_ || shows_segments_) Show(segment, reading.role, place);
  Of(from).last_role = reading.role;
}

void TcpFlow::TakeReset(const SegmentAt& place) {
  if (place.note == SegmentNote::kHalfOpenReset) {
    states_.HalfOpenResetSent(place.from);
  } else {
    states_.ResetSent();
  }
}

void TcpFlow::TakeAck(const TcpSegment& segment, Side from) {
  TcpSender& peer = Of(OtherSide(from));
  const std::int64_t ack = peer.Offset(segment.ack);
  Of(from).acked_before = true;
  peer.acknowledged = std::max(peer.acknowledged, ack);
  peer.stream.Acknowledged(peer.fin ? std::min(ack, *peer.fin) : ack);
  if (!segment.Has(tcp_flag::kSyn)) states_.SynAckMissed(from);
  if (ack >= 1) states_.SynAcknowledged(OtherSide(from));
  if (peer.fin && ack > *peer.fin && !peer.counts.fin_acknowledged) {
    peer.counts.fin_acknowledged = true;
    // What the capture lacks in front of the FIN has been received all the same.
    if (!peer.fin_taken) states_.FinTaken(from);
    peer.fin_taken = true;
    states_.FinAcknowledged(OtherSide(from));
  }
}

void TcpFlow::TakeFin(const TcpSegment& segment, const Reading& reading, const SegmentAt& place) {
  TcpSender& sender = Of(place.from);
  const TcpSender& peer = Of(OtherSide(place.from));
  if (segment.Has(tcp_flag::kFin) && !sender.counts.fin_frame) {
    sender.counts.fin_frame = place.frame;
    sender.counts.fin_time = place.time;
    if (!record_.first_fin) record_.first_fin = place.from;
  }
  if (reading.first_fin) {
    states_.FinSent(place.from, peer.fin_taken && !peer.counts.fin_acknowledged);
  }
  if (sender.fin && !sender.fin_taken && sender.stream.next() >= *sender.fin) {
    sender.fin_taken = true;
    states_.FinTaken(OtherSide(place.from));
  }
}

void TcpFlow::Count(const TcpSegment& segment, SegmentRole role, const SegmentAt& place) {
  FlowDirection& counts = Of(place.from).counts;
  ++record_.segment_count;
  // Stamps may go back when a clock was set, as in Wireshark's conversations.
  const bool is_first = record_.segment_count == 1;
  record_.first = is_first ? place.time : std::min(record_.first, place.time);
  record_.last = is_first ? place.time : std::max(record_.last, place.time);
  ++counts.segments;
  counts.frame_bytes += segment.frame_length;
  counts.data_segments += segment.payload_length > 0 ? 1 : 0;
  counts.resets += segment.Has(tcp_flag::kRst) ? 1 : 0;
  if (place.analysis != 0) {
    const auto marked = [&](std::uint16_t flag) { return (place.analysis & flag) != 0 ? 1U : 0U; };
    counts.retransmissions += marked(analysis_flag::kRetransmission);
    counts.out_of_order += marked(analysis_flag::kOutOfOrder);
    counts.duplicate_acks += marked(analysis_flag::kDuplicateAck);
    counts.zero_windows += marked(analysis_flag::kZeroWindow);
    counts.keep_alives += marked(analysis_flag::kKeepAlive);
    counts.fast_retransmissions += marked(analysis_flag::kFastRetransmission);
    counts.spurious_retransmissions += marked(analysis_flag::kSpuriousRetransmission);
    counts.window_probes += marked(analysis_flag::kZeroWindowProbe);
    counts.lost_segments += marked(analysis_flag::kLostSegment);
    counts.unseen_acked += marked(analysis_flag::kUnseenAcked);
    counts.ports_reused += marked(analysis_flag::kPortsReused);
    if (role == SegmentRole::kZeroWindowProbe) {
      counts.keep_alive_probes += marked(analysis_flag::kKeepAlive);
    }
  }
  const auto note_first = [&](bool is, std::optional<std::uint64_t>& frame) {
    if (is && !frame) frame = place.frame;
  };
  counts.same_frames += place.note == SegmentNote::kSameFrame ? 1 : 0;
  if (place.repeated == RepeatedFrames::Finding::kPerhaps && !place.note) {
    ++perhaps_repeated_[static_cast<std::size_t>(place.from)];
  }
  note_first(segment.Has(tcp_flag::kSyn), counts.syn_frame);
  note_first(segment.Has(tcp_flag::kRst), counts.rst_frame);
  note_first(segment.Has(tcp_flag::kUrg), counts.urgent_frame);
  if (segment.Has(tcp_flag::kRst) && !record_.first_rst) record_.first_rst = place.from;
  if (segment.payload_length > 0 && role != SegmentRole::kRetransmission &&
      role != SegmentRole::kKeepAlive && role != SegmentRole::kReset) {
    counts.last_data_frame = place.frame;
  }
}

// As Wireshark's tcp.completeness: what kinds of segments there were, in whatever order.
void TcpFlow::TakeCompleteness(const TcpSegment& segment) {
  std::uint8_t& seen = record_.completeness;
  const bool ack = segment.Has(tcp_flag::kAck);
  if (segment.Has(tcp_flag::kSyn)) {
    seen |= ack ? completeness::kSynAck : completeness::kSyn;
  } else if (ack) {
    seen |= segment.payload_length > 0 ? completeness::kData : completeness::kAck;
  }
  if (ack && segment.Has(tcp_flag::kFin)) seen |= completeness::kFin;
  if (segment.Has(tcp_flag::kRst)) seen |= completeness::kRst;
}

// An echo never leads. Bytes of the client that the server acknowledged have been sent, even if
// the capture lacks them; where the streams began is known only from the SYN.
void TcpFlow::CompareStreams(std::uint64_t frame) {
  const TcpSender& client = Of(Side::kClient);
  if (!client.syn_seen()) return;
  std::int64_t sent = std::max(client.bytes_end, client.acknowledged);
  if (client.fin) sent = std::min(sent, *client.fin);
  const std::int64_t lead = Of(Side::kServer).stream.next() - sent;
  if (lead <= 0) return;
  if (!record_.unsolicited_frame) record_.unsolicited_frame = frame;
  record_.unsolicited_bytes = std::max(record_.unsolicited_bytes, static_cast<std::uint64_t>(lead));
}

void TcpFlow::Show(const TcpSegment& segment, SegmentRole role, const SegmentAt& place) {
  FlowSegment shown;
  shown.frame = place.frame;
  shown.time = place.time;
  shown.from = place.from;
  shown.flags = segment.flags;
  shown.seq = Of(place.from).Relative(segment.seq);
  if (segment.Has(tcp_flag::kAck)) shown.ack = Of(OtherSide(place.from)).Relative(segment.ack);
  shown.length = segment.payload_length;
  const bool scale = ScalingAgreed() && !segment.Has(tcp_flag::kSyn);
  shown.window = std::uint32_t{segment.window} << (scale ? Of(place.from).window_shift : 0);
  shown.role = role;
  shown.actor = ActorOf(role);
  shown.note = place.note;
  if (place.note == SegmentNote::kFastRetransmission) shown.actor = Actor::kKernel;
  shown.client_state = states_.Of(Side::kClient);
  shown.server_state = states_.Of(Side::kServer);
  shown.analysis = place.analysis;
  if (place.repeated == RepeatedFrames::Finding::kPerhaps && !place.note) {
    shown.analysis |= analysis_flag::kPerhapsSameFrame;
  }
  if (matcher_) matcher_->Feed(shown);
  if (!shows_segments_) return;
  if (keeps_segments_) Keep(shown, segment);
  if (options_.on_segment) Tell(shown, segment);
}

void TcpFlow::Keep(const FlowSegment& shown, const TcpSegment& segment) {
  kept_.Add(shown, segment.captured());
  if (record_.segment_count < options_.head) return;
  const FlowSampler::Progress now = ProgressAt(shown.time);
  record_.segment_count == options_.head ? sampler_.Pass(now) : sampler_.Add(now);
}

FlowSampler::Progress TcpFlow::ProgressAt(Nanoseconds time) const {
  const TcpSender& client = Of(Side::kClient);
  const TcpSender& server = Of(Side::kServer);
  // Offsets count the SYN, an acknowledgement also the FIN.
  const auto bytes = [](std::int64_t offset) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(offset - 1, 0));
  };
  FlowSampler::Progress now;
  now.time = time;
  now.sent = bytes(client.bytes_end);
  now.acknowledged =
      bytes(client.fin ? std::min(client.acknowledged, *client.fin) : client.acknowledged);
  now.echoed = bytes(server.bytes_end);
  now.client_window_zero = client.window_known && client.window == 0;
  now.server_window_zero = server.window_known && server.window == 0;
  return now;
}

void TcpFlow::Tell(FlowSegment& shown, const TcpSegment& segment) const {
  shown.preview = segment.captured().substr(0, FlowSegment::kPreview);
  options_.on_segment({record_.stream, record_.client, record_.server, shown});
}

// The first frames of a connection that the capture has twice could have been retransmissions.
void TcpFlow::SettleSameFrames() {
  const bool all_twice = repeated_.AllTwice();
  for (auto* part : {&record_.head, &record_.tail}) {
    for (FlowSegment& segment : *part) {
      if (all_twice && (segment.analysis & analysis_flag::kPerhapsSameFrame) != 0) {
        segment.note = SegmentNote::kSameFrame;
      }
      segment.analysis &= static_cast<std::uint16_t>(~analysis_flag::kPerhapsSameFrame);
    }
  }
  if (!all_twice) return;
  record_.from_client.same_frames += perhaps_repeated_[0];
  record_.from_server.same_frames += perhaps_repeated_[1];
}

FlowRecord TcpFlow::Finish() {
  record_.client.host = ToString(client_address_);
  record_.server.host = ToString(server_address_);
  record_.handshake_seen = Of(Side::kClient).syn_seen();
  record_.client_state = states_.Of(Side::kClient);
  record_.server_state = states_.Of(Side::kServer);
  for (const Side side : {Side::kClient, Side::kServer}) {
    TcpSender& sender = Of(side);
    sender.stream.Finish();
    sender.counts.stream_bytes = sender.stream.bytes();
    sender.counts.stream_hash = sender.stream.hash();
    sender.counts.stream_known = sender.stream.known();
    sender.counts.missing_bytes = sender.stream.missing();
    (side == Side::kClient ? record_.from_client : record_.from_server) = sender.counts;
  }
  kept_.MoveTo(record_);
  SettleSameFrames();
  if (record_.segment_count > record_.head.size() + record_.tail.size()) {
    record_.samples = sampler_.Take();
  }
  if (matcher_) record_.pattern = matcher_->Finish();
  return std::move(record_);
}

}  // namespace echocheck
