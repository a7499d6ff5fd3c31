// SPDX-License-Identifier: MIT
#include "tests/fuzz/flow_model.h"

#include <algorithm>

#include "harness/base/bytes.h"
#include "tests/fuzz/fuzz_target.h"

namespace echocheck {
namespace {

Side Other(Side side) { return side == Side::kClient ? Side::kServer : Side::kClient; }

void Note(std::optional<std::uint64_t>& first, bool is, std::uint64_t frame) {
  if (is && !first) first = frame;
}

void HoldDirection(const FlowDirection& actual, FlowDirection expected, StreamModel& stream) {
  stream.Finish();
  RequireEqual(actual.segments, expected.segments, "segments");
  RequireEqual(actual.frame_bytes, expected.frame_bytes, "bytes of frames");
  RequireEqual(actual.data_segments, expected.data_segments, "segments with payload");
  RequireEqual(actual.resets, expected.resets, "resets");
  RequireEqual(actual.stream_bytes, stream.count(), "bytes of the stream");
  RequireEqual(actual.missing_bytes, stream.missing(), "bytes that are missing");
  RequireEqual(actual.stream_known, stream.known(), "the stream is known");
  if (stream.known()) {
    StreamHash hash;
    hash.Add(stream.bytes());
    RequireEqual(actual.stream_hash, hash.value(), "the bytes of the stream");
  }
  Require(actual.syn_frame == expected.syn_frame, "the first SYN");
  Require(actual.fin_frame == expected.fin_frame, "the first FIN");
  Require(actual.rst_frame == expected.rst_frame, "the first RST");
  Require(actual.urgent_frame == expected.urgent_frame, "the first URG");
  RequireEqual(actual.fin_acknowledged, expected.fin_acknowledged, "the FIN was acknowledged");
}

}  // namespace

void FlowModel::Add(const ModelSegment& segment) {
  FindStart(segment);
  if (!segment.Has(tcp_flag::kRst)) {
    AddBytes(segment);
    if (segment.Has(tcp_flag::kAck)) AddAck(segment);
  }
  Count(segment);
  if (segment.from == Side::kServer && segment.length > 0) NoteLead(segment.frame);
}

void FlowModel::FindStart(const ModelSegment& segment) {
  Sender& sender = Of(segment.from);
  if (segment.Has(tcp_flag::kSyn)) {
    sender.stream.Begin(segment.seq);
  } else {
    sender.stream.Guess(segment.seq);
    const bool has_bytes = segment.length > 0 || segment.Has(tcp_flag::kFin);
    if (has_bytes && !segment.Has(tcp_flag::kRst)) sender.stream.Settle(segment.seq);
  }
  if (segment.Has(tcp_flag::kAck)) Of(Other(segment.from)).stream.Guess(segment.ack);
}

void FlowModel::AddBytes(const ModelSegment& segment) {
  using Place = StreamModel::Place;
  Sender& sender = Of(segment.from);
  if (segment.Has(tcp_flag::kSyn)) {
    if (sender.syn_seen) return;
    sender.syn_seen = true;
    sender.stream.Add(1, segment.length, segment.captured);
    sender.farthest = 1 + static_cast<std::int64_t>(segment.length);
    return;
  }
  const std::int64_t offset = sender.stream.Offset(segment.seq);
  const std::int64_t end = offset + static_cast<std::int64_t>(segment.length);
  const Place place = sender.stream.Add(offset, segment.length, segment.captured);
  if (place == Place::kNext || place == Place::kBeyond) {
    sender.farthest = std::max(sender.farthest, end);
  }
  if (segment.Has(tcp_flag::kFin) && !sender.fin && place != Place::kTooFar) sender.fin = end;
}

void FlowModel::AddAck(const ModelSegment& segment) {
  Sender& peer = Of(Other(segment.from));
  const std::int64_t ack = peer.stream.Offset(segment.ack);
  peer.acknowledged = std::max(peer.acknowledged, ack);
  peer.stream.Acknowledge(peer.fin ? std::min(ack, *peer.fin) : ack);
  if (peer.fin && ack > *peer.fin) peer.counts.fin_acknowledged = true;
}

void FlowModel::Count(const ModelSegment& segment) {
  FlowDirection& counts = Of(segment.from).counts;
  const bool reset = segment.Has(tcp_flag::kRst);
  const bool finishes = segment.Has(tcp_flag::kFin) && !reset;
  ++expected_.segment_count;
  ++counts.segments;
  counts.frame_bytes += segment.frame_length;
  counts.data_segments += segment.length > 0 ? 1 : 0;
  counts.resets += reset ? 1 : 0;
  Note(counts.syn_frame, segment.Has(tcp_flag::kSyn), segment.frame);
  Note(counts.fin_frame, finishes, segment.frame);
  Note(counts.rst_frame, reset, segment.frame);
  Note(counts.urgent_frame, segment.Has(tcp_flag::kUrg), segment.frame);
  if (finishes && !expected_.first_fin) expected_.first_fin = segment.from;
  if (reset && !expected_.first_rst) expected_.first_rst = segment.from;
}

// Bytes that came back before the client had sent them.
void FlowModel::NoteLead(std::uint64_t frame) {
  const Sender& client = Of(Side::kClient);
  if (!client.syn_seen) return;
  std::int64_t sent = std::max(client.farthest, client.acknowledged);
  if (client.fin) sent = std::min(sent, *client.fin);
  const std::int64_t lead = Of(Side::kServer).stream.next() - sent;
  Note(expected_.unsolicited_frame, lead > 0, frame);
  expected_.unsolicited_bytes = std::max(
      expected_.unsolicited_bytes, static_cast<std::uint64_t>(std::max<std::int64_t>(lead, 0)));
}

void FlowModel::HoldAgainst(const FlowRecord& flow) {
  RequireEqual(flow.segment_count, expected_.segment_count, "segments of the connection");
  Require(flow.first_fin == expected_.first_fin, "who closed first");
  Require(flow.first_rst == expected_.first_rst, "who reset first");
  Require(flow.unsolicited_frame == expected_.unsolicited_frame, "the first unsolicited byte");
  RequireEqual(flow.unsolicited_bytes, expected_.unsolicited_bytes, "unsolicited bytes");
  RequireEqual(flow.handshake_seen, Of(Side::kClient).syn_seen, "the handshake was seen");
  for (const Side side : {Side::kClient, Side::kServer}) {
    Sender& sender = Of(side);
    const bool is_client = side == Side::kClient;
    HoldDirection(is_client ? flow.from_client : flow.from_server, sender.counts, sender.stream);
  }
}

}  // namespace echocheck
