// SPDX-License-Identifier: MIT
// What a FlowAnalyzer is told beforehand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/endpoint.h"
#include "harness/model/flow.h"
#include "harness/model/frame.h"
#include "harness/pattern/flag_pattern.h"

namespace echocheck {

// The flag pattern for the clients that are bound to one of these ports. Ranges do not overlap.
struct FlagRule {
  std::uint16_t first_port = 0;
  std::uint16_t last_port = 0;
  FlagPattern pattern;
  PatternMode mode = PatternMode::kNormal;
};

// A segment as soon as it has been read. All is borrowed for the call.
struct SegmentNotice {
  std::uint64_t connection = 0;  // counts those of the analyzer from 0, by their first segments
  const Endpoint& client;
  const Endpoint& server;
  const FlowSegment& segment;
};

struct FlowOptions {
  // How many segments of each flow are kept. With 0 and 0 none is.
  std::size_t head = 200;
  std::size_t tail = 200;
  // Of which connections, by FlowRecord::stream and both ports; unset: of all. Asked once for each.
  std::function<bool(std::uint64_t stream, std::uint16_t a, std::uint16_t b)> keeps_segments;
  // What FlowSegment::time counts from, since the Unix epoch; unset: the stamp of the first frame.
  std::optional<Nanoseconds> origin;
  // Where servers listen; no address or an unspecified one (0.0.0.0, ::) is every address. When
  // there are any, segments of other connections count as not ours, or else (only_servers off) they
  // make flows like all others, and servers only help to tell who is who.
  std::vector<Endpoint> servers;
  bool only_servers = true;
  std::vector<FlagRule> rules;
  // FlowDirection::stream_hash; it reads every byte, which is most of the work in bulk captures.
  bool hash_streams = true;
  // When set, a flow is handed over soon after it has closed and then forgotten, so that memory
  // grows with the connections that are open; FlowAnalyzer::Finish() hands over the rest.
  std::function<void(FlowRecord&&)> on_flow_done;
  // Names a link type that DecodeFrame() does not know; unset: its number is its name.
  std::function<std::string(LinkType)> link_name;
  // When set, told of each segment at once, whatever of it is kept.
  std::function<void(const SegmentNotice&)> on_segment;
};

}  // namespace echocheck
