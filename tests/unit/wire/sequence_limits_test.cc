// SPDX-License-Identifier: MIT
// Where Wireshark draws the line between a fast retransmission and a segment that was overtaken.
#include <gtest/gtest.h>

#include "harness/wire/sequence_analysis.h"

namespace echocheck {
namespace {

using std::chrono::milliseconds;

class FastRetransmissionTest : public testing::Test {
 protected:
  std::uint16_t At(milliseconds time, Side from, std::uint32_t seq, std::uint32_t length,
                   std::uint32_t ack, std::uint8_t flags = tcp_flag::kAck) {
    TcpSegment segment;
    segment.seq = seq;
    segment.payload_length = length;
    segment.ack = ack;
    segment.flags = flags;
    segment.window = 512;
    return analysis_.Add(segment, from, time);
  }
  // Two duplicate ACKs of 1001, at 102 and 103 ms; 1011 had overtaken what is lacking at 101 ms.
  void AskAgain(milliseconds round_trip) {
    At(milliseconds(0), Side::kClient, 1000, 0, 0, tcp_flag::kSyn);
    At(milliseconds(1), Side::kServer, 5000, 0, 1001, tcp_flag::kSyn | tcp_flag::kAck);
    At(round_trip, Side::kClient, 1001, 0, 5001);
    At(milliseconds(101), Side::kClient, 1011, 5, 5001);
    EXPECT_EQ(At(milliseconds(102), Side::kServer, 5001, 0, 1001), analysis_flag::kDuplicateAck);
    EXPECT_EQ(At(milliseconds(103), Side::kServer, 5001, 0, 1001), analysis_flag::kDuplicateAck);
  }

  SequenceAnalysis analysis_;
};

TEST_F(FastRetransmissionTest, IsWhatWasAskedFor) {
  AskAgain(milliseconds(50));
  EXPECT_EQ(At(milliseconds(104), Side::kClient, 1001, 5, 5001),
            analysis_flag::kRetransmission | analysis_flag::kFastRetransmission);
}

TEST_F(FastRetransmissionTest, IsNotWhatNobodyAskedFor) {
  AskAgain(milliseconds(50));
  EXPECT_EQ(At(milliseconds(104), Side::kClient, 1006, 5, 5001), analysis_flag::kOutOfOrder);
}

TEST_F(FastRetransmissionTest, ComesWithin20Milliseconds) {
  AskAgain(milliseconds(50));
  EXPECT_EQ(At(milliseconds(123), Side::kClient, 1001, 5, 5001), analysis_flag::kOutOfOrder)
      << "later, and less than a round trip late";
}

}  // namespace
}  // namespace echocheck
