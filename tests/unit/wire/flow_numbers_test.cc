// SPDX-License-Identifier: MIT
// What a flow's record says of both ends: addresses, counts, times, the first frame of each kind.
#include <fmt/format.h>

#include "harness/wire/flow_sampler.h"
#include "tests/unit/wire/flow_fixture.h"

namespace echocheck {
namespace {

TEST_P(FlowTest, CountsTheFirstFrameOfEachKind) {
  Open();
  client.Data("a");
  client.With(tcp_flag::kUrg).Data("!");
  client.With(tcp_flag::kUrg).Data("?");
  client.Fin();
  client.At(4).Fin();
  server.Rst();
  server.Rst();
  client.Rst();
  const FlowRecord& flow = Flow();
  EXPECT_EQ(flow.from_client.syn_frame, 1U);
  EXPECT_EQ(flow.from_server.syn_frame, 2U);
  EXPECT_EQ(flow.from_client.urgent_frame, 5U);
  EXPECT_EQ(flow.from_client.fin_frame, 7U);
  EXPECT_EQ(flow.from_server.rst_frame, 9U);
  EXPECT_EQ(flow.from_client.rst_frame, 11U);
  EXPECT_EQ(flow.first_rst, Side::kServer) << "the client's came later";
  EXPECT_EQ(flow.from_server.resets, 2U);
  EXPECT_EQ(flow.from_client.resets, 1U);
  EXPECT_EQ(flow.from_client.fin_time, std::chrono::microseconds(6)) << "of the first FIN";
}

TEST_P(FlowTest, CountsSegmentsAndThoseWithData) {
  Open();
  client.Data("hoge\n");
  server.Ack();
  server.Data("ho");
  server.Data("ge\n");
  EXPECT_EQ(Flow().from_client.segments, 3U);
  EXPECT_EQ(Flow().from_client.data_segments, 1U);
  EXPECT_EQ(Flow().from_server.segments, 4U);
  EXPECT_EQ(Flow().from_server.data_segments, 2U);
  EXPECT_EQ(Flow().from_server.frame_bytes, 4 * 40U + 5);
}

TEST_P(FlowTest, TheLastDataIsNewData) {
  Open();
  client.Data("hoge\n");
  server.Ack();
  client.At(1).Data("hoge\n");  // again
  EXPECT_EQ(Flow().from_client.last_data_frame, 4U);
}

TEST_P(FlowTest, NeitherAKeepAliveNorAResetBringsNewData) {
  Open();
  client.Data("hoge\n");
  server.Ack();
  client.At(5).Data("\n");  // a keep-alive with a byte
  server.Ack();
  client.With(tcp_flag::kRst).Data("why");  // RFC 9293, 3.5.3: an RST may say why
  EXPECT_EQ(Flow().from_client.last_data_frame, 4U);
}

TEST_P(FlowTest, BeginsAndEndsWithItsEarliestAndLatestStamp) {
  pause_ = std::chrono::microseconds(100);
  Open();
  pause_ = std::chrono::microseconds(0);  // a clock was set back
  client.Data("hoge\n");
  EXPECT_EQ(Flow().first, std::chrono::microseconds(-97));
  EXPECT_EQ(Flow().last, std::chrono::microseconds(2));
}

TEST_P(FlowTest, AStampIsThatOfItsSegment) {
  pause_ = std::chrono::microseconds(100);
  Open();
  client.Data("x");
  EXPECT_EQ(Flow().first, Nanoseconds(0));
  EXPECT_EQ(Flow().last, std::chrono::microseconds(3));
}

// The kinds of segments as Wireshark's tcp.completeness counts them.
TEST_P(FlowTest, TellsWhatAConnectionHasShown) {
  Open();
  EXPECT_EQ(Flow().completeness, completeness::kSyn | completeness::kSynAck | completeness::kAck);
}

TEST_P(FlowTest, TellsThatARefusedConnectionHasShownNoMore) {
  client.Syn();
  server.RstAck();
  // The RST carries an ACK, and has no data: for Wireshark that is an ACK.
  EXPECT_EQ(Flow().completeness, completeness::kSyn | completeness::kAck | completeness::kRst);
}

TEST_P(FlowTest, AResetWithoutAnAckShowsNone) {
  client.Syn();
  server.Rst();
  EXPECT_EQ(Flow().completeness, completeness::kSyn | completeness::kRst);
}

TEST_P(FlowTest, DataAndFinShowThemselves) {
  Open();
  client.DataFin("x");
  EXPECT_EQ(Flow().completeness, 0x1f);
}

// Addresses of both ends, whoever is seen first.
class FlowEndsTest : public testing::Test {
 protected:
  void Capture(const char* from, std::uint16_t from_port, const char* to, std::uint16_t to_port,
               std::uint8_t flags) {
    SegmentSpec spec;
    spec.source_port = from_port;
    spec.destination_port = to_port;
    spec.seq = 1000;
    spec.ack = 2000;
    spec.flags = flags;
    auto packet = MakePacket(spec);
    const IpAddress source = *ParseIpAddress(from);
    const IpAddress destination = *ParseIpAddress(to);
    std::copy(source.bytes.end() - 4, source.bytes.end(), packet.begin() + 12);
    std::copy(destination.bytes.end() - 4, destination.bytes.end(), packet.begin() + 16);
    ++frame_;
    analyzer_.Add(LinkType::kIpv4, {frame_, std::chrono::microseconds(frame_),
                                    static_cast<std::uint32_t>(packet.size()), packet});
  }
  std::string Ends() {
    std::string text;
    for (const FlowRecord& flow : analyzer_.Finish()) {
      text += ToString(flow.client) + ">" + ToString(flow.server) + " ";
    }
    return text;
  }

