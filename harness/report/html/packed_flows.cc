// SPDX-License-Identifier: MIT
#include "harness/report/html/packed_flows.h"

#include <initializer_list>
#include <utility>

#include "harness/base/base64.h"
#include "harness/report/connection_words.h"
#include "harness/report/explain.h"
#include "harness/report/flow_ending.h"
#include "harness/report/html/page_text.h"
#include "harness/report/ladder_rows.h"

namespace echocheck {
namespace {

Json DirectionToJson(const FlowDirection& direction) {
  return {direction.segments,        direction.data_segments, direction.stream_bytes,
          direction.retransmissions, direction.out_of_order,  direction.duplicate_acks,
          direction.zero_windows,    direction.keep_alives,   direction.missing_bytes};
}

// [first, count, bytes to the server, bytes to the client] of each run that a ladder folds.
Json FoldsOf(const FlowRecord& flow, const std::set<std::uint64_t>& marked) {
  Json folds = Json::array();
  std::size_t index = 0;
  for (const LadderRow& row : RowsOf(flow, marked, /*whole=*/false)) {
    if (row.segment != nullptr) {
      ++index;
    } else if (!row.not_kept) {
      folds.push_back({index, row.folded, row.bytes_to_server, row.bytes_to_client});
      index += row.folded;
    }
  }
  return folds;
}

Json PatternToJson(const PatternResult& pattern) {
  Json json = {{"pattern", pattern.expectation.pattern}, {"matched", pattern.matched}};
  if (pattern.matched) return json;
  json["matched_prefix"] = pattern.matched_prefix;
  json["allowed"] = pattern.allowed;
  json["came"] = pattern.came;
  if (pattern.frame) json["frame"] = *pattern.frame;
  return json;
}

void AppendNumbers(std::initializer_list<std::int64_t> numbers, JsonText& out) {
  for (const std::int64_t number : numbers) {
    out.Item();
    out.Number(number);
  }
}

// Times and bytes count from the sample before; when a wait ended, back from the sample's time.
void AppendSamples(const FlowRecord& flow, JsonText& out) {
  FlowSample before;
  before.time = flow.first;
  out.Key("samples");
  out.Open('[');
  for (const FlowSample& sample : flow.samples) {
    const auto since = [](std::uint64_t now, std::uint64_t then) {
      return static_cast<std::int64_t>(now - then);
    };
    AppendNumbers(
        {(sample.time - before.time).count(), since(sample.sent, before.sent),
         since(sample.acknowledged, before.acknowledged), since(sample.echoed, before.echoed),
         sample.longest_wait.count(), (sample.time - sample.wait_end).count(),
         sample.client_zero_window.count(), sample.server_zero_window.count()},
        out);
    before = sample;
  }
  out.Close(']');
}

Json FlowHead(const FlowRecord& flow, const FlowContext& context, Language language) {
  Json json = Json::object();
  if (context.number) {
    json["number"] = *context.number;
    json["opened"] = HowOpened(flow, language);
    json["closed"] = HowClosed(flow, language);
  }
  if (!context.client_name.empty()) json["name"] = context.client_name;
  json["client"] = ToString(flow.client);
  json["server"] = ToString(flow.server);
  json["handshake_seen"] = flow.handshake_seen;
  json["server_listened"] = flow.from_server.syn_frame.has_value();
  json["first_ns"] = flow.first.count();
  json["last_ns"] = flow.last.count();
  json["count"] = flow.segment_count;
  json["kept_first"] = flow.head.size();
  json["from_client"] = DirectionToJson(flow.from_client);
  json["from_server"] = DirectionToJson(flow.from_server);
  if (const auto ending = HowItStayedOpen(flow, language); ending) json["ending"] = ending->text;
  if (flow.pattern) json["pattern"] = PatternToJson(*flow.pattern);
  if (!context.tshark.empty()) json["tshark"] = context.tshark;
  json["folds"] = context.with_segments ? FoldsOf(flow, context.marked) : Json::array();
  return json;
}

}  // namespace

std::size_t FlowPacker::Table::IndexOf(std::string text) {
  const auto [entry, added] = indices_.emplace(std::move(text), texts_.size());
  if (added) texts_.push_back(&entry->first);
  return entry->second;
}

std::string FlowPacker::Table::ToJson() const {
  Json list = Json::array();
  for (const std::string* text : texts_) list.push_back(*text);
  return list.dump();
}

std::size_t FlowPacker::IndexOfShape(const Shape& shape) {
  const auto [entry, added] = shapes_.emplace(shape, shapes_.size());
  if (added) {
    const auto& [from, flags, role, actor, client, server] = shape;
    JsonText list(shapes_json_);
    list.Item();
    list.Raw(Json{ToString(from), FlagsToString(flags), ToString(role), ToString(actor),
                  ToString(client), ToString(server)}
                 .dump());
  }
  return entry->second;
}

void FlowPacker::AppendSegment(const FlowSegment& segment, const FlowSegment* previous,
                               Nanoseconds since, JsonText& out) {
  const std::size_t shape = IndexOfShape({segment.from, segment.flags, segment.role, segment.actor,
                                          segment.client_state, segment.server_state});
  const std::size_t sentence = sentences_.IndexOf(Explain(segment, previous, language_));
  const std::size_t preview = previews_.IndexOf(EncodeBase64(segment.preview));
  AppendNumbers(
      {static_cast<std::int64_t>(segment.frame), since.count(), static_cast<std::int64_t>(shape),
       segment.seq, segment.ack, segment.length, segment.window,
       static_cast<std::int64_t>(sentence), static_cast<std::int64_t>(preview)},
      out);
}

void FlowPacker::AppendSegments(const FlowRecord& flow, JsonText& out) {
  out.Key("segments");
  out.Open('[');
  const FlowSegment* previous = nullptr;
  Nanoseconds latest = flow.first;
  const bool all_kept = flow.segment_count <= flow.head.size() + flow.tail.size();
  for (const auto* part : {&flow.head, &flow.tail}) {
    if (part == &flow.tail && !all_kept) previous = nullptr;  // unknown
    for (const FlowSegment& segment : *part) {
      AppendSegment(segment, previous, segment.time - latest, out);
      latest = segment.time;
      previous = &segment;
    }
  }
  out.Close(']');
}

void FlowPacker::Append(const FlowRecord& flow, const FlowContext& context, JsonText& out) {
  Json head = FlowHead(flow, context, language_);
  MakeShowable(head);
  out.Open('{');
  for (const auto& fact : head.items()) {
    out.Key(fact.key());
    out.Raw(fact.value().dump());
  }
  if (context.with_segments && flow.head.size() + flow.tail.size() > 0) {
    AppendSegments(flow, out);
    if (!flow.samples.empty()) AppendSamples(flow, out);
  }
  out.Close('}');
}

void FlowPacker::AppendTables(JsonText& out) const {
  out.Open('{');
  out.Key("sentences");
  out.Raw(sentences_.ToJson());
  out.Key("previews");
  out.Raw(previews_.ToJson());
  out.Key("shapes");
  out.Raw(shapes_json_);
  out.Close(']');
  out.Close('}');
}

}  // namespace echocheck
