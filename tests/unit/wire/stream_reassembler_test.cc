// SPDX-License-Identifier: MIT
// The bounds of what waits behind a hole, order regained from any disorder, numbers that wrap.
#include "harness/wire/stream_reassembler.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "harness/wire/tcp_sender.h"

namespace echocheck {
namespace {

std::uint64_t HashOf(const std::string& bytes) {
  StreamHash hash;
  hash.Add(bytes);
  return hash.value();
}

TEST(StreamReassemblerTest, RegainsTheOrderOfAnyShuffledOverlappingPieces) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::string stream(1 + random() % 200, ' ');
    for (char& byte : stream) byte = static_cast<char>(random());
    std::vector<std::pair<std::size_t, std::size_t>> pieces;
    for (std::size_t at = 0; at < stream.size();) {
      const std::size_t length = std::min<std::size_t>(1 + random() % 20, stream.size() - at);
      const std::size_t overlap = std::min<std::size_t>(random() % 5, at);
      pieces.emplace_back(at - overlap, length + overlap);
      if (random() % 4 == 0) pieces.emplace_back(at, length);
      at += length;
    }
    std::shuffle(pieces.begin(), pieces.end(), random);
    StreamReassembler reassembler(true);
    for (const auto& [at, length] : pieces) {
      reassembler.Add(1 + static_cast<std::int64_t>(at), static_cast<std::uint32_t>(length),
                      std::string_view(stream).substr(at, length));
    }
    ASSERT_EQ(reassembler.bytes(), stream.size()) << "round " << round;
    ASSERT_EQ(reassembler.hash(), HashOf(stream)) << "round " << round;
    ASSERT_TRUE(reassembler.known());
  }
}

TEST(StreamReassemblerTest, GivesUpAHoleWhenTooMuchWaitsBehindIt) {
  StreamReassembler reassembler(true);
  const std::string block(64 << 10, 'x');
  std::int64_t offset = 6;  // five bytes are missing
  for (int i = 0; i < 200; ++i) {
    reassembler.Add(offset, static_cast<std::uint32_t>(block.size()), block);
    offset += static_cast<std::int64_t>(block.size());
  }
  EXPECT_EQ(reassembler.next(), offset);
  EXPECT_EQ(reassembler.missing(), 5U);
  EXPECT_EQ(reassembler.bytes(), 200 * block.size());
  EXPECT_FALSE(reassembler.known());
}

TEST(StreamReassemblerTest, GivesUpSoonerWhatTheReceiverHasAcknowledged) {
  StreamReassembler reassembler(true);
  const std::string block(40 << 10, 'x');
  reassembler.Add(6, static_cast<std::uint32_t>(block.size()), block);
  reassembler.Acknowledged(6);
  EXPECT_EQ(reassembler.next(), 1);  // it may still come, if the capture shuffled its frames
  const auto next = 6 + static_cast<std::int64_t>(block.size());
  reassembler.Add(next, static_cast<std::uint32_t>(block.size()), block);
  EXPECT_EQ(reassembler.missing(), 5U);
  EXPECT_EQ(reassembler.bytes(), 2 * block.size());
}

TEST(StreamReassemblerTest, BoundsTheNumberOfPieces) {
  StreamReassembler reassembler(true);
  for (std::int64_t i = 1; i <= 10000; ++i) reassembler.Add(2 * i, 1, "x");
  reassembler.Finish();
  EXPECT_EQ(reassembler.bytes(), 10000U);
  EXPECT_EQ(reassembler.missing(), 10000U);
}

TEST(StreamReassemblerTest, DoesNotBelieveAnAckOfWhatNobodyCanHaveSent) {
  StreamReassembler reassembler(true);
  reassembler.Add(1, 1, "x");
  reassembler.Acknowledged(std::int64_t{1} << 31);
  reassembler.Finish();
  EXPECT_EQ(reassembler.missing(), 0U);
}

TEST(StreamReassemblerTest, GivesUpAHoleWhenTooManyPiecesWaitBehindIt) {
  StreamReassembler reassembler(true);
  for (std::int64_t i = 1; i <= 4096; ++i) reassembler.Add(2 * i, 1, "x");
  EXPECT_EQ(reassembler.next(), 1);
  reassembler.Add(2 * 4097, 1, "x");
  EXPECT_EQ(reassembler.next(), 3);
}

TEST(StreamReassemblerTest, WaitsForWhatTheReceiverHasNotAcknowledged) {
  StreamReassembler reassembler(true);
  const std::string block(100 << 10, 'x');
  reassembler.Add(6, static_cast<std::uint32_t>(block.size()), block);
  EXPECT_EQ(reassembler.next(), 1);
  reassembler.Acknowledged(6);
  EXPECT_EQ(reassembler.missing(), 5U) << "as soon as it is acknowledged";
}

TEST(StreamReassemblerTest, HashesNothingThatIsNotWanted) {
  StreamReassembler reassembler(false);
  reassembler.Add(1, 4, "hoge");
  EXPECT_EQ(reassembler.bytes(), 4U);
  EXPECT_EQ(reassembler.hash(), HashOf(""));
}

TEST(OutOfOrderQueueTest, HoldsEachByteOnce) {
  OutOfOrderQueue buffer;
  EXPECT_EQ(buffer.Add(10, 20, "0123456789"), 10U);
  EXPECT_EQ(buffer.Add(5, 25, "ab"), 10U) << "of which the capture has two";
  EXPECT_EQ(buffer.bytes(), 20U);
  EXPECT_EQ(buffer.TakeFirst().bytes, "ab");
  EXPECT_EQ(buffer.TakeFirst().bytes, "0123456789");
  EXPECT_EQ(buffer.TakeFirst().bytes, "");
  EXPECT_TRUE(buffer.empty());
}

TEST(TcpSenderTest, FollowsStreamsBeyondFourGigabytes) {
  constexpr std::uint32_t kStep = 1U << 29;
  for (const std::uint32_t isn : {0U, 0x7fffffffU, 0xffffffffU}) {
    TcpSender sender(false);
    sender.TakeSyn(isn);
    for (std::int64_t i = 0; i < 40; ++i) {
      const std::int64_t offset = 1 + i * kStep;
      ASSERT_EQ(sender.Offset(isn + static_cast<std::uint32_t>(offset)), offset);
      ASSERT_EQ(sender.Offset(isn + static_cast<std::uint32_t>(offset - 1000)), offset - 1000);
      ASSERT_EQ(sender.stream.Add(offset, kStep, {}), StreamReassembler::Position::kNext);
    }
    EXPECT_EQ(sender.stream.bytes(), std::uint64_t{40} * kStep);
  }
}

}  // namespace
}  // namespace echocheck
