// SPDX-License-Identifier: MIT
// What stands at the edge of a header that carries another one: the last field that is there, the
// first value that means something else.
#include "harness/model/flow.h"
#include "harness/wire/decode_frame.h"
#include "tests/unit/wire/captured_frames.h"

namespace echocheck {
namespace {

// The segment, or the name of what is there instead, or what is wrong with the frame.
std::string Said(const std::string& hex, LinkType link = LinkType::kEthernet) {
  const FrameBytes bytes = FromHex(hex);
  Frame frame;
  frame.data = bytes;
  frame.wire_length = static_cast<std::uint32_t>(bytes.size());
  const DecodedFrame decoded = DecodeFrame(link, frame);
  switch (decoded.status) {
    case DecodeStatus::kOk:
      return Show(decoded.segment) + (decoded.segment.fragment ? " of a fragment" : "");
    case DecodeStatus::kNotOurs:
      return NameOf(decoded.other);
    case DecodeStatus::kFragment:
      return "fragment";
    case DecodeStatus::kMalformed:
      break;
  }
  return "malformed";
}

std::string Times(int count, const std::string& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

TEST(TunnelLimitsTest, GreFieldsAreThereWhenTheirBitsAre) {
  EXPECT_EQ(Said(InIp("2f", "0000 08")), "malformed");
  EXPECT_EQ(Said(InIp("2f", "0080 0800" + kPacket)), kShownHoge) << "a reserved bit";
  EXPECT_EQ(Said(InIp("2f", "3001 880b 003b 0001 00000001 0021" + kPacket)), kShownHoge)
      << "PPTP that acknowledges nothing";
  EXPECT_EQ(Said(InIp("2f", "2080 880b 00000001 0021" + kPacket)), kShownHoge)
      << "PPP, and no PPTP";
  EXPECT_EQ(Said(InIp("2f", "0081 0800" + kPacket)), kShownHoge) << "the same bits, and no PPP";
  EXPECT_EQ(Said(InIp("2f", "0000 88be" + kInEther)), kShownHoge) << "ERSPAN of type I";
  EXPECT_EQ(Said(InIp("2f", "0000 05ff" + kPacket)), "GRE") << "no Ethernet type";
}

TEST(TunnelLimitsTest, GtpUCarriesPacketsOfVersion1Alone) {
  const auto gtp_u = [](const std::string& header) { return Said(InUdp("0868", header)); };
  EXPECT_EQ(gtp_u("30ff 0039 0000"), "malformed");
  EXPECT_EQ(gtp_u("50ff 0039 00000001" + kPacket), "GTP-U") << "version 2";
  EXPECT_EQ(gtp_u("20ff 0039 00000001" + kPacket), "GTP-U") << "GTP'";
  EXPECT_EQ(gtp_u("30fe 0039 00000001" + kPacket), "GTP-U") << "an end marker";
  EXPECT_EQ(gtp_u("30ff 0039 00000001" + kPacket6), kShownHoge6);
  EXPECT_EQ(gtp_u("30ff 0004 00000001 50000000"), "GTP-U") << "neither IPv4 nor IPv6";
  EXPECT_EQ(gtp_u("30ff 0000 00000001"), "malformed") << "nothing";
}

TEST(TunnelLimitsTest, GtpUExtensionsAreThereWhenTheirBitIs) {
  const auto gtp_u = [](const std::string& header) { return Said(InUdp("0868", header)); };
  EXPECT_EQ(gtp_u("32ff 003d 00000001 00010085" + kPacket), kShownHoge) << "a sequence number";
  EXPECT_EQ(gtp_u("32ff 0003 00000001 000100"), "malformed");
  EXPECT_EQ(gtp_u("34ff 0004 00000001 00000085"), "malformed") << "an extension is to come";
  EXPECT_EQ(gtp_u("34ff 0008 00000001 00000085 00000000" + kPacket), "malformed") << "of length 0";
  EXPECT_EQ(gtp_u("34ff 0008 00000001 00000085 02000000"), "malformed") << "longer than the rest";
  const std::string last = "01000000";
  EXPECT_EQ(gtp_u("34ff 0080 00000001 00000085" + Times(15, "01000085") + last + kPacket),
            kShownHoge);
  EXPECT_EQ(gtp_u("34ff 0080 00000001 00000085" + Times(16, "01000085") + last + kPacket),
            "malformed")
      << "more than any network has";
}

TEST(TunnelLimitsTest, UdpTunnelsEndWhereUdpDoes) {
  EXPECT_EQ(Said(InIp("11", "d431 0868")), "UDP") << "half a header";
  const std::string vxlan = "08000000 00002a00";
  EXPECT_EQ(Said(InIp("11", "d431 12b5 0057 0000" + vxlan + kInEther)), kShownHoge);
  EXPECT_EQ(Said(InIp("11", "d431 12b5 0010 0000" + vxlan + kInEther)), "malformed");
  EXPECT_EQ(Said(InUdp("17c1", "4000 6558 00002a00" + kInEther)), "Geneve") << "version 1";
  EXPECT_EQ(Said(InUdp("17c1", "0000 6558")), "malformed");
  EXPECT_EQ(Said(InUdp("12b6", "0c000009 00002a00" + kPacket)), "VXLAN-GPE");
  EXPECT_EQ(Said(InUdp("12b6", "0c000002 00002a00" + kPacket6)), kShownHoge6);
  EXPECT_EQ(Said(InUdp("12b6", "0c000003 00002a00" + kInEther)), kShownHoge);
}

TEST(TunnelLimitsTest, MplsTellsWhatItCarriesByHalfAByte) {
  const std::string mpls = kEther + "8847";
  const std::string bottom = "00010140";
  EXPECT_EQ(Said(mpls + Times(31, "00010040") + bottom + kPacket), kShownHoge);
  EXPECT_EQ(Said(mpls + Times(32, "00010040") + bottom + kPacket), "MPLS") << "too many labels";
  EXPECT_EQ(Said(mpls + bottom), "malformed") << "nothing behind them";
  EXPECT_EQ(Said(mpls + bottom + "50" + std::string(80, '0')), "MPLS") << "neither 4, 6 nor 0";
  EXPECT_EQ(Said(mpls + bottom + "50000000" + kInEther), "MPLS") << "no control word";
  // An Ethernet address that begins with 0, with no control word before it, and with one.
  for (const char* const control : {"", "00000000"}) {
    EXPECT_EQ(Said(mpls + bottom + control + kInEther), kShownHoge) << control;
    EXPECT_EQ(Said(mpls + bottom + control + kEther + "86dd" + kPacket6), kShownHoge6) << control;
    EXPECT_EQ(Said(mpls + bottom + control + kEther + "8100 0001 0800" + kPacket), kShownHoge);
  }
  EXPECT_EQ(Said(mpls + bottom + "00000000" + kEther + "1234"), "MPLS");
  EXPECT_EQ(Said(mpls + bottom + "00000000 000000"), "MPLS") << "too short for Ethernet";
}

TEST(TunnelLimitsTest, SnapIsOfOneForm) {
  EXPECT_EQ(Said(kEther + "0041 aaaa03 000000 0800" + kPacket), kShownHoge);
  for (const char* const other :
       {"abaa03 000000 0800", "aaaa02 000000 0800", "aaaa03 010000 0800", "aaaa03 000100 0800",
        "aaaa03 000001 0800", "aaaa03 000000 05ff"}) {
    EXPECT_EQ(Said(kEther + "0041" + other + kPacket), "LLC") << other;
  }
  EXPECT_EQ(Said(kEther + "0049 aaaa03 000000 0041 aaaa03 000000 0800" + kPacket), "LLC")
      << "SNAP in SNAP";
  EXPECT_EQ(Said(kEther + "0006 aaaa03 000000"), "LLC") << "a length of 6, which is no protocol";
}

// IEEE 802.3 has a length where others have a type. Linux writes 4 there, which is none.
TEST(TunnelLimitsTest, AnEthernetLengthCutsThePaddingOff) {
  const std::string snap = "aaaa03 000000 0800";
  const std::string any_length = "4500 0000 0001 0000 4006 0000" + kLoopback4 + kHoge;
  EXPECT_EQ(Said(kEther + "0041" + snap + any_length + "0000"), kShownHoge);
  EXPECT_EQ(Said("0000 0304 0006 0000000000000000 0004" + snap + kPacket, LinkType::kLinuxSll),
            kShownHoge);
}

TEST(TunnelLimitsTest, ThereAreAtMostEightVlanTags) {
  EXPECT_EQ(Said(kEther + Times(8, "8100 0001") + "0800" + kPacket), kShownHoge);
  EXPECT_EQ(Said(kEther + Times(9, "8100 0001") + "0800" + kPacket), "VLAN");
  EXPECT_EQ(Said(kEther + "9100 0001 88a8 0002 0800" + kPacket), kShownHoge);
  EXPECT_EQ(Said(kEther + "8100 00"), "malformed");
}

TEST(TunnelLimitsTest, PppNumbersHaveOneByteOrTwo) {
  EXPECT_EQ(Said("", LinkType::kPpp), "malformed");
  EXPECT_EQ(Said("21", LinkType::kPpp), "malformed") << "IPv4, and nothing of it";
  EXPECT_EQ(Said("00", LinkType::kPpp), "malformed");
  EXPECT_EQ(Said("c1", LinkType::kPpp), "PPP protocol 0x00c1");
  EXPECT_EQ(Said("ff03", LinkType::kPpp), "malformed");
  EXPECT_EQ(Said("0281 00010140" + kPacket, LinkType::kPpp), kShownHoge);
}

TEST(TunnelLimitsTest, TheLoopbackOfBsdHasAnAddressFamily) {
  EXPECT_EQ(Said("0200", LinkType::kNull), "malformed");
  EXPECT_EQ(Said("02010000" + kPacket, LinkType::kNull), "link type 0");
  EXPECT_EQ(Said("00000002" + kPacket, LinkType::kNull), kShownHoge);
}

// A part of the outer packet is a part of what it carries.
TEST(TunnelLimitsTest, AFragmentOutsideIsAFragmentInside) {
  const auto outer = [](const char* flags, const char* protocol, std::size_t payload) {
    return kEtherIpv4 + fmt::format("4500 {:04x} 0001 {} 40{}", 20 + payload, flags, protocol) +
           "0000 c6336401 c6336402";
  };
  EXPECT_EQ(Said(outer("0000", "04", 57) + kPacket), kShownHoge);
  EXPECT_EQ(Said(outer("2000", "04", 57) + kPacket), std::string(kShownHoge) + " of a fragment");
  const std::string atomic = "60000000 002d 2c 40" + kLoopback6 + "0600000000000007" + kHoge;
  EXPECT_EQ(Said(outer("0000", "29", 85) + atomic), kShownHoge6) << "RFC 6946";
  EXPECT_EQ(Said(outer("2000", "29", 85) + atomic), std::string(kShownHoge6) + " of a fragment");
  EXPECT_EQ(Said(outer("0001", "04", 57) + kPacket), "fragment") << "not the first one";
}

TEST(TunnelLimitsTest, AnIpv4HeaderHas20Bytes) {
  // What stands behind 16 bytes could be a TCP header.
  EXPECT_EQ(Said("4400 0028 0001 0000 4006 0000" + kLoopback4 +
                     "00001389 50000000 5010 0200 0000 0000 00000000",
                 LinkType::kIpv4),
            "malformed");
}

TEST(TunnelLimitsTest, AnIpv6LengthCutsThePaddingOff) {
  EXPECT_EQ(Said(kEther + "86dd" + kPacket6 + "0000"), kShownHoge6);
}

TEST(TunnelLimitsTest, OptionsThatTheCaptureCutAreMalformed) {
  const FrameBytes whole = FromHex(kIpv4Of40 + kSyn);
  Frame frame;
  frame.data = std::span(whole).first(44);  // the MSS, and no more
  frame.wire_length = static_cast<std::uint32_t>(whole.size());
  const DecodedFrame decoded = DecodeFrame(LinkType::kIpv4, frame);
  EXPECT_EQ(decoded.status, DecodeStatus::kOk);
  EXPECT_EQ(decoded.segment.options.mss, 65495);
  EXPECT_TRUE(decoded.segment.options.malformed);
}

TEST(TunnelLimitsTest, ARawPacketTellsItsVersion) {
  EXPECT_EQ(Said("", LinkType::kRaw), "malformed");
  EXPECT_EQ(Said(kPacket6, LinkType::kRaw), kShownHoge6);
  EXPECT_EQ(Said(kPacket, LinkType::kRaw), kShownHoge);
}

}  // namespace
}  // namespace echocheck
