// SPDX-License-Identifier: MIT
// The rules by which both a role and Wireshark's marks are found: whether a segment probes, and
// whether it repeats an acknowledgement. Each of the two has numbers of its own to compare with
// (docs/wire.md, "One segment, two readings"), and puts them into a SequenceView. Inside of the
// layer.
#pragma once

#include <cstdint>

#include "harness/wire/tcp_segment.h"

namespace echocheck {

// How a segment stands to what both sides sent before it.
struct SequenceView {
  bool begun = true;           // its sender has used a number before
  std::int64_t ahead = 0;      // its number minus the next one: 0 is in order
  bool receiver_shut = false;  // the other side's window is 0
  bool same_ack = false;       // it acknowledges no more and no less than its sender did before
  bool same_window = false;    // it advertises the window that its sender had before
};

inline bool IsControl(const TcpSegment& segment) {
  return segment.Has(tcp_flag::kSyn | tcp_flag::kFin | tcp_flag::kRst);
}

inline bool IsInOrder(const SequenceView& view) { return view.begun && view.ahead == 0; }

// Returns true for at most one byte with the number below the next one: a keep-alive, or a kernel's
// probe of a zero window.
inline bool IsOneBelowNext(const TcpSegment& segment, const SequenceView& view) {
  return view.ahead == -1 && view.begun && segment.payload_length <= 1 && !IsControl(segment);
}

// Returns true for one new byte while the other side has no room for it.
inline bool IsByteForZeroWindow(const TcpSegment& segment, const SequenceView& view) {
  return segment.payload_length == 1 && view.receiver_shut && IsInOrder(view);
}

// Returns true for a segment without bytes that says nothing new.
inline bool RepeatsAck(const TcpSegment& segment, const SequenceView& view) {
  return segment.payload_length == 0 && view.same_ack && view.same_window;
}

}  // namespace echocheck
