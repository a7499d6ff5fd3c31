// SPDX-License-Identifier: MIT
// Which segments make a flow, who is who in it, and what is counted.
#include "harness/wire/flow_analyzer.h"

#include "tests/unit/base/ip_literal.h"
#include "tests/unit/wire/captured_frames.h"
#include "tests/unit/wire/flow_fixture.h"

namespace echocheck {
namespace {

TEST_P(FlowTest, NamesBothEnds) {
  Open();
  EXPECT_EQ(ToString(Flow().client), "127.0.0.1:50001");
  EXPECT_EQ(ToString(Flow().server), "127.0.0.1:50000");
  EXPECT_TRUE(Flow().handshake_seen);
  EXPECT_EQ(Flow().from_client.syn_frame, 1U);
  EXPECT_EQ(Flow().from_server.syn_frame, 2U);
  EXPECT_EQ(Flow().first, Nanoseconds(0));
  EXPECT_EQ(Flow().last, std::chrono::microseconds(2));
}

TEST_P(FlowTest, CountsTimesFromTheOriginItIsGiven) {
  options_.origin = std::chrono::microseconds(-10);
  Open();
  EXPECT_EQ(Flow().first, std::chrono::microseconds(11));
}

TEST_P(FlowTest, StampsThatGoBackMakeNoNegativeDuration) {
  options_.origin = Nanoseconds(0);
  Open();  // 1, 2, 3 us
  pause_ = std::chrono::microseconds(-10);
  client.Data("hoge\n");  // 4 us less 10
  pause_ = std::chrono::microseconds(-5);
  server.Data("hoge\n");
  EXPECT_EQ(Flow().first, std::chrono::microseconds(-6));
  EXPECT_EQ(Flow().last, std::chrono::microseconds(3));
}

TEST_P(FlowTest, OpensANewFlowForANewConnectionOnTheSamePorts) {
  Open();
  client.Data("hoge\n");
  Close();
  client.Restart(GetParam() + 64000);
  server.Restart(GetParam() + 128000);
  Open();
  ASSERT_EQ(Flows().size(), 2U);
  EXPECT_EQ(Flows()[0].segment_count, 7U);
  EXPECT_EQ(Flows()[1].segment_count, 3U);
  EXPECT_EQ(Flows()[1].client_state, TcpState::kEstablished);
  EXPECT_EQ(Flows()[1].head[0].role, SegmentRole::kSyn);
}

TEST_P(FlowTest, OpensANewFlowWhenTheCaptureLacksTheEndOfTheLast) {
  Open();
  client.Restart(GetParam() + 64000);
  server.Restart(GetParam() + 128000);
  Open();
  EXPECT_EQ(Flows().size(), 2U);
}

TEST_P(FlowTest, OpensANewFlowAfterARefusal) {
  client.Syn();
  server.RstAck();
  client.Restart(GetParam() + 64000);
  server.Restart(GetParam() + 5);
  Open();
  ASSERT_EQ(Flows().size(), 2U);
  EXPECT_EQ(Flows()[1].client_state, TcpState::kEstablished);
}

TEST_P(FlowTest, StaysWithAFlowWhoseSynIsRepeated) {
  client.Syn();
  client.At(0).Syn();
  server.SynAck();
  client.At(0).Syn();
  EXPECT_EQ(Flow().segment_count, 4U);
}

TEST_P(FlowTest, JoinsAFlowInItsMiddle) {
  client.Uncaptured().Syn();
  server.Uncaptured().SynAck();
  client.Uncaptured().Data("before");
  server.Data("hoge\n");
  client.Ack();
  client.Data("piyo\n");
  EXPECT_FALSE(Flow().handshake_seen);
  EXPECT_EQ(ToString(Flow().server), "127.0.0.1:50000");  // the lower port
  EXPECT_EQ(Roles(), "S:data C:ack C:data");
  EXPECT_EQ(Flow().head[0].seq, 1U);  // as Wireshark counts
  EXPECT_EQ(Flow().head[0].ack, 1U);
  EXPECT_EQ(Flow().from_client.stream_bytes, 5U);
  EXPECT_EQ(Flow().from_client.missing_bytes, 0U);
  EXPECT_FALSE(Flow().unsolicited_frame);  // it may answer what was before
  EXPECT_EQ(FinalStates(), "ESTABLISHED/ESTABLISHED");
}

TEST_P(FlowTest, TakesWhatWasInFlightWhenTheCaptureBeganForNoHole) {
  client.Uncaptured().Syn();
  server.Uncaptured().SynAck();
  client.Uncaptured().Data("before");
  server.Acking(1).Ack();
  client.Data("hoge\n");
  EXPECT_EQ(Roles(), "S:ack C:data");
  EXPECT_EQ(Flow().from_client.missing_bytes, 0U);
}

TEST_P(FlowTest, KnowsTheServerInTheMiddleOfAFlowIfTold) {
  options_.servers = {{"127.0.0.1"_ip, 50001}};
  client.Uncaptured().Syn();
  server.Uncaptured().SynAck();
  client.Data("hoge\n");
  EXPECT_EQ(Flow().server.port, 50001);
}

TEST_P(FlowTest, KnowsTheServerByItsSynAck) {
  options_.servers = {{IpAddress(), 50001}};
  client.Uncaptured().Syn();
  server.SynAck();
  client.Ack();
  EXPECT_EQ(Flow().server.port, 50000);
  EXPECT_EQ(Roles(), "S:syn-ack C:handshake-ack");
  EXPECT_EQ(FinalStates(), "ESTABLISHED/ESTABLISHED");
}

TEST_P(FlowTest, LeavesConnectionsOfOthersOut) {
  options_.servers = {{"127.0.0.1"_ip, 50009}, {"127.0.0.2"_ip, 50000}};
  Open();
  EXPECT_TRUE(Flows().empty());
  EXPECT_EQ(Totals().not_ours, 3U);
  EXPECT_EQ(Totals().tcp_segments, 0U);
}

TEST_P(FlowTest, TakesAServerOnEveryAddress) {
  options_.servers = {{"::"_ip, 50000}};
  Open();
  EXPECT_EQ(Flow().segment_count, 3U);
}

TEST_P(FlowTest, HandsOverEveryFlowOnce) {
  std::vector<FlowRecord> done;
  options_.on_flow_done = [&done](FlowRecord&& flow) { done.push_back(std::move(flow)); };
  constexpr std::size_t kFlows = 3000;
  for (std::uint32_t i = 0; i < kFlows; ++i) {
    client.Restart(GetParam() + 64000 * i);
    server.Restart(GetParam() + 64000 * i + 7);
    Open();
    client.Data("hoge\n");
    Close();
  }
  EXPECT_GE(done.size(), kFlows - 1);  // the same ports: each SYN shows the last flow out
  EXPECT_TRUE(Flows().empty());
  ASSERT_EQ(done.size(), kFlows);
  for (const FlowRecord& flow : done) ASSERT_EQ(flow.segment_count, 7U);
}

// Frames of `count` short connections from different ports, opened and closed one by one.
void PlayConnections(FlowAnalyzer& analyzer, std::uint32_t count) {
  constexpr int kS = tcp_flag::kSyn;
  constexpr int kF = tcp_flag::kFin;
  constexpr int kA = tcp_flag::kAck;
  std::uint64_t number = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto port = static_cast<std::uint16_t>(1024 + i);
    const auto add = [&](bool from_client, std::uint32_t seq, std::uint32_t ack, int flags) {
      SegmentSpec spec;
      spec.source_port = from_client ? port : std::uint16_t{7};
      spec.destination_port = from_client ? std::uint16_t{7} : port;
      spec.seq = seq;
      spec.ack = ack;
      spec.flags = static_cast<std::uint8_t>(flags);
      const auto packet = MakePacket(spec);
      analyzer.Add(LinkType::kIpv4, {++number, Nanoseconds(number), 0, packet});
    };
    add(true, 0, 0, kS);
    add(false, 0, 1, kS | kA);
    add(true, 1, 1, kA);
    add(true, 1, 1, kF | kA);
    add(false, 1, 2, kF | kA);
    add(true, 2, 2, kA);
    add(false, 1, 2, kF | kA);  // late: its ACK was lost
  }
}

TEST(FlowAnalyzerTest, ForgetsClosedFlowsSoonButNotAtOnce) {
  std::size_t done = 0;
  FlowOptions options;
  options.head = options.tail = 0;
  options.on_flow_done = [&done](FlowRecord&& flow) {
    EXPECT_EQ(flow.segment_count, 7U) << flow.client.port;
    ++done;
  };
  FlowAnalyzer analyzer(options);
  PlayConnections(analyzer, 5000);
  EXPECT_EQ(done, 5000U - 1024U);
  analyzer.Finish();
  EXPECT_EQ(done, 5000U);
}

TEST(FlowAnalyzerTest, KeepsTheOrderOfFirstSegments) {
  FlowAnalyzer analyzer({});
  PlayConnections(analyzer, 100);
  const auto flows = analyzer.Finish();
  ASSERT_EQ(flows.size(), 100U);
  for (std::size_t i = 0; i < flows.size(); ++i) EXPECT_EQ(flows[i].client.port, 1024 + i);
}

TEST(FlowAnalyzerTest, CountsEveryFrameOnce) {
  FlowAnalyzer analyzer({});
  const auto add = [&](const std::string& hex) {
    const FrameBytes bytes = FromHex(hex);
    analyzer.Add(LinkType::kRaw, {1, Nanoseconds(0), 0, bytes});
  };
  add(kIpv4Of37 + kHoge);
  add(kIpv6Of37 + kHoge);
  add("4500 001d 0001 0000 4011 0000" + kLoopback4 + "c351 c350 0009 0000 78");
  add("4500");
  EXPECT_EQ(analyzer.totals().frames, 4U);
  EXPECT_EQ(analyzer.totals().tcp_segments, 2U);
  EXPECT_EQ(analyzer.totals().not_ours, 1U);
  EXPECT_EQ(analyzer.totals().malformed, 1U);
  const auto flows = analyzer.Finish();
  ASSERT_EQ(flows.size(), 2U);  // the families apart
  EXPECT_EQ(ToString(flows[1].client), "[::1]:50001");
}

}  // namespace
}  // namespace echocheck
