// SPDX-License-Identifier: MIT
// Foreign bytes: whatever is cut off or changed, the decoder stays within the frame. The sanitizer
// build is what makes these tests sharp: each frame lies in a heap block of just its size.
#include <memory>
#include <random>

#include "harness/wire/decode_frame.h"
#include "harness/wire/flow_analyzer.h"
#include "tests/unit/wire/captured_frames.h"

namespace echocheck {
namespace {

DecodeStatus DecodeCopy(LinkType link, std::span<const std::uint8_t> bytes, std::size_t wire_length,
                        TcpSegment& segment) {
  const auto block = std::make_unique<std::uint8_t[]>(bytes.size());
  std::copy(bytes.begin(), bytes.end(), block.get());
  Frame frame;
  frame.number = 1;
  frame.wire_length = static_cast<std::uint32_t>(wire_length);
  frame.data = {block.get(), bytes.size()};
  const auto decoded = DecodeFrame(link, frame);
  const DecodeStatus status = decoded.status;
  segment = decoded.segment;
  if (status == DecodeStatus::kOk) {
    EXPECT_LE(segment.payload.size(), segment.payload_length);
    EXPECT_LE(segment.payload.size(), bytes.size());
    segment.payload = {};  // it borrowed from the block
  }
  return status;
}

TEST(DecodeRobustnessTest, NoPrefixOfAGoodFrameIsTakenForTheWhole) {
  for (const GoodFrame& good : GoodFrames()) {
    const FrameBytes bytes = FromHex(good.hex);
    TcpSegment whole;
    ASSERT_EQ(DecodeCopy(good.link, bytes, bytes.size(), whole), DecodeStatus::kOk);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      const auto prefix = std::span(bytes).first(length);
      TcpSegment segment;
      // The network had no more than this: the length in the IP header is wrong, and what is not
      // there is no payload.
      const std::size_t missing = bytes.size() - length;
      const bool padding = std::string(good.name) == "padded";
      if (DecodeCopy(good.link, prefix, length, segment) == DecodeStatus::kOk) {
        EXPECT_EQ(segment.payload_length + (padding ? 0 : missing), whole.payload_length)
            << good.name << " of " << length;
        EXPECT_EQ(segment.seq, whole.seq);
      }
      // The capture had no more than this.
      if (DecodeCopy(good.link, prefix, bytes.size(), segment) == DecodeStatus::kOk) {
        EXPECT_EQ(segment.payload_length, whole.payload_length) << good.name << " of " << length;
        EXPECT_EQ(segment.seq, whole.seq);
      }
    }
  }
}

TEST(DecodeRobustnessTest, SurvivesRandomChanges) {
  std::mt19937 random(20240513);
  FlowAnalyzer analyzer({});
  std::uint64_t number = 0;
  for (const GoodFrame& good : GoodFrames()) {
    const FrameBytes bytes = FromHex(good.hex);
    for (int round = 0; round < 2000; ++round) {
      const std::size_t length = 1 + random() % bytes.size();
      const auto block = std::make_unique<std::uint8_t[]>(length);
      std::copy_n(bytes.begin(), length, block.get());
      for (unsigned change = random() % 6; change > 0; --change) {
        block[random() % length] = static_cast<std::uint8_t>(random());
      }
      analyzer.Add(good.link, {++number, Nanoseconds(number), 0, {block.get(), length}});
    }
  }
  EXPECT_EQ(analyzer.totals().frames, number);
  EXPECT_EQ(
      analyzer.totals().tcp_segments + analyzer.totals().not_ours + analyzer.totals().malformed,
      number);
  std::uint64_t segments = 0;
  for (const FlowRecord& flow : analyzer.Finish()) {
    segments += flow.segment_count;
    EXPECT_EQ(flow.from_client.segments + flow.from_server.segments, flow.segment_count);
    EXPECT_LE(flow.head.size() + flow.tail.size(), flow.segment_count);
  }
  EXPECT_EQ(segments, analyzer.totals().tcp_segments);
}

}  // namespace
}  // namespace echocheck
