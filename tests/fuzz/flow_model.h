// SPDX-License-Identifier: MIT
// What the headers promise of a connection, counted plainly, segment by segment: the model that
// FlowAnalyzer is held against.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "harness/model/flow.h"
#include "tests/fuzz/stream_model.h"

namespace echocheck {

// A segment of a connection between two known ends.
struct ModelSegment {
  Side from = Side::kClient;
  std::uint8_t flags = 0;
  std::uint32_t seq = 0;
  std::uint32_t ack = 0;
  std::size_t length = 0;  // of the payload on the wire
  std::string captured;    // what the capture has of it
  std::uint64_t frame = 0;
  std::size_t frame_length = 0;

  bool Has(std::uint8_t flag) const { return (flags & flag) != 0; }
};

class FlowModel {
 public:
  // SYNs may come first and again with their own numbers, not with others.
  void Add(const ModelSegment& segment);

  // Ends the process if `flow` is not what was added. Nothing may be added then.
  void HoldAgainst(const FlowRecord& flow);

 private:
  struct Sender {
    StreamModel stream;
    FlowDirection counts;  // what the model says of these
    bool syn_seen = false;
    std::optional<std::int64_t> fin;  // its offset
    std::int64_t farthest = 1;        // behind the farthest byte that it sent
    std::int64_t acknowledged = 0;    // by the other side, whatever it is
  };

  void FindStart(const ModelSegment& segment);
  void AddBytes(const ModelSegment& segment);
  void AddAck(const ModelSegment& segment);
  void Count(const ModelSegment& segment);
  void NoteLead(std::uint64_t frame);

  Sender& Of(Side side) { return senders_.at(static_cast<std::size_t>(side)); }

  std::array<Sender, 2> senders_;
  FlowRecord expected_;  // what of it the model knows
};

}  // namespace echocheck
