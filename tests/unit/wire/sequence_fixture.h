// SPDX-License-Identifier: MIT
// Two peers for tests of Wireshark's marks, a verb a segment. Each says what it was marked with.
#pragma once

#include <gtest/gtest.h>

#include "harness/wire/sequence_analysis.h"

namespace echocheck {

inline constexpr std::uint16_t kFast =
    analysis_flag::kRetransmission | analysis_flag::kFastRetransmission;
inline constexpr std::uint16_t kSpurious =
    analysis_flag::kRetransmission | analysis_flag::kSpuriousRetransmission;

class SequenceAnalysisTest : public testing::Test {
 protected:
  std::uint16_t Send(Side from, std::uint32_t seq, std::uint32_t length, std::uint32_t ack,
                     std::uint8_t flags = tcp_flag::kAck) {
    TcpSegment segment;
    segment.seq = seq;
    segment.payload_length = length;
    segment.ack = ack;
    segment.flags = flags;
    segment.window = window_;
    now_ += pause_;
    return analysis_.Add(segment, from, now_);
  }
  std::uint16_t Client(std::uint32_t seq, std::uint32_t length, std::uint32_t ack) {
    return Send(Side::kClient, seq, length, ack);
  }
  std::uint16_t Server(std::uint32_t seq, std::uint32_t length, std::uint32_t ack) {
    return Send(Side::kServer, seq, length, ack);
  }
  // 10 ms from the SYN to the last ACK.
  void Open() {
    pause_ = std::chrono::milliseconds(5);
    Send(Side::kClient, 1000, 0, 0, tcp_flag::kSyn);
    Send(Side::kServer, 5000, 0, 1001, tcp_flag::kSyn | tcp_flag::kAck);
    Client(1001, 0, 5001);
    pause_ = std::chrono::milliseconds(1);
  }

  SequenceAnalysis analysis_;
  Nanoseconds now_{0};
  Nanoseconds pause_ = std::chrono::milliseconds(1);
  std::uint16_t window_ = 512;
};

}  // namespace echocheck
