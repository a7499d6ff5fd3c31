// SPDX-License-Identifier: MIT
#include "harness/wire/decode_frame.h"

#include "harness/model/flow.h"
#include "tests/unit/wire/captured_frames.h"

namespace echocheck {
namespace {

// Owns the bytes that the segment borrows.
struct Decoded : DecodedFrame {
  FrameBytes bytes;

  std::string payload() const { return {segment.payload.begin(), segment.payload.end()}; }
};

Decoded Decode(LinkType link, const std::string& hex, std::size_t wire_length = 0) {
  Decoded decoded;
  decoded.bytes = FromHex(hex);
  Frame frame;
  frame.data = decoded.bytes;
  frame.wire_length =
      static_cast<std::uint32_t>(wire_length == 0 ? decoded.bytes.size() : wire_length);
  static_cast<DecodedFrame&>(decoded) = DecodeFrame(link, frame);
  return decoded;
}

void ExpectNotOurs(LinkType link, const std::string& hex) {
  EXPECT_EQ(Decode(link, hex).status, DecodeStatus::kNotOurs) << hex;
}
void ExpectMalformed(LinkType link, const std::string& hex) {
  EXPECT_EQ(Decode(link, hex).status, DecodeStatus::kMalformed) << hex;
}

TEST(DecodeFrameTest, ReadsEveryLinkTypeAndHeader) {
  for (const GoodFrame& good : GoodFrames()) {
    const Decoded decoded = Decode(good.link, good.hex);
    ASSERT_EQ(decoded.status, DecodeStatus::kOk) << good.name;
    EXPECT_EQ(Show(decoded.segment), good.shown) << good.name;
    EXPECT_EQ(decoded.payload(), decoded.segment.payload_length == 0 ? "" : "hoge\n") << good.name;
    EXPECT_FALSE(decoded.segment.cut()) << good.name;
    EXPECT_FALSE(decoded.segment.options.malformed) << good.name;
  }
}

TEST(DecodeFrameTest, ReadsTheOptionsOfAHandshake) {
  const TcpOptions options = Decode(LinkType::kRaw, kIpv4Of40 + kSyn).segment.options;
  EXPECT_TRUE(options.has_mss && options.has_window_scale && options.has_timestamps);
  EXPECT_EQ(options.mss, 65495);
  EXPECT_EQ(options.window_scale, 7);
  EXPECT_TRUE(options.sack_permitted);
  EXPECT_EQ(options.timestamp_value, 100U);
  EXPECT_EQ(options.timestamp_echo, 0U);
}

TEST(DecodeFrameTest, TellsFragments) {
  EXPECT_TRUE(Decode(LinkType::kIpv4, "4500 0039 0001 2000 4006 0000" + kLoopback4 + kHoge)
                  .segment.fragment);
  EXPECT_FALSE(Decode(LinkType::kIpv4, kIpv4Of37 + kHoge).segment.fragment);
  // ip-proto-6, offset 24; frag (16|16)
  const std::string sixteen = "41414141 41414141 41414141 41414141";
  EXPECT_EQ(Decode(LinkType::kIpv4, "4500 0024 0001 0003 4006 0000" + kLoopback4 + sixteen).status,
            DecodeStatus::kFragment);
  EXPECT_EQ(
      Decode(LinkType::kIpv6, "60000000 0018 2c 40" + kLoopback6 + "0600001000000007" + sixteen)
          .status,
      DecodeStatus::kFragment);
}

TEST(DecodeFrameTest, LeavesOtherProtocolsAlone) {
  // 127.0.0.1.50001 > 127.0.0.1.50000: UDP, length 1
  ExpectNotOurs(LinkType::kIpv4,
                "4500 001d 0001 0000 4011 0000" + kLoopback4 + "c351 c350 0009 0000 78");
  // ARP, Request who-has 0.0.0.0 tell 0.0.0.0
  ExpectNotOurs(LinkType::kEthernet, kEther + "0806 0001 0800 06 04 0001" + std::string(40, '0'));
  // 802.3, length 38
  ExpectNotOurs(LinkType::kEthernet, kEther + "0026" + std::string(76, '0'));
  // IP6 ::1 > ::1: ICMP6, echo request
  ExpectNotOurs(LinkType::kIpv6, "60000000 0008 3a 40" + kLoopback6 + "8000 0000 0000 0000");
  // BSD loopback, AppleTalk
  ExpectNotOurs(LinkType::kNull, "10000000" + kIpv4Of20 + kAck);
  ExpectNotOurs(LinkType::kNull, "02000002" + kIpv4Of20 + kAck);
}

TEST(DecodeFrameTest, RefusesHeadersThatContradictThemselves) {
  const std::string rest = " 0001 0000 4006 0000" + kLoopback4 + kAck;
  ExpectMalformed(LinkType::kIpv4, "6500 0028" + rest);  // version 6
  ExpectMalformed(LinkType::kIpv4, "4400 0028" + rest);  // header of 16 bytes
  ExpectMalformed(LinkType::kIpv4, "4f00 0028" + rest);  // header of 60 bytes in a packet of 40
  ExpectMalformed(LinkType::kIpv4, "4500 0013" + rest);  // shorter than its header
  ExpectMalformed(LinkType::kRaw, "0500 0028" + rest);   // version 0
  const std::string ports = "c350 c351 00001389 000003ee ";
  ExpectMalformed(LinkType::kIpv4, kIpv4Of20 + ports + "4010 0200 0000 0000");  // offset 4
  ExpectMalformed(LinkType::kIpv4, kIpv4Of20 + ports + "6010 0200 0000 0000");  // offset 6
}

// As in Wireshark: a whole TCP header counts, and the payload is what there is.
TEST(DecodeFrameTest, DoesNotBelieveALengthBeyondTheFrame) {
  const std::string longer = "4500 00f0 0001 0000 4006 0000" + kLoopback4 + kHoge;
  const std::string longer6 = "60000000 00f0 06 40" + kLoopback6 + kHoge;
  for (const std::string& hex : {longer, longer6}) {
    const Decoded decoded = Decode(LinkType::kRaw, hex);
    ASSERT_EQ(decoded.status, DecodeStatus::kOk);
    EXPECT_EQ(decoded.segment.payload_length, 5U);
    EXPECT_EQ(decoded.payload(), "hoge\n");
  }
}

TEST(DecodeFrameTest, BoundsWhatIsStacked) {
  std::string tags;
  std::string extensions;
  for (int i = 0; i < 100; ++i) {
    tags += "8100 0064 ";
    extensions += "3c00010400000000";
  }
  ExpectNotOurs(LinkType::kEthernet, kEther + tags + "0800" + kIpv4Of20 + kAck);
  ExpectMalformed(LinkType::kIpv6, "60000000 0334 3c 40" + kLoopback6 + extensions + kAck);
}

TEST(DecodeFrameTest, ToleratesOptionsThatAreWrong) {
  const auto options_of = [](const std::string& options) {
    const std::string header = "c351 c350 000003e8 00000000 7002 ffd7 0000 0000";
    const Decoded decoded =
        Decode(LinkType::kIpv4, "4500 0030 0001 0000 4006 0000" + kLoopback4 + header + options);
    EXPECT_EQ(decoded.status, DecodeStatus::kOk);
    return decoded.segment.options;
  };
  const TcpOptions beyond = options_of("0204ffd7 08ff0000");  // [mss 65495,[bad opt]]
  EXPECT_TRUE(beyond.malformed);
  EXPECT_EQ(beyond.mss, 65495);
  EXPECT_TRUE(options_of("0200ffd7 00000000").malformed);   // length 0
  EXPECT_TRUE(options_of("0201ffd7 00000000").malformed);   // length 1
  EXPECT_TRUE(options_of("0203ff00 00000000").malformed);   // an MSS of one byte
  EXPECT_TRUE(options_of("01010101 01010103").malformed);   // a kind without its length
  EXPECT_FALSE(options_of("fd0800000000 0000").malformed);  // experimental
  EXPECT_FALSE(options_of("00ffffffffffffff").malformed);   // nothing counts behind the end
  EXPECT_EQ(options_of("030321 0000000000").window_scale, 14);
}

TEST(DecodeFrameTest, KnowsTheLengthOfWhatTheCaptureCut) {
  const std::string hex = kIpv4Of37 + kHoge;
  const Decoded decoded = Decode(LinkType::kIpv4, hex.substr(0, hex.size() - 6), 57);
  ASSERT_EQ(decoded.status, DecodeStatus::kOk);
  EXPECT_EQ(decoded.segment.payload_length, 5U);
  EXPECT_EQ(decoded.payload(), "ho");
  EXPECT_TRUE(decoded.segment.cut());
}

TEST(DecodeFrameTest, ReadsTheUrgentPointer) {
  // 50001 > 50000: Flags [U.], seq 1001:1002, ack 5001, win 512, urg 1, length 1
  const Decoded decoded =
      Decode(LinkType::kIpv4, "4500 0029 0001 0000 4006 0000" + kLoopback4 +
                                  "c351 c350 000003e9 00001389 5030 0200 0000 0001 21");
  EXPECT_TRUE(decoded.segment.Has(tcp_flag::kUrg));
  EXPECT_EQ(decoded.segment.urgent_pointer, 1);
}

TEST(DecodeFrameTest, LeavesLinkTypesThatItDoesNotKnowAlone) {
  ExpectNotOurs(static_cast<LinkType>(127), kIpv4Of20 + kAck);  // IEEE 802.11
}

}  // namespace
}  // namespace echocheck
