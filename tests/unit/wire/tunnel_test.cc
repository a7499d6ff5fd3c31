// SPDX-License-Identifier: MIT
// Frames that carry TCP inside of something else, and the names of those that carry no TCP.
#include "harness/model/flow.h"
#include "harness/wire/decode_frame.h"
#include "tests/unit/wire/captured_frames.h"

namespace echocheck {
namespace {

struct Wrapped {
  const char* name;
  std::string hex;
};

DecodedFrame Decode(const std::string& hex, FrameBytes& bytes,
                    LinkType link = LinkType::kEthernet) {
  bytes = FromHex(hex);
  Frame frame;
  frame.data = bytes;
  frame.wire_length = static_cast<std::uint32_t>(bytes.size());
  return DecodeFrame(link, frame);
}

std::vector<Wrapped> Tunnels() {
  return {
      {"VLAN in VLAN", kEther + "8100 0001 8100 0002 8100 0003 0800" + kPacket},
      {"MAC in MAC", kEther + "88e7 00000001" + kInEther},
      {"SNAP", kEther + "0041 aaaa03 000000 0800" + kPacket},
      {"PPPoE", kEther + "8864 1100 0001 003b 0021" + kPacket},
      {"MPLS", kEther + "8847 0001 0140" + kPacket},
      {"MPLS stack", kEther + "8847 0001 0040 0001 0140" + kPacket},
      {"Ethernet in MPLS",
       kEther + "8847 0001 0140 0000 0000 020000000001 020000000002 0800" + kPacket},
      {"IP in IP", InIp("04", kPacket)},
      {"MPLS in IP", InIp("89", "0001 0140" + kPacket)},
      {"Ethernet in IP", InIp("61", "3000" + kInEther)},
      {"authentication",
       InIp("33", "0404 0000 00000001 00000001 000000000000000000000000" + kPacket)},
      {"GRE", InIp("2f", "0000 0800" + kPacket)},
      {"GRE with all fields", InIp("2f", "b000 0800 00000000 00000001 00000001" + kPacket)},
      {"Ethernet in GRE", InIp("2f", "2000 6558 00000100" + kInEther)},
      {"PPTP", InIp("2f", "3081 880b 003b 0001 00000001 00000001 0021" + kPacket)},
      {"ERSPAN", InIp("2f", "1000 88be 00000001 10000001 00000000" + kInEther)},
      {"VXLAN", InUdp("12b5", "08000000 00002a00" + kInEther)},
      {"VXLAN-GPE", InUdp("12b6", "0c000001 00002a00" + kPacket)},
      {"Geneve", InUdp("17c1", "0000 6558 00002a00" + kInEther)},
      {"Geneve with options", InUdp("17c1", "0200 0800 00002a00 0102800100000000" + kPacket)},
      {"GTP-U", InUdp("0868", "30ff 0039 00000001" + kPacket)},
      {"GTP-U with an extension", InUdp("0868", "34ff 0041 00000001 00010085 01000900" + kPacket)},
      {"MPLS in UDP", InUdp("19eb", "0001 0140" + kPacket)},
  };
}

TEST(TunnelTest, TheInnermostPacketCounts) {
  for (const Wrapped& each : Tunnels()) {
    FrameBytes bytes;
    const DecodedFrame decoded = Decode(each.hex, bytes);
    ASSERT_EQ(decoded.status, DecodeStatus::kOk) << each.name << ": " << NameOf(decoded.other);
    EXPECT_EQ(Show(decoded.segment), kShownHoge) << each.name;
    EXPECT_EQ(decoded.segment.frame_length, bytes.size()) << each.name;
  }
}

TEST(TunnelTest, CutAnywhereItIsNeverAnotherSegment) {
  for (const Wrapped& each : Tunnels()) {
    const FrameBytes whole = FromHex(each.hex);
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const FrameBytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
      Frame frame;
      frame.data = part;
      frame.wire_length = static_cast<std::uint32_t>(whole.size());
      const DecodedFrame decoded = DecodeFrame(LinkType::kEthernet, frame);
      if (decoded.status == DecodeStatus::kOk) {
        EXPECT_EQ(Show(decoded.segment), kShownHoge) << each.name << " cut to " << size;
      }
    }
  }
}

TEST(TunnelTest, OfIpv6) {
  FrameBytes bytes;
  for (const std::string& hex :
       {InIp("29", kPacket6), InIp("2f", "0000 86dd" + kPacket6),
        kEther + "8864 1100 0001 004f 0057" + kPacket6, kEther + "8847 0001 0140" + kPacket6}) {
    const DecodedFrame decoded = Decode(hex, bytes);
    ASSERT_EQ(decoded.status, DecodeStatus::kOk) << hex;
    EXPECT_EQ(Show(decoded.segment), kShownHoge6);
  }
}

TEST(TunnelTest, PppHasALinkTypeToo) {
  FrameBytes bytes;
  EXPECT_EQ(Decode("0021" + kPacket, bytes, LinkType::kPpp).status, DecodeStatus::kOk);
  EXPECT_EQ(Decode("21" + kPacket, bytes, LinkType::kPpp).status, DecodeStatus::kOk);
  EXPECT_EQ(Decode("ff03 0021" + kPacket, bytes, LinkType::kPppHdlc).status, DecodeStatus::kOk);
}

// Deeper than any network: it ends.
TEST(TunnelTest, BoundsTunnelsInTunnels) {
  std::string nested;
  for (int i = 0; i < 100; ++i) nested += "45000000 0001 0000 4004 0000" + kLoopback4;
  FrameBytes bytes;
  EXPECT_EQ(Decode(nested + kPacket, bytes, LinkType::kRaw).status, DecodeStatus::kMalformed);
}

TEST(TunnelTest, NamesWhatIsNotTcp) {
  const std::vector<Wrapped> others = {
      {"ARP", kEther + "0806 0001"},
      {"LLC", kEther + "0026" + std::string(76, '0')},
      {"Ethernet type 0x1234", kEther + "1234 0000"},
      {"PPP LCP", kEther + "8864 1100 0001 0006 c021 0101"},
      {"PPP protocol 0x1234", kEther + "8864 1100 0001 0004 1234"},
      {"MPLS", kEther + "8847 0001 0140 1000 0000"},
      {"UDP", InUdp("0035", "00")},
      {"ICMP", InIp("01", "0800 0000 0000 0000")},
      {"ESP", InIp("32", "00000001 00000001")},
      {"GRE", InIp("2f", "4000 0800 0000 0000")},
      {"LLDP", InIp("2f", "0000 88cc")},
      {"IP protocol 253", InIp("fd", "00")},
      {"Teredo", InUdp("0dd8", "00")},
      {"GTP-U", InUdp("0868", "3001 0000 00000001")},
      {"ARP", InUdp("12b5", "08000000 00002a00" + kEther + "0806")},
  };
  for (const Wrapped& each : others) {
    FrameBytes bytes;
    const DecodedFrame decoded = Decode(each.hex, bytes);
    EXPECT_EQ(decoded.status, DecodeStatus::kNotOurs) << each.name;
    EXPECT_EQ(NameOf(decoded.other), each.name);
  }
  FrameBytes bytes;
  EXPECT_EQ(NameOf(Decode("00", bytes, LinkType{127}).other), "link type 127");
}

}  // namespace
}  // namespace echocheck
