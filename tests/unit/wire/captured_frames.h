// SPDX-License-Identifier: MIT
// Frames as bytes, each with the line that tcpdump -nn -S prints for it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "harness/wire/decode_frame.h"

namespace echocheck {

using FrameBytes = std::vector<std::uint8_t>;

// "45 00 0028": digits in pairs, spaces where they help to read.
inline FrameBytes FromHex(const std::string& text) {
  std::string digits;
  for (const char c : text) {
    if (c != ' ') digits += c;
  }
  EXPECT_EQ(digits.size() % 2, 0U);
  FrameBytes bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    bytes.push_back(static_cast<std::uint8_t>(std::stoul(digits.substr(i, 2), nullptr, 16)));
  }
  return bytes;
}

// What stands in front of the IP header.
const std::string kEther = "000000000000 000000000000";
const std::string kEtherIpv4 = kEther + "0800";

// Headers of 127.0.0.1 > 127.0.0.1 and ::1 > ::1, by the length of what follows (the field is that
// plus the header in IPv4).
const std::string kLoopback4 = "7f000001 7f000001";
const std::string kLoopback6 = "00000000000000000000000000000001 00000000000000000000000000000001";
const std::string kIpv4Of20 = "4500 0028 0001 0000 4006 0000" + kLoopback4;
const std::string kIpv4Of37 = "4500 0039 0001 0000 4006 0000" + kLoopback4;
const std::string kIpv4Of40 = "4500 003c 0001 0000 4006 0000" + kLoopback4;
const std::string kIpv6Of20 = "60000000 0014 06 40" + kLoopback6;
const std::string kIpv6Of37 = "60000000 0025 06 40" + kLoopback6;

// 50001 > 50000: Flags [S], seq 1000, win 65495, options [mss 65495,sackOK,TS val 100 ecr 0,nop,
// wscale 7], length 0
const std::string kSyn =
    "c351 c350 000003e8 00000000 a002 ffd7 0000 0000"
    "0204ffd7 0402 080a 00000064 00000000 01 030307";
// 50001 > 50000: Flags [P.], seq 1001:1006, ack 5001, win 512, options [nop,nop,TS val 101 ecr
// 100], length 5
const std::string kHoge =
    "c351 c350 000003e9 00001389 8018 0200 0000 0000 01 01 080a 00000065 00000064 686f67650a";
// 50000 > 50001: Flags [.], seq 5001, ack 1006, win 512, length 0
const std::string kAck = "c350 c351 00001389 000003ee 5010 0200 0000 0000";
// 50001 > 50000: Flags [F.], seq 1011, ack 5011, win 512, length 0
const std::string kFin = "c351 c350 000003f3 00001393 5011 0200 0000 0000";

// An IPv4 header 198.51.100.1 > 198.51.100.2 before a payload of `protocol`.
inline std::string InIp(const std::string& protocol, const std::string& payload) {
  return kEtherIpv4 + fmt::format("4500 {:04x} 0001 0000 40", 20 + FromHex(payload).size()) +
         protocol + "0000 c6336401 c6336402" + payload;
}
inline std::string InUdp(const std::string& port, const std::string& payload) {
  return InIp("11", "d431" + port + "0000 0000" + payload);
}

const std::string kPacket = kIpv4Of37 + kHoge;
const std::string kPacket6 = kIpv6Of37 + kHoge;
const std::string kInEther = kEtherIpv4 + kPacket;

struct GoodFrame {
  const char* name;
  LinkType link;
  std::string hex;
  const char* shown;  // by Show()
};

inline const char kShownHoge[] =
    "127.0.0.1.50001 > 127.0.0.1.50000: Flags [P.], seq 1001, ack 5001, win 512, length 5";
inline const char kShownHoge6[] =
    "::1.50001 > ::1.50000: Flags [P.], seq 1001, ack 5001, win 512, length 5";
inline const char kShownAck[] =
    "127.0.0.1.50000 > 127.0.0.1.50001: Flags [.], seq 5001, ack 1006, win 512, length 0";
inline const char kShownFin[] =
    "127.0.0.1.50001 > 127.0.0.1.50000: Flags [F.], seq 1011, ack 5011, win 512, length 0";

