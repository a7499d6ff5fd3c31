// SPDX-License-Identifier: MIT
// Flows as compact JSON: a segment is nine numbers in its flow's flat list, a sample eight of them
// in another, and whatever repeats itself stands once in a table of the page (docs/html-report.md,
// assets/data.js).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "harness/model/flow.h"
#include "harness/report/json_text.h"
#include "harness/words/language.h"

namespace echocheck {

// What a page says of a flow that is not in it.
struct FlowContext {
  std::string_view client_name;    // empty: unknown
  std::string tshark;              // the command that shows all of it; empty: there is no file
  std::set<std::uint64_t> marked;  // frames that a finding names
  bool with_segments = true;
  std::optional<std::uint64_t> number;  // in a list of many: Wireshark's tcp.stream
};

class FlowPacker {
 public:
  explicit FlowPacker(Language language) : language_(language) {}

  // Appends one JSON object.
  void Append(const FlowRecord& flow, const FlowContext& context, JsonText& out);

  // Appends the tables that all flows so far refer to, one JSON object.
  void AppendTables(JsonText& out) const;

 private:
  // Texts in the order of their first use.
  class Table {
   public:
    std::size_t IndexOf(std::string text);
    std::string ToJson() const;

   private:
    std::unordered_map<std::string, std::size_t> indices_;
    std::vector<const std::string*> texts_;  // keys of indices_, which stay where they are
  };

  using Shape = std::tuple<Side, std::uint8_t, SegmentRole, Actor, TcpState, TcpState>;

  void AppendSegments(const FlowRecord& flow, JsonText& out);
  void AppendSegment(const FlowSegment& segment, const FlowSegment* previous, Nanoseconds since,
                     JsonText& out);
  std::size_t IndexOfShape(const Shape& shape);

  Language language_;
  Table sentences_;
  Table previews_;
  std::map<Shape, std::size_t> shapes_;
  std::string shapes_json_ = "[";  // of a list that is still open
};

}  // namespace echocheck
