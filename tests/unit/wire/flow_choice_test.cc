// SPDX-License-Identifier: MIT
// What FlowOptions ask for: which connections make flows, which keep their segments, when a flow is
// handed over.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/unit/base/ip_literal.h"
#include "tests/unit/wire/captured_frames.h"
#include "tests/unit/wire/flow_fixture.h"

namespace echocheck {
namespace {

constexpr std::uint16_t kServer = 50000;

// Segments of many clients of one server. Frames are numbered, and a microsecond apart.
class FlowChoiceTest : public testing::Test {
 protected:
  FlowAnalyzer& Analyzer() {
    if (!analyzer_) analyzer_ = std::make_unique<FlowAnalyzer>(options_);
    return *analyzer_;
  }
  void Send(std::uint16_t from, std::uint16_t to, std::uint8_t flags, std::uint32_t seq = 1,
            std::uint32_t ack = 1, const std::string& payload = {}) {
    SegmentSpec spec;
    spec.source_port = from;
    spec.destination_port = to;
    spec.seq = seq;
    spec.ack = ack;
    spec.flags = flags;
    spec.payload = payload;
    const auto packet = MakePacket(spec);
    ++frame_;
    Analyzer().Add(LinkType::kIpv4, {frame_, std::chrono::microseconds(frame_),
                                     static_cast<std::uint32_t>(packet.size()), packet});
  }
  void Syn(std::uint16_t client, std::uint32_t isn = 0) {
    Send(client, kServer, tcp_flag::kSyn, isn, 0);
  }
  void Data(std::uint16_t client, const std::string& payload) {
    Send(client, kServer, tcp_flag::kAck, 1, 1, payload);
  }
  void Reset(std::uint16_t client) { Send(client, kServer, tcp_flag::kRst); }
  // More connections than wait for late segments.
  void ManyCome() {
    for (std::uint16_t client = 1000; client < 2100; ++client) {
      Syn(client);
      Reset(client);
    }
  }
  void HandOver() {
    options_.on_flow_done = [this](FlowRecord&& flow) { done_[flow.client.port].push_back(flow); };
  }

