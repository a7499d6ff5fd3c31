// SPDX-License-Identifier: MIT
#include "harness/wire/link_header.h"

namespace echocheck {
namespace {

constexpr std::uint16_t kEtherIpv4 = 0x0800;
constexpr std::uint16_t kEtherIpv6 = 0x86dd;

// IEEE 802.1Q, 802.1ad, and what was in use for stacking before 802.1ad.
bool IsVlanTag(std::uint16_t type) { return type == 0x8100 || type == 0x88a8 || type == 0x9100; }

// The type in front of the payload, and VLAN tags with the real type behind them.
DecodeStatus TakeEtherType(std::uint16_t type, Packet& packet, IpFamily& family) {
  constexpr int kMostTags = 8;  // 802.1ad has two; more than a few are no network's
  for (int tags = 0; IsVlanTag(type); ++tags) {
    if (tags == kMostTags) return DecodeStatus::kNotOurs;
    if (packet.data.size() < 4) return DecodeStatus::kMalformed;
    type = Big16(packet.data, 2);
    packet.Skip(4);
  }
  if (type != kEtherIpv4 && type != kEtherIpv6) return DecodeStatus::kNotOurs;
  family = type == kEtherIpv4 ? IpFamily::kIpv4 : IpFamily::kIpv6;
  return DecodeStatus::kOk;
}

DecodeStatus TakeHeader(std::size_t length, std::size_t type_at, Packet& packet, IpFamily& family) {
  if (packet.data.size() < length) return DecodeStatus::kMalformed;
  const std::uint16_t type = Big16(packet.data, type_at);
  packet.Skip(length);
  return TakeEtherType(type, packet, family);
}

// BSD loopback: an address family of the capturing system, in that system's byte order (NULL) or in
// the network's (LOOP). Families are below 256, so both orders can be told apart.
DecodeStatus TakeAddressFamily(Packet& packet, IpFamily& family) {
  if (packet.data.size() < 4) return DecodeStatus::kMalformed;
  const std::uint32_t value = Big32(packet.data, 0);
  const std::uint32_t number = (value & 0xff) != 0 ? value : value >> 24;
  if ((value & 0x00ffff00) != 0 || number > 0xff) return DecodeStatus::kNotOurs;
  packet.Skip(4);
  switch (number) {
    case 2:  // AF_INET, everywhere
      family = IpFamily::kIpv4;
      return DecodeStatus::kOk;
    case 10:  // AF_INET6: Linux, NetBSD and OpenBSD, FreeBSD, macOS
    case 24:
    case 28:
    case 30:
      family = IpFamily::kIpv6;
      return DecodeStatus::kOk;
    default:
      return DecodeStatus::kNotOurs;
  }
}

DecodeStatus TellByVersion(const Packet& packet, IpFamily& family) {
  if (packet.data.empty()) return DecodeStatus::kMalformed;
  const int version = packet.data[0] >> 4;
  if (version != 4 && version != 6) return DecodeStatus::kMalformed;
  family = version == 4 ? IpFamily::kIpv4 : IpFamily::kIpv6;
  return DecodeStatus::kOk;
}

}  // namespace

DecodeStatus TakeLinkHeader(LinkType link, Packet& packet, IpFamily& family) {
  switch (link) {
    case LinkType::kEthernet:
      return TakeHeader(14, 12, packet, family);
    case LinkType::kLinuxSll:
      return TakeHeader(16, 14, packet, family);
    case LinkType::kLinuxSll2:
      return TakeHeader(20, 0, packet, family);
    case LinkType::kNull:
    case LinkType::kLoop:
      return TakeAddressFamily(packet, family);
    case LinkType::kRaw:
      return TellByVersion(packet, family);
    case LinkType::kIpv4:
      family = IpFamily::kIpv4;
      return DecodeStatus::kOk;
    case LinkType::kIpv6:
      family = IpFamily::kIpv6;
      return DecodeStatus::kOk;
  }
  return DecodeStatus::kNotOurs;  // a link type that a file may have and we cannot read
}

}  // namespace echocheck