  FlowOptions options_;
  FlowAnalyzer analyzer_{options_};
  std::uint64_t frame_ = 0;
};

TEST_F(FlowEndsTest, ASynComesFromTheClient) {
  Capture("10.0.0.2", 40000, "10.0.0.1", 50000, tcp_flag::kSyn);
  EXPECT_EQ(Ends(), "10.0.0.2:40000>10.0.0.1:50000 ");
}

TEST_F(FlowEndsTest, ASynAckComesFromTheServer) {
  Capture("10.0.0.2", 40000, "10.0.0.1", 50000, tcp_flag::kSyn | tcp_flag::kAck);
  EXPECT_EQ(Ends(), "10.0.0.1:50000>10.0.0.2:40000 ");
}

TEST_F(FlowEndsTest, WithoutASynTheLowerPortIsTheServers) {
  Capture("10.0.0.9", 40000, "10.0.0.1", 50000, tcp_flag::kAck);
  Capture("10.0.0.1", 60000, "10.0.0.9", 50001, tcp_flag::kAck);
  EXPECT_EQ(Ends(), "10.0.0.1:50000>10.0.0.9:40000 10.0.0.1:60000>10.0.0.9:50001 ");
}

// Both directions of one connection, and what differs from it in one of the four.
TEST_F(FlowEndsTest, AConnectionIsAllFourOfItsEnds) {
  Capture("10.0.0.2", 40000, "10.0.0.1", 50000, tcp_flag::kAck);
  Capture("10.0.0.1", 50000, "10.0.0.2", 40000, tcp_flag::kAck);
  EXPECT_EQ(analyzer_.totals().tcp_segments, 2U);
  Capture("10.0.0.3", 40000, "10.0.0.1", 50000, tcp_flag::kAck);
  Capture("10.0.0.2", 40001, "10.0.0.1", 50000, tcp_flag::kAck);
  Capture("10.0.0.2", 40000, "10.0.0.4", 50000, tcp_flag::kAck);
  Capture("10.0.0.2", 40000, "10.0.0.1", 50001, tcp_flag::kAck);
  // The same two hosts with their ports exchanged are another connection.
  Capture("10.0.0.2", 50000, "10.0.0.1", 40000, tcp_flag::kAck);
  EXPECT_EQ(analyzer_.Finish().size(), 6U);
}

// Keys of connections that differ in one half of one address. Most of them share their place in the
// table with others.
TEST_F(FlowEndsTest, ThousandsOfHostsOnTheSamePortsAreToldApart) {
  constexpr std::size_t kHosts = 4000;
  for (std::size_t host = 0; host < kHosts; ++host) {
    const std::string address = fmt::format("10.{}.{}.7", host % 250, host / 250);
    Capture(address.c_str(), 40000, "10.0.99.1", 50000, tcp_flag::kAck);
    Capture("10.0.99.1", 50000, address.c_str(), 40000, tcp_flag::kAck);
  }
  EXPECT_EQ(analyzer_.Finish().size(), kHosts);
}

TEST(FlowEndsOfIpv6Test, ThousandsOfNetworksAreToldApart) {
  FlowAnalyzer analyzer{FlowOptions{}};
  constexpr std::size_t kNetworks = 4000;
  for (std::size_t network = 0; network < kNetworks; ++network) {
    SegmentSpec spec;
    spec.source_port = 40000;
    spec.destination_port = 50000;
    spec.flags = tcp_flag::kAck;
    const auto ipv4 = MakePacket(spec);
    std::vector<std::uint8_t> packet{0x60, 0, 0, 0, 0, 20, 6, 64};
    for (const std::string& address :
         {fmt::format("2001:db8:{:x}:{:x}::1", network % 250, network / 250),
          std::string("2001:db8:63::1")}) {
      const auto bytes = ParseIpAddress(address)->bytes;
      packet.insert(packet.end(), bytes.begin(), bytes.end());
    }
    packet.insert(packet.end(), ipv4.begin() + 20, ipv4.end());
    analyzer.Add(LinkType::kIpv6,
                 {1, Nanoseconds(0), static_cast<std::uint32_t>(packet.size()), packet});
  }
  EXPECT_EQ(analyzer.Finish().size(), kNetworks);
}

TEST(FlowEndsOnOneHostTest, PortsAloneTellTheDirections) {
  // 127.0.0.1 to itself: the address tells nothing of who sent it.
  FlowAnalyzer analyzer{FlowOptions{}};
  SegmentSpec spec;
  spec.flags = tcp_flag::kAck | tcp_flag::kPsh;
  spec.payload = "hoge\n";
  for (const bool from_client : {true, false, true}) {
    spec.source_port = from_client ? 50001 : 50000;
    spec.destination_port = from_client ? 50000 : 50001;
    const auto packet = MakePacket(spec);
    analyzer.Add(LinkType::kIpv4,
                 {1, Nanoseconds(0), static_cast<std::uint32_t>(packet.size()), packet});
  }
  const auto flows = analyzer.Finish();
  ASSERT_EQ(flows.size(), 1U);
  EXPECT_EQ(flows[0].client.port, 50001) << "the higher one";
  EXPECT_EQ(flows[0].from_client.segments, 2U);
  EXPECT_EQ(flows[0].from_server.segments, 1U);
}

// Samples count their time from the first one, not from the scenario's start.
TEST(LateFlowSamplerTest, ALateConnectionHasAsManySamples) {
  FlowSampler sampler;
  for (int i = 1; i <= 8; ++i) {
    FlowSampler::Progress now;
    now.time = std::chrono::hours(1) + std::chrono::milliseconds(i);
    sampler.Add(now);
  }
  EXPECT_EQ(sampler.Take().size(), 8U);
}

TEST(FlowTotalsTest, CountFramesThatTheCaptureCut) {
  FlowAnalyzer analyzer{FlowOptions{}};
  SegmentSpec spec;
  spec.flags = tcp_flag::kAck;
  spec.payload = "hoge\n";
  const auto packet = MakePacket(spec);
  const auto size = static_cast<std::uint32_t>(packet.size());
  analyzer.Add(LinkType::kIpv4, {1, Nanoseconds(0), size, packet});
  EXPECT_EQ(analyzer.totals().cut, 0U);
  analyzer.Add(LinkType::kIpv4,
               {2, Nanoseconds(0), size, std::span(packet).first(packet.size() - 3)});
  EXPECT_EQ(analyzer.totals().cut, 1U);
}

}  // namespace
}  // namespace echocheck
