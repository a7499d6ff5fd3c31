// SPDX-License-Identifier: MIT
#include "harness/report/flow_json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/case/history_json.h"  // endpoints

namespace echocheck {

template <class Archive>
void Describe(Archive& fields, Of<Archive, FlowSegment>& segment) {
  fields("frame", segment.frame);
  fields("time_ns", segment.time);
  fields("from", segment.from);
  if constexpr (Archive::kReads) {
    std::string text;
    fields("flags", text);
    const auto flags = FlagsFromString(text);
    if (!flags) return fields.Fail("flags", "expected flags joined by +, as in SYN+ACK");
    segment.flags = *flags;
  } else {
    fields("flags", FlagsToString(segment.flags));
  }
  fields("seq", segment.seq);
  if ((segment.flags & tcp_flag::kAck) != 0) fields("ack", segment.ack);
  fields("length", segment.length);
  fields("window", segment.window);
  fields("role", segment.role);
  fields("actor", segment.actor);
  fields("note", segment.note);
  fields("client_state", segment.client_state);
  fields("server_state", segment.server_state);
  if (segment.length > 0) fields.ByteField("preview", segment.preview);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, FlowSample>& sample) {
  fields("time_ns", sample.time);
  fields("sent", sample.sent);
  fields("acknowledged", sample.acknowledged);
  fields("echoed", sample.echoed);
  fields("longest_wait_ns", sample.longest_wait);
  fields("wait_end_ns", sample.wait_end);
  fields("client_zero_window_ns", sample.client_zero_window);
  fields("server_zero_window_ns", sample.server_zero_window);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, FlowDirection>& direction) {
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

template <class Archive>
void Describe(Archive& fields, Of<Archive, PatternResult>& pattern) {
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

std::uint64_t LeftOut(const FlowRecord& flow) {
  const std::uint64_t kept = flow.head.size() + flow.tail.size();
  return flow.segment_count > kept ? flow.segment_count - kept : 0;
}

// "segments" of a flow, which is an object of its own.
struct KeptSegments {
  FlowRecord& flow;
};

void Describe(FieldReader& fields, KeptSegments& segments) {
  FlowRecord& flow = segments.flow;
  std::uint64_t left_out = 0;
  fields("count", flow.segment_count);
  fields("left_out", left_out);
  fields("first", flow.head);
  fields("last", flow.tail);
  std::optional<std::vector<FlowSample>> samples;
  fields("samples", samples);
  flow.samples = std::move(samples).value_or(std::vector<FlowSample>());
  if (left_out != LeftOut(flow)) {
    fields.Fail("left_out", "expected \"count\" less those that are here");
  }
}

void AddSegments(const FlowRecord& flow, JsonDocument& document) {
  const auto add = [&](const char* key, const auto& items) {
    document.OpenList(key);
    for (const auto& item : items) document.AddItem(item);
    document.Close();
  };
  document.OpenObject("segments");
  document.Add("count", flow.segment_count);
  document.Add("left_out", LeftOut(flow));
  add("first", flow.head);
  add("last", flow.tail);
  if (!flow.samples.empty()) add("samples", flow.samples);
  document.Close();
}

}  // namespace

template <class Archive>
void Describe(Archive& fields, Of<Archive, FlowRecord>& flow) {
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
  // They are written piece by piece, by AddFlow().
  if constexpr (Archive::kReads) {
    KeptSegments segments{flow};
    fields("segments", segments);
  }
}

void AddFlow(const FlowRecord& flow, JsonDocument& document) {
  document.OpenObject("");
  const Json facts = ToJson(flow);
  for (const auto& fact : facts.items()) document.Add(fact.key(), fact.value());
  AddSegments(flow, document);
  document.Close();
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, WireTotals>& wire) {
  fields("frames", wire.frames);
  fields("tcp_segments", wire.tcp_segments);
  fields("not_ours", wire.not_ours);
  fields("malformed", wire.malformed);
}

template void Describe(FieldReader&, FlowRecord&);
template void Describe(FieldWriter&, const WireTotals&);
template void Describe(FieldReader&, WireTotals&);

}  // namespace echocheck
