// SPDX-License-Identifier: MIT
#include "harness/wire/repeated_frames.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

using Finding = RepeatedFrames::Finding;

class RepeatedFramesTest : public testing::Test {
 protected:
  Finding Send(Side from, std::uint32_t seq, std::uint32_t length, std::uint16_t identification,
               std::uint8_t flags = tcp_flag::kAck) {
    TcpSegment segment;
    segment.seq = seq;
    segment.payload_length = length;
    segment.identification = identification;
    segment.flags = flags;
    segment.checksum = checksum_;
    now_ += std::chrono::microseconds(10);
    return frames_.Add(segment, from, now_);
  }

  RepeatedFrames frames_;
  Nanoseconds now_{0};
  std::uint16_t checksum_ = 0;
};

TEST_F(RepeatedFramesTest, TheSameIdentificationIsTheSamePacket) {
  EXPECT_EQ(Send(Side::kClient, 1, 5, 70), Finding::kNew);
  EXPECT_EQ(Send(Side::kClient, 6, 5, 71), Finding::kNew);
  EXPECT_EQ(Send(Side::kClient, 6, 5, 71), Finding::kSame);
  EXPECT_EQ(Send(Side::kClient, 1, 5, 70), Finding::kSame);
  EXPECT_EQ(Send(Side::kClient, 1, 5, 70), Finding::kNew);  // a third, whatever made it
}

TEST_F(RepeatedFramesTest, WhatTcpRepeatsIsAnotherPacket) {
  Send(Side::kClient, 1, 5, 70);
  EXPECT_EQ(Send(Side::kClient, 1, 5, 71), Finding::kNew);
}

TEST_F(RepeatedFramesTest, TheOtherSidesFramesAreOthers) {
  Send(Side::kClient, 1, 5, 70);
  EXPECT_EQ(Send(Side::kServer, 1, 5, 70), Finding::kNew);
}

TEST_F(RepeatedFramesTest, AnotherChecksumIsAnotherFrame) {
  Send(Side::kClient, 1, 5, 70);
  checksum_ = 1;
  EXPECT_EQ(Send(Side::kClient, 1, 5, 70), Finding::kNew);
}

TEST_F(RepeatedFramesTest, WhatComesLongAfterwardsIsNoCopy) {
  Send(Side::kClient, 1, 5, 70);
  now_ += std::chrono::milliseconds(200);
  EXPECT_EQ(Send(Side::kClient, 1, 5, 70), Finding::kNew);
}

TEST_F(RepeatedFramesTest, TheLatestOfManyAlikeIsTheOneThatCounts) {
  Send(Side::kClient, 9, 5, 69);
  Send(Side::kClient, 1, 5, 70);
  now_ += std::chrono::milliseconds(200);
  Send(Side::kClient, 1, 5, 70);
  EXPECT_EQ(Send(Side::kClient, 1, 5, 70), Finding::kSame);
}

// RFC 6864 lets a sender give every packet the identification 0.
TEST_F(RepeatedFramesTest, WithoutIdentificationsThereIsDoubt) {
  Send(Side::kClient, 1, 5, 0);
  Send(Side::kClient, 6, 5, 0);
  EXPECT_EQ(Send(Side::kClient, 6, 5, 0), Finding::kPerhaps);
  EXPECT_FALSE(frames_.AllTwice());
}

TEST_F(RepeatedFramesTest, ThereIsNoDoubtIfEverythingComesTwice) {
  for (std::uint32_t seq = 1; seq < 100; seq += 5) {
    Send(Side::kClient, seq, 5, 0);
    EXPECT_EQ(Send(Side::kClient, seq, 5, 0), Finding::kPerhaps);
    EXPECT_EQ(frames_.AllTwice(), seq > 1) << seq;
  }
}

// Acknowledgements repeat for many reasons: they do not count.
TEST_F(RepeatedFramesTest, AcknowledgementsProveNothing) {
  Send(Side::kClient, 1, 5, 0);
  for (int i = 0; i < 20; ++i) Send(Side::kServer, 1, 0, 0);
  EXPECT_FALSE(frames_.AllTwice());
}

TEST_F(RepeatedFramesTest, OneIdentificationForAllTellsNothing) {
  Send(Side::kClient, 1, 5, 70);
  Send(Side::kClient, 6, 5, 70);
  EXPECT_EQ(Send(Side::kClient, 6, 5, 70), Finding::kPerhaps);
}

TEST_F(RepeatedFramesTest, APacketWithoutIdentificationIsInDoubtBesideOthers) {
  Send(Side::kClient, 1, 5, 70);
  Send(Side::kClient, 6, 5, 0);
  EXPECT_EQ(Send(Side::kClient, 6, 5, 0), Finding::kPerhaps);
}

TEST_F(RepeatedFramesTest, ACopyIsNotStampedBeforeTheFirst) {
  Send(Side::kClient, 1, 5, 70);
  Send(Side::kClient, 6, 5, 71);
  now_ -= std::chrono::milliseconds(1);
  EXPECT_EQ(Send(Side::kClient, 6, 5, 71), Finding::kNew);
}

TEST_F(RepeatedFramesTest, RemembersEight) {
  Send(Side::kClient, 1, 5, 70);
  now_ += std::chrono::milliseconds(200);
  Send(Side::kClient, 1, 5, 70);  // in the place that it had
  for (std::uint16_t i = 1; i < 8; ++i) Send(Side::kClient, 1 + i * 5U, 5, 70 + i);
  EXPECT_EQ(Send(Side::kClient, 1, 5, 70), Finding::kSame);
  EXPECT_EQ(Send(Side::kClient, 6, 5, 71), Finding::kSame);
}

TEST_F(RepeatedFramesTest, TwoOfManyThatComeTwiceProveNothing) {
  for (std::uint32_t seq = 1; seq < 50; seq += 5) Send(Side::kClient, seq, 5, 0);
  Send(Side::kClient, 41, 5, 0);
  Send(Side::kClient, 46, 5, 0);
  EXPECT_FALSE(frames_.AllTwice());
}

// Both SYNs, both FINs, and nothing said. ACKs need no second.
TEST_F(RepeatedFramesTest, SynsAndFinsCountAsDataDoes) {
  for (const std::uint8_t flag : {tcp_flag::kSyn, tcp_flag::kFin}) {
    EXPECT_FALSE(frames_.AllTwice());
    Send(Side::kClient, 1, 0, 0, flag);
    Send(Side::kClient, 1, 0, 0, flag);
    for (std::uint32_t seq = 10; seq < 20; ++seq) Send(Side::kServer, seq, 0, 0);
  }
  EXPECT_TRUE(frames_.AllTwice());
}

}  // namespace
}  // namespace echocheck
