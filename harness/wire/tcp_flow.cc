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
    : classifier_({birth.first.Has(tcp_flag::kSyn), birth.ports_reused, options.hash_streams}),
      kept_(options.head, options.tail),
      options_(options),
      keeps_segments_(birth.keeps_segments && options.head + options.tail > 0),
      shows_segments_(keeps_segments_ || options.on_segment) {
  const TcpSegment& first = birth.first;
  record_.client = {first.source, first.source_port};
  record_.server = {first.destination, first.destination_port};
  if (birth.from == Side::kServer) std::swap(record_.client, record_.server);
  record_.stream = birth.stream;
  if (rule != nullptr) matcher_.emplace(rule->pattern, rule->mode);
}

void TcpFlow::Add(const TcpSegment& segment, Side from, std::uint64_t frame, Nanoseconds time) {
  TakeCompleteness(segment);
  const SegmentAt place{from, frame, time};
  const SegmentReading reading = classifier_.Take(segment, from, time);
  Count(segment, reading, place);
  if (from == Side::kServer && segment.payload_length > 0) CompareStreams(frame);
  if (matcher_ || shows_segments_) Show(segment, reading, place);
}

void TcpFlow::Count(const TcpSegment& segment, const SegmentReading& reading,
                    const SegmentAt& place) {
  FlowDirection& counts = CountsOf(place.from);
  ++record_.segment_count;
  // Stamps may go back when a clock was set, as in Wireshark's conversations.
  const bool is_first = record_.segment_count == 1;
  record_.first = is_first ? place.time : std::min(record_.first, place.time);
  record_.last = is_first ? place.time : std::max(record_.last, place.time);
  ++counts.segments;
  counts.frame_bytes += segment.frame_length;
  counts.data_segments += segment.payload_length > 0 ? 1 : 0;
  counts.resets += segment.Has(tcp_flag::kRst) ? 1 : 0;
  if (reading.marks != 0) CountMarks(reading, place.from);
  const auto note_first = [&](bool is, std::optional<std::uint64_t>& frame) {
    if (is && !frame) frame = place.frame;
  };
  counts.same_frames += reading.note == SegmentNote::kSameFrame ? 1 : 0;
  if (reading.perhaps_same_frame) ++perhaps_repeated_[static_cast<std::size_t>(place.from)];
  note_first(segment.Has(tcp_flag::kSyn), counts.syn_frame);
  note_first(segment.Has(tcp_flag::kRst), counts.rst_frame);
  note_first(segment.Has(tcp_flag::kUrg), counts.urgent_frame);
  if (segment.Has(tcp_flag::kRst)) {
    if (!record_.first_rst) record_.first_rst = place.from;
  } else if (segment.Has(tcp_flag::kFin) && !counts.fin_frame) {
    counts.fin_frame = place.frame;
    counts.fin_time = place.time;
    if (!record_.first_fin) record_.first_fin = place.from;
  }
  if (segment.payload_length > 0 && reading.role != SegmentRole::kRetransmission &&
      reading.role != SegmentRole::kKeepAlive && reading.role != SegmentRole::kReset) {
    counts.last_data_frame = place.frame;
  }
}

void TcpFlow::CountMarks(const SegmentReading& reading, Side from) {
  FlowDirection& counts = CountsOf(from);
  const auto marked = [&](std::uint16_t flag) { return (reading.marks & flag) != 0 ? 1U : 0U; };
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
  if (reading.role == SegmentRole::kZeroWindowProbe) {
    counts.keep_alive_probes += marked(analysis_flag::kKeepAlive);
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

void TcpFlow::Show(const TcpSegment& segment, const SegmentReading& reading,
                   const SegmentAt& place) {
  FlowSegment shown;
  shown.frame = place.frame;
  shown.time = place.time;
  shown.from = place.from;
  shown.flags = segment.flags;
  shown.seq = Of(place.from).Relative(segment.seq);
  if (segment.Has(tcp_flag::kAck)) shown.ack = Of(OtherSide(place.from)).Relative(segment.ack);
  shown.length = segment.payload_length;
  shown.window = classifier_.WindowOf(segment, place.from);
  shown.role = reading.role;
  shown.note = reading.note;
  shown.actor =
      reading.note == SegmentNote::kFastRetransmission ? Actor::kKernel : ActorOf(reading.role);
  shown.client_state = classifier_.StateOf(Side::kClient);
  shown.server_state = classifier_.StateOf(Side::kServer);
  shown.analysis = reading.marks;
  if (reading.perhaps_same_frame) shown.analysis |= analysis_flag::kPerhapsSameFrame;
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
  const bool all_twice = classifier_.AllFramesTwice();
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
  record_.handshake_seen = Of(Side::kClient).syn_seen();
  record_.client_state = classifier_.StateOf(Side::kClient);
  record_.server_state = classifier_.StateOf(Side::kServer);
  for (const Side side : {Side::kClient, Side::kServer}) {
    TcpSender& sender = Of(side);
    sender.stream.Finish();
    FlowDirection& counts = CountsOf(side);
    counts.fin_acknowledged = sender.fin_acknowledged;
    counts.stream_bytes = sender.stream.bytes();
    counts.stream_hash = sender.stream.hash();
    counts.stream_known = sender.stream.known();
    counts.missing_bytes = sender.stream.missing();
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
