// SPDX-License-Identifier: MIT
// When flows are handed over: the oldest of those that have closed, once 1024 others wait.
#include <gmock/gmock.h>

#include "harness/wire/flow_analyzer.h"
#include "harness/wire/flow_key.h"
#include "tests/unit/wire/flow_fixture.h"

namespace echocheck {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::uint8_t kRstAck = tcp_flag::kRst | tcp_flag::kAck;

// Clients by their ports, all of one server. A connection is a SYN, and is closed by an RST.
class FlowLeavingTest : public testing::Test {
 protected:
  FlowLeavingTest() : analyzer_(Options()) {}

  void Opens(std::uint16_t port, std::uint32_t seq = 1000) {
    Send({port, 7, seq, 0, tcp_flag::kSyn, 512, 1, {}, ""});
  }
  void IsRefused(std::uint16_t port) { Send({7, port, 0, 1001, kRstAck, 512, 1, {}, ""}); }
  void OpenAndClose(std::uint16_t port) {
    Opens(port);
    IsRefused(port);
  }
  void Others(int count) {
    for (int i = 0; i < count; ++i) OpenAndClose(static_cast<std::uint16_t>(2000 + i));
  }

  std::vector<std::uint16_t> left_;  // client ports, in the order in which they were handed over

 private:
  FlowOptions Options() {
    FlowOptions options;
    options.on_flow_done = [this](FlowRecord&& flow) { left_.push_back(flow.client.port); };
    return options;
  }
  void Send(const SegmentSpec& spec) {
    const auto packet = MakePacket(spec);
    ++frame_;
    analyzer_.Add(LinkType::kIpv4,
                  {frame_, Nanoseconds(frame_), static_cast<std::uint32_t>(packet.size()), packet});
  }

  std::uint64_t frame_ = 0;
  FlowAnalyzer analyzer_;
};

TEST_F(FlowLeavingTest, WhoeverClosedFirstLeavesFirst) {
  Opens(101);
  OpenAndClose(102);
  IsRefused(101);
  Others(1023);
  EXPECT_THAT(left_, ElementsAre(102));
}

TEST_F(FlowLeavingTest, AnOpenFlowDoesNotLeave) {
  Opens(101);
  Others(1025);
  EXPECT_THAT(left_, ElementsAre(2000));
}

// Its ports were used again while it waited: the new one takes its own turn.
TEST_F(FlowLeavingTest, TheNextConnectionTakesItsOwnTurn) {
  OpenAndClose(101);
  Opens(101, 5000);
  IsRefused(101);
  EXPECT_THAT(left_, ElementsAre(101)) << "the first one";
  Others(1023);
  EXPECT_THAT(left_, ElementsAre(101));
  Others(1024);
  EXPECT_THAT(std::vector(left_.begin(), left_.begin() + 2), ElementsAre(101, 101));
}

// A SYN that was refused comes again: somebody listens now.
TEST_F(FlowLeavingTest, ASessionThatBeganAnewStays) {
  OpenAndClose(101);
  Opens(101);
  Others(1024);
  EXPECT_THAT(left_, IsEmpty());
}

TEST(FlowKeyTest, IsTheSameForBothDirectionsAndPutsTheSmallerEndFirst) {
  TcpSegment there;
  there.source_port = 7;
  there.destination_port = 50001;
  TcpSegment back;
  back.source_port = 50001;
  back.destination_port = 7;
  bool source_first = false;
  const FlowKey key = MakeFlowKey(there, source_first);
  EXPECT_TRUE(source_first);
  EXPECT_TRUE(key == MakeFlowKey(back, source_first));
  EXPECT_FALSE(source_first);
}

TEST(FlowKeyTest, DiffersWhereAnyWordDoes) {
  const FlowKey key;
  EXPECT_TRUE(key == FlowKey());
  for (std::size_t i = 0; i < key.words.size(); ++i) {
    FlowKey other;
    other.words[i] = 1;
    EXPECT_FALSE(key == other) << i;
  }
}

// A packet with an identification of its own is the same frame as soon as it comes again.
TEST(SameFrameTest, IsToldByTheIdentification) {
  std::vector<std::optional<SegmentNote>> notes;
  FlowOptions options;
  options.on_segment = [&](const SegmentNotice& notice) { notes.push_back(notice.segment.note); };
  FlowAnalyzer analyzer(options);
  const auto send = [&](std::uint16_t identification, std::uint32_t seq) {
    const auto packet = MakePacket(
        {50001, 7, seq, 1, tcp_flag::kPsh | tcp_flag::kAck, 512, identification, {}, "x"});
    analyzer.Add(LinkType::kIpv4,
                 {1, Nanoseconds(0), static_cast<std::uint32_t>(packet.size()), packet});
  };
  send(70, 1);
  send(71, 2);
  send(71, 2);
  EXPECT_THAT(notes, ElementsAre(std::nullopt, std::nullopt, SegmentNote::kSameFrame));
  const auto flows = analyzer.Finish();
  EXPECT_EQ(flows.at(0).from_client.same_frames, 1U);
}

// Without one it takes two that came twice.
TEST(SameFrameTest, IsToldByOthersThatCameTwice) {
  std::vector<std::optional<SegmentNote>> notes;
  FlowOptions options;
  options.on_segment = [&](const SegmentNotice& notice) { notes.push_back(notice.segment.note); };
  FlowAnalyzer analyzer(options);
  for (const std::uint32_t seq : {1U, 1U, 2U, 2U}) {
    const auto packet =
        MakePacket({50001, 7, seq, 1, tcp_flag::kPsh | tcp_flag::kAck, 512, 0, {}, "x"});
    analyzer.Add(LinkType::kIpv4,
                 {1, Nanoseconds(0), static_cast<std::uint32_t>(packet.size()), packet});
  }
  EXPECT_THAT(notes,
              ElementsAre(std::nullopt, std::nullopt, std::nullopt, SegmentNote::kSameFrame));
}

}  // namespace
}  // namespace echocheck