// As tcpdump would, less the options.
inline std::string Show(const TcpSegment& segment) {
  std::string flags;
  if (segment.Has(tcp_flag::kSyn)) flags += 'S';
  if (segment.Has(tcp_flag::kFin)) flags += 'F';
  if (segment.Has(tcp_flag::kPsh)) flags += 'P';
  if (segment.Has(tcp_flag::kAck)) flags += '.';
  return ToString(segment.source) + "." + std::to_string(segment.source_port) + " > " +
         ToString(segment.destination) + "." + std::to_string(segment.destination_port) +
         ": Flags [" + flags + "], seq " + std::to_string(segment.seq) +
         (segment.Has(tcp_flag::kAck) ? ", ack " + std::to_string(segment.ack) : "") + ", win " +
         std::to_string(segment.window) + ", length " + std::to_string(segment.payload_length);
}

inline std::vector<GoodFrame> GoodFrames() {
  return {
      {"Ethernet", LinkType::kEthernet, kEtherIpv4 + kIpv4Of37 + kHoge, kShownHoge},
      {"handshake", LinkType::kEthernet, kEtherIpv4 + kIpv4Of40 + kSyn,
       "127.0.0.1.50001 > 127.0.0.1.50000: Flags [S], seq 1000, win 65495, length 0"},
      // Ethernet frames are never shorter than 60 bytes; what fills them up is no payload.
      {"padded", LinkType::kEthernet, kEtherIpv4 + kIpv4Of20 + kAck + "000000000000", kShownAck},
      // vlan 100, p 0, ethertype IPv4
      {"VLAN", LinkType::kEthernet, kEther + "8100 0064 0800" + kIpv4Of20 + kFin, kShownFin},
      // vlan 100, p 0, ethertype 802.1Q, vlan 101, p 0, ethertype IPv4
      {"stacked VLAN", LinkType::kEthernet, kEther + "88a8 0064 8100 0065 0800" + kIpv4Of20 + kFin,
       kShownFin},
      {"Linux cooked", LinkType::kLinuxSll,
       "0000 0304 0006 0000000000000000 0800" + kIpv4Of37 + kHoge, kShownHoge},
      // lo In
      {"Linux cooked v2", LinkType::kLinuxSll2,
       "0800 0000 00000001 0304 00 06 0000000000000000" + kIpv4Of37 + kHoge, kShownHoge},
      {"null, little-endian", LinkType::kNull, "02000000" + kIpv4Of20 + kAck, kShownAck},
      {"null, big-endian", LinkType::kNull, "0000001e" + kIpv6Of37 + kHoge, kShownHoge6},
      {"loop", LinkType::kLoop, "00000018" + kIpv6Of37 + kHoge, kShownHoge6},
      {"raw IPv4", LinkType::kRaw, kIpv4Of20 + kAck, kShownAck},
      {"raw IPv6", LinkType::kRaw, kIpv6Of37 + kHoge, kShownHoge6},
      // options (RA)
      {"IPv4 options", LinkType::kIpv4,
       "4600 003d 0001 0000 4006 0000" + kLoopback4 + "94040000" + kHoge, kShownHoge},
      // flags [+]
      {"IPv4 first fragment", LinkType::kIpv4, "4500 0039 0001 2000 4006 0000" + kLoopback4 + kHoge,
       kShownHoge},
      // tcpdump: bad-len 0; Wireshark: "may be caused by TSO"
      {"IPv4 without length", LinkType::kIpv4, "4500 0000 0001 0000 4006 0000" + kLoopback4 + kHoge,
       kShownHoge},
      {"IPv6 without length", LinkType::kIpv6, "60000000 0000 06 40" + kLoopback6 + kHoge,
       kShownHoge6},
      // HBH DSTOPT RT6 (len=0, type=0 [Deprecated], segleft=0)
      {"IPv6 extensions", LinkType::kIpv6,
       "60000000 003d 00 40" + kLoopback6 + "3c00050200000000 2b00010400000000 0600000000000000" +
           kHoge,
       kShownHoge6},
      // frag (0|37)
      {"IPv6 first fragment", LinkType::kIpv6,
       "60000000 002d 2c 40" + kLoopback6 + "0600000100000007" + kHoge, kShownHoge6},
      // AH(spi=0x00000001,seq=0x1,icv=0x000000000000000000000000)
      {"IPv6 authenticated", LinkType::kIpv6,
       "60000000 003d 33 40" + kLoopback6 + "060400000000000100000001000000000000000000000000" +
           kHoge,
       kShownHoge6},
  };
}

}  // namespace echocheck
