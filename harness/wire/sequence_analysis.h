// SPDX-License-Identifier: MIT
// What Wireshark says of a segment, by the rules of its User's Guide ("TCP Analysis"), so that a
// person finds the same numbers in both programs. They go by the order of the capture and by times,
// and are a reading of it, not a judgement; SegmentRole is ours. Inside of the layer.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "harness/base/clock.h"
#include "harness/model/flow.h"
#include "harness/wire/sequence_view.h"
#include "harness/wire/tcp_segment.h"

namespace echocheck {

class SequenceAnalysis {
 public:
  // `ports_reused`: another connection between the same ports came before this one.
  explicit SequenceAnalysis(bool ports_reused = false) : ports_reused_(ports_reused) {}

  // The analysis_flag bits of the next segment of the connection, which came at `time`.
  std::uint16_t Add(const TcpSegment& segment, Side from, Nanoseconds time);

 private:
  // What one side has sent; `next` and `whole` are meaningless until it sent anything.
  struct Direction {
    bool begun = false;
    std::optional<std::uint32_t> start;  // its initial sequence number, or a guess at it
    std::uint32_t next = 0;              // behind the farthest byte that it sent
    Nanoseconds next_time{0};            // when that moved
    std::uint32_t whole = 0;             // the same, but no farther than the first hole
    std::uint32_t ack = 0;               // its last acknowledgement
    Nanoseconds ack_time{0};
    std::uint32_t duplicate_acks = 0;  // of that number
    bool acked_unseen = false;         // since then the other side acknowledged what is not there
    bool acked = false;                // it has sent an acknowledgement
    bool window_known = false;
    std::uint16_t window = 0;      // as in the header
    std::uint16_t last_flags = 0;  // analysis_flag bits of its last segment
  };
  struct Look {  // the segment at hand
    const TcpSegment& segment;
    Direction& sender;
    Direction& receiver;
    Nanoseconds time;
    SequenceView view;
  };

  static SequenceView ViewOf(const TcpSegment& segment, const Direction& sender,
                             const Direction& receiver);
  std::uint16_t LookAtStart(const TcpSegment& segment, Direction& sender, Direction& receiver);
  static std::uint16_t LookAtAck(const Look& look);
  static std::uint16_t LookForUnseen(const Look& look);
  std::uint16_t LookAtBytes(const Look& look) const;
  void TakeRoundTrip(const TcpSegment& segment, Nanoseconds time);
  static void Remember(const Look& look, std::uint16_t found);

  std::array<Direction, 2> directions_;  // index: Side
  bool ports_reused_;                    // to be said of the first segment
  bool syn_seen_ = false;
  Nanoseconds syn_time_{0};
  Nanoseconds round_trip_{0};  // of the handshake; 0: not known
};

}  // namespace echocheck
