// SPDX-License-Identifier: MIT
#include "harness/report/flow_json.h"

#include "harness/record/history_json.h"  // endpoints

namespace echocheck {

void Describe(FieldWriter& fields, const FlowSegment& segment) {
  fields("frame", segment.frame);
  fields("time_ns", segment.time);
  fields("from", segment.from);
  fields("flags", FlagsToString(segment.flags));
  fields("seq", segment.seq);
  if ((segment.flags & tcp_flag::kAck) != 0) fields("ack", segment.ack);
  fields("length", segment.length);
  fields("window", segment.window);
  fields("role", segment.role);
  fields("actor", segment.actor);
  fields("client_state", segment.client_state);
  fields("server_state", segment.server_state);
  if (segment.length > 0) fields.Octets("preview", segment.preview);
}

void Describe(FieldWriter& fields, const FlowDirection& direction) {
  fields("segments", direction.segments);
  fields("data_segments", direction.data_segments);
  fields("stream_bytes", direction.stream_bytes);
  fields("stream_hash", direction.stream_hash);
  fields("stream_known", direction.stream_known);
  fields("retransmissions", direction.retransmissions);
  fields("out_of_order", direction.out_of_order);
  fields("duplicate_acks", direction.duplicate_acks);
  fields("zero_windows", direction.zero_windows);
  fields("keep_alives", direction.keep_alives);
  fields("missing_bytes", direction.missing_bytes);
  fields("syn_frame", direction.syn_frame);
  fields("fin_frame", direction.fin_frame);
  fields("fin_time_ns", direction.fin_time);
  fields("fin_acknowledged", direction.fin_acknowledged);
  fields("rst_frame", direction.rst_frame);
  fields("urgent_frame", direction.urgent_frame);
  fields("last_data_frame", direction.last_data_frame);
}

void Describe(FieldWriter& fields, const PatternResult& pattern) {
  fields("pattern", pattern.expectation.pattern);
  fields("mode", pattern.expectation.mode);
  fields("matched", pattern.matched);
  if (pattern.matched) return;
  fields("frame", pattern.frame);
  fields("matched_prefix", pattern.matched_prefix);
  fields("allowed", pattern.allowed);
  fields("came", pattern.came);
}

namespace {

Json SegmentsToJson(const FlowRecord& flow) {
  Json json = Json::object();
  const std::uint64_t kept = flow.head.size() + flow.tail.size();
  json["count"] = flow.segment_count;
  json["left_out"] = flow.segment_count > kept ? flow.segment_count - kept : 0;
  json["first"] = ToJson(flow.head);
  json["last"] = ToJson(flow.tail);
  return json;
}

}  // namespace

void Describe(FieldWriter& fields, const FlowRecord& flow) {
  fields("client", flow.client);
  fields("server", flow.server);
  fields("handshake_seen", flow.handshake_seen);
  fields("first_ns", flow.first);
  fields("last_ns", flow.last);
  fields("client_state", flow.client_state);
  fields("server_state", flow.server_state);
  fields("first_fin", flow.first_fin);
  fields("first_rst", flow.first_rst);
  fields("unsolicited_bytes", flow.unsolicited_bytes);
  fields("unsolicited_frame", flow.unsolicited_frame);
  fields("pattern", flow.pattern);
  fields("from_client", flow.from_client);
  fields("from_server", flow.from_server);
}

Json FlowToJson(const FlowRecord& flow) {
  Json json = ToJson(flow);
  json["segments"] = SegmentsToJson(flow);
  return json;
}

Json WireToJson(const WireTotals& wire) {
  return {{"frames", wire.frames},
          {"tcp_segments", wire.tcp_segments},
          {"not_ours", wire.not_ours},
          {"malformed", wire.malformed}};
}

}  // namespace echocheck
