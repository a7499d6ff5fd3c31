// SPDX-License-Identifier: MIT
// What a flag pattern sees of a flow. In normal mode that is not the segments but what they stand
// for: here lies all of the tolerance that docs/flag-patterns.md promises. Inside of the layer.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "harness/model/flow.h"
#include "harness/pattern/pattern_program.h"

namespace echocheck {

// One thing for the automaton to take.
struct PatternEvent {
  Side side = Side::kClient;
  SegmentClass segment_class = SegmentClass::kOther;
  std::uint8_t flags = 0;
  // A burst of data: one or more words in a row may stand for it.
  bool burst = false;
  // Goes on with a burst that was already taken, or floats: no word needs to stand for it.
  bool optional = false;
  // Whether the kernel of each side (index: Side) owes an ACK of a SYN+ACK or of a FIN. Where none
  // is owed, an ACK in the pattern stands for one that floats, and may be passed over.
  std::array<bool, 2> ack_owed{};
};

// At most two: bytes, then FIN.
struct PatternEvents {
  std::array<PatternEvent, 2> list;
  std::size_t count = 0;

  const PatternEvent* begin() const { return list.data(); }
  const PatternEvent* end() const { return list.data() + count; }
};

// The segment as it is.
PatternEvents ExactEvents(const FlowSegment& segment);

// Normal mode; sees all segments of one flow in order.
class NormalView {
 public:
  PatternEvents Take(const FlowSegment& segment);

  std::array<bool, 2> AckOwed() const;

 private:
  struct Sender {
    bool finished = false;                   // its FIN was taken
    std::optional<std::uint32_t> early_fin;  // FIN that came before bytes in front of it
    std::optional<std::uint32_t> owed_ack;   // the ACK number that the other side still owes it
  };

  void TakeAck(const FlowSegment& segment);
  void TakeSegment(const FlowSegment& segment, PatternEvents& events);
  void AddSyn(const FlowSegment& segment, PatternEvents& events);
  void AddAck(const FlowSegment& segment, PatternEvents& events);
  void AddData(const FlowSegment& segment, PatternEvents& events);
  void AddFin(const FlowSegment& segment, std::uint32_t end, PatternEvents& events);
  PatternEvent& Add(const FlowSegment& segment, SegmentClass segment_class, PatternEvents& events);

  Sender& Of(Side side) { return senders_.at(static_cast<std::size_t>(side)); }

  std::array<Sender, 2> senders_;
  std::optional<Side> burst_;  // who sent the last bytes
  bool reset_ = false;         // after an RST nobody owes anything
};

}  // namespace echocheck