  FlowOptions options_;
  std::unique_ptr<FlowAnalyzer> analyzer_;
  std::map<std::uint16_t, std::vector<FlowRecord>> done_;  // by the client's port
  std::uint64_t frame_ = 0;
};

TEST_F(FlowChoiceTest, HandsOverOnlyWhatHasClosed) {
  HandOver();
  Syn(50001);
  ManyCome();
  EXPECT_GT(done_.size(), 50U);
  EXPECT_EQ(done_.count(50001), 0U);
  Data(50001, "hoge\n");
  Analyzer().Finish();
  ASSERT_EQ(done_[50001].size(), 1U);
  EXPECT_EQ(done_[50001][0].from_client.stream_bytes, 5U);
}

TEST_F(FlowChoiceTest, AHalfClosedConnectionHasNotClosed) {
  HandOver();
  // The client's FIN has been acknowledged; the server goes on.
  Syn(50001);
  Send(kServer, 50001, tcp_flag::kSyn | tcp_flag::kAck, 0, 1);
  Send(50001, kServer, tcp_flag::kFin | tcp_flag::kAck, 1, 1);
  Send(kServer, 50001, tcp_flag::kAck, 1, 2);
  ManyCome();
  EXPECT_EQ(done_.count(50001), 0U);
  Send(kServer, 50001, tcp_flag::kFin | tcp_flag::kAck, 1, 2);
  Send(50001, kServer, tcp_flag::kAck, 2, 2);
  Analyzer().Finish();
  EXPECT_EQ(done_[50001].size(), 1U);
}

TEST_F(FlowChoiceTest, WhoseEndIsNotAcknowledgedHasNotClosed) {
  HandOver();
  // The server closed first and is through; the client's own FIN waits for its ACK.
  Syn(50001);
  Send(kServer, 50001, tcp_flag::kSyn | tcp_flag::kAck, 0, 1);
  Send(kServer, 50001, tcp_flag::kFin | tcp_flag::kAck, 1, 1);
  Send(50001, kServer, tcp_flag::kFin | tcp_flag::kAck, 1, 2);
  ManyCome();
  EXPECT_EQ(done_.count(50001), 0U);
}

TEST_F(FlowChoiceTest, APortThatIsUsedAgainIsNotHandedOverForItsFirstUse) {
  HandOver();
  Syn(50001);
  Reset(50001);
  Syn(50001, 7777);  // closes the books of the first, and stays open
  EXPECT_EQ(done_[50001].size(), 1U);
  ManyCome();
  EXPECT_EQ(done_[50001].size(), 1U);
  Analyzer().Finish();
  EXPECT_EQ(done_[50001].size(), 2U);
}

TEST_F(FlowChoiceTest, WithoutAReceiverAllFlowsAreKeptUntilTheEnd) {
  ManyCome();
  EXPECT_EQ(Analyzer().Finish().size(), 1100U);
}

TEST_F(FlowChoiceTest, KeepsTheSegmentsThatItIsAskedFor) {
  options_.keeps_segments = [](std::uint64_t, std::uint16_t a, std::uint16_t b) {
    return a == 50002 || b == 50002;
  };
  for (const std::uint16_t client : {50001, 50002}) Syn(client);
  const auto flows = Analyzer().Finish();
  EXPECT_TRUE(flows.at(0).head.empty());
  EXPECT_EQ(flows.at(1).head.size(), 1U);
}

TEST_F(FlowChoiceTest, TellsOfSegmentsThatItDoesNotKeep) {
  std::size_t told = 0;
  options_.keeps_segments = [](std::uint64_t, std::uint16_t, std::uint16_t) { return false; };
  options_.on_segment = [&](const SegmentNotice&) { ++told; };
  Syn(50001);
  EXPECT_EQ(told, 1U);
  EXPECT_TRUE(Analyzer().Finish().at(0).head.empty());
}

TEST_F(FlowChoiceTest, ServersMayOnlyTellWhoIsWho) {
  options_.servers = {{"127.0.0.1"_ip, kServer}};
  options_.only_servers = false;
  Send(40000, 41000, tcp_flag::kAck);
  Send(49000, kServer, tcp_flag::kAck);  // its port is the lower one, and it is the client
  Send(kServer, 49001, tcp_flag::kAck);
  const auto flows = Analyzer().Finish();
  ASSERT_EQ(flows.size(), 3U);
  EXPECT_EQ(flows[1].client.port, 49000);
  EXPECT_EQ(flows[2].client.port, 49001);
}

TEST_F(FlowChoiceTest, ARuleIsFoundByItsPortWhateverTheirOrder) {
  const FlagPattern syn = *FlagPattern::Parse("C:SYN");
  const FlagPattern reset = *FlagPattern::Parse("C:RST");
  const FlagRule first{50001, 50001, syn, PatternMode::kNormal};
  const FlagRule second{50003, 50004, reset, PatternMode::kNormal};
  for (const auto& rules : {std::vector{first, second}, std::vector{second, first}}) {
    options_.rules = rules;
    analyzer_.reset();
    for (const std::uint16_t client : {50001, 50002, 50003, 50004, 50005}) Syn(client);
    std::vector<std::string> patterns;
    for (const FlowRecord& flow : Analyzer().Finish()) {
      patterns.push_back(flow.pattern ? flow.pattern->expectation.pattern : "-");
    }
    EXPECT_THAT(patterns, testing::ElementsAre("C:SYN", "-", "C:RST", "C:RST", "-"));
  }
}

TEST_F(FlowChoiceTest, ARuleIsTheClientsWhoeverIsSeenFirst) {
  options_.rules = {{50001, 50001, *FlagPattern::Parse("S:SYN+ACK"), PatternMode::kNormal}};
  options_.head = options_.tail = 0;  // a pattern sees segments that are not kept
  Send(kServer, 50001, tcp_flag::kSyn | tcp_flag::kAck);
  const auto flows = Analyzer().Finish();
  ASSERT_TRUE(flows.at(0).pattern);
  EXPECT_TRUE(flows.at(0).pattern->matched);
}

// No TCP sends bytes without any flag; a stray of that kind is no new connection either.
TEST_F(FlowChoiceTest, OnlyASynOpensTheNextConnection) {
  Syn(50001);
  Send(50001, kServer, tcp_flag::kPsh, 5000, 0, "hoge\n");
  EXPECT_EQ(Analyzer().Finish().size(), 1U);
}

// A SYN whose options are these four bytes.
TcpOptions OptionsOf(std::array<std::uint8_t, 4> options) {
  SegmentSpec spec;
  spec.flags = tcp_flag::kSyn;
  spec.window_scale = 7;  // makes room for them
  auto packet = MakePacket(spec);
  std::copy(options.begin(), options.end(), packet.begin() + 40);
  const Frame frame{1, Nanoseconds(0), static_cast<std::uint32_t>(packet.size()), packet};
  return DecodeFrame(LinkType::kIpv4, frame).segment.options;
}

TEST(TcpOptionsTest, HaveTheLengthOfTheirKind) {
  EXPECT_TRUE(OptionsOf({3, 3, 7, 0}).has_window_scale);
  EXPECT_FALSE(OptionsOf({3, 4, 7, 0}).has_window_scale);
  EXPECT_TRUE(OptionsOf({3, 4, 7, 0}).malformed);
  EXPECT_TRUE(OptionsOf({4, 2, 0, 0}).sack_permitted);
  EXPECT_FALSE(OptionsOf({4, 3, 0, 0}).sack_permitted);
}

DecodeStatus StatusOf(LinkType link, const std::string& hex) {
  const FrameBytes bytes = FromHex(hex);
  return DecodeFrame(link, {1, Nanoseconds(0), static_cast<std::uint32_t>(bytes.size()), bytes})
      .status;
}

TEST(LinkHeaderTest, TakesEveryVlanTagAndNoOtherProtocol) {
  for (const char* tag : {"8100", "88a8", "9100"}) {
    EXPECT_EQ(StatusOf(LinkType::kEthernet, kEther + tag + "0001 0800" + kIpv4Of20 + kAck),
              DecodeStatus::kOk)
        << tag;
  }
  EXPECT_EQ(StatusOf(LinkType::kEthernet, kEther + "86dd" + kIpv6Of20 + kAck), DecodeStatus::kOk);
  EXPECT_EQ(StatusOf(LinkType::kEthernet, kEther + "0806" + kIpv4Of20 + kAck),
            DecodeStatus::kNotOurs);
  EXPECT_EQ(StatusOf(LinkType::kEthernet, kEther + "0806" + kIpv6Of20 + kAck),
            DecodeStatus::kNotOurs);
}

// An IPv6 packet with these extension headers in front of its TCP header; the first one is `next`.
DecodedFrame Extended(const std::string& next, const std::string& headers) {
  const FrameBytes bytes = FromHex("60000000" + fmt::format("{:04x}", headers.size() / 2 + 20) +
                                   next + "40" + kLoopback6 + headers + kAck);
  return DecodeFrame(LinkType::kIpv6,
                     {1, Nanoseconds(0), static_cast<std::uint32_t>(bytes.size()), bytes});
}

TEST(IpHeaderTest, TellsThePartOfADatagramFromAWholeOne) {
  // Fragment headers with the offset 0: more fragments follow, or none.
  EXPECT_TRUE(Extended("2c", "0600000100000007").segment.fragment);
  EXPECT_FALSE(Extended("2c", "0600000000000007").segment.fragment);
  EXPECT_TRUE(Extended("2c", "2c000001000000070600000000000007").segment.fragment);
}

TEST(IpHeaderTest, TakesAsManyExtensionsAsThereMayBe) {
  const auto chain = [](int count) {
    std::string headers;
    for (int i = 1; i < count; ++i) headers += "3c00000000000000";  // destination options
    return Extended("3c", headers + "0600000000000000").status;
  };
  EXPECT_EQ(chain(16), DecodeStatus::kOk);
  EXPECT_EQ(chain(17), DecodeStatus::kMalformed);
}

TEST(IpHeaderTest, HasTheVersionAndTheLengthOfItsKind) {
  EXPECT_EQ(StatusOf(LinkType::kIpv4, "44" + kIpv4Of20.substr(2) + kAck), DecodeStatus::kMalformed);
  EXPECT_EQ(StatusOf(LinkType::kIpv6, "4" + kIpv6Of20.substr(1) + kAck), DecodeStatus::kMalformed);
}

}  // namespace
}  // namespace echocheck
