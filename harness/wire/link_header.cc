// SPDX-License-Identifier: MIT
#include "harness/wire/link_header.h"

#include <algorithm>

namespace echocheck {
namespace {

using Kind = NextLayer::Kind;
using Registry = OtherProtocol::Registry;

constexpr std::uint16_t kEtherIpv4 = 0x0800;
constexpr std::uint16_t kEtherIpv6 = 0x86dd;
constexpr std::uint16_t kEtherMpls = 0x8847;
constexpr std::uint16_t kEtherMplsMulticast = 0x8848;
// Smaller numbers are lengths (IEEE 802.3).
constexpr std::uint16_t kSmallestEtherType = 0x0600;

// IEEE 802.1Q, 802.1ad, and what was in use for stacking before 802.1ad.
bool IsVlanTag(std::uint16_t type) { return type == 0x8100 || type == 0x88a8 || type == 0x9100; }

DecodeStatus NotOurs(Registry registry, std::uint16_t number, OtherProtocol& other) {
  other = {registry, number};
  return DecodeStatus::kNotOurs;
}

DecodeStatus TakeHeader(std::size_t length, std::size_t type_at, Packet& packet, NextLayer& next) {
  if (packet.data.size() < length) return DecodeStatus::kMalformed;
  next = {Kind::kEtherType, Big16(packet.data, type_at)};
  packet.Skip(length);
  return DecodeStatus::kOk;
}

// BSD loopback: an address family of the capturing system, in that system's byte order (NULL) or in
// the network's (LOOP). Families are below 256, so both orders can be told apart.
DecodeStatus TakeAddressFamily(Packet& packet, NextLayer& next, OtherProtocol& other) {
  if (packet.data.size() < 4) return DecodeStatus::kMalformed;
  const std::uint32_t value = Big32(packet.data, 0);
  const std::uint32_t number = (value & 0xff) != 0 ? value : value >> 24;
  const bool is_family = (value & 0x00ffff00) == 0 && number <= 0xff;
  if (!is_family) return NotOurs(Registry::kLinkType, 0, other);
  packet.Skip(4);
  switch (number) {
    case 2:  // AF_INET, everywhere
      next = {Kind::kIpv4, 0};
      return DecodeStatus::kOk;
    case 10:  // AF_INET6: Linux, NetBSD and OpenBSD, FreeBSD, macOS
    case 24:
    case 28:
    case 30:
      next = {Kind::kIpv6, 0};
      return DecodeStatus::kOk;
    default:
      return NotOurs(Registry::kLinkType, 0, other);
  }
}

// RFC 2516: version and type, code, session, length.
DecodeStatus TakePppoeHeader(Packet& packet, NextLayer& next) {
  constexpr std::size_t kHeader = 6;
  if (packet.data.size() < kHeader) return DecodeStatus::kMalformed;
  const std::size_t length = Big16(packet.data, 4);
  packet.Skip(kHeader);
  packet.Trim(std::min(length, packet.wire_length));
  next = {Kind::kPpp, 0};
  return DecodeStatus::kOk;
}

}  // namespace

DecodeStatus TakeLinkHeader(LinkType link, Packet& packet, NextLayer& next, OtherProtocol& other) {
  switch (link) {
    case LinkType::kEthernet:
      next = {Kind::kEthernet, 0};
      return DecodeStatus::kOk;
    case LinkType::kLinuxSll:
      return TakeHeader(16, 14, packet, next);
    case LinkType::kLinuxSll2:
      return TakeHeader(20, 0, packet, next);
    case LinkType::kNull:
    case LinkType::kLoop:
      return TakeAddressFamily(packet, next, other);
    case LinkType::kPpp:
    case LinkType::kPppHdlc:
      next = {Kind::kPpp, 0};
      return DecodeStatus::kOk;
    case LinkType::kRaw:
      next = {Kind::kIp, 0};
      return DecodeStatus::kOk;
    case LinkType::kIpv4:
      next = {Kind::kIpv4, 0};
      return DecodeStatus::kOk;
    case LinkType::kIpv6:
      next = {Kind::kIpv6, 0};
      return DecodeStatus::kOk;
  }
  // A link type that a file may have and we cannot read.
  return NotOurs(Registry::kLinkType, static_cast<std::uint16_t>(link), other);
}

DecodeStatus TakeEthernetHeader(Packet& packet, NextLayer& next) {
  return TakeHeader(14, 12, packet, next);
}

DecodeStatus TakeEtherType(Packet& packet, NextLayer& next, OtherProtocol& other) {
  constexpr int kMostTags = 8;  // 802.1ad has two; more than a few are no network's
  constexpr std::uint16_t kTransparentBridging = 0x6558;  // Ethernet in GRE or Geneve
  constexpr std::uint16_t kProviderBackbone = 0x88e7;     // IEEE 802.1ah: MAC in MAC
  constexpr std::uint16_t kPppoeSession = 0x8864;
  constexpr std::uint16_t kCookedLlc = 0x0004;  // what Linux has where others have a length
  std::uint16_t type = next.number;
  for (int tags = 0; IsVlanTag(type); ++tags) {
    if (tags == kMostTags) return NotOurs(Registry::kEtherType, 0x8100, other);
    if (packet.data.size() < 4) return DecodeStatus::kMalformed;
    type = Big16(packet.data, 2);
    packet.Skip(4);
  }
  switch (type) {
    case kEtherIpv4:
      next = {Kind::kIpv4, 0};
      return DecodeStatus::kOk;
    case kEtherIpv6:
      next = {Kind::kIpv6, 0};
      return DecodeStatus::kOk;
    case kEtherMpls:
    case kEtherMplsMulticast:
      next = {Kind::kMpls, 0};
      return DecodeStatus::kOk;
    case kPppoeSession:
      return TakePppoeHeader(packet, next);
    case kTransparentBridging:
      next = {Kind::kEthernet, 0};
      return DecodeStatus::kOk;
    case kProviderBackbone:
      if (packet.data.size() < 4) return DecodeStatus::kMalformed;
      packet.Skip(4);
      next = {Kind::kEthernet, 0};
      return DecodeStatus::kOk;
    default:
      break;
  }
  if (type >= kSmallestEtherType) return NotOurs(Registry::kEtherType, type, other);
  if (type != kCookedLlc) packet.Trim(std::min<std::size_t>(type, packet.wire_length));
  next = {Kind::kLlc, 0};
  return DecodeStatus::kOk;
}

// SNAP (RFC 1042) has an Ethernet type behind it.
DecodeStatus TakeLlcHeader(Packet& packet, NextLayer& next, OtherProtocol& other) {
  constexpr std::size_t kSnap = 8;
  const auto data = packet.data;
  const bool is_snap = data.size() >= kSnap && Big16(data, 0) == 0xaaaa && data[2] == 3 &&
                       data[3] == 0 && data[4] == 0 && data[5] == 0;
  if (!is_snap) return NotOurs(Registry::kEtherType, 0, other);
  next = {Kind::kEtherType, Big16(data, 6)};
  if (next.number < kSmallestEtherType) return NotOurs(Registry::kEtherType, 0, other);
  packet.Skip(kSnap);
  return DecodeStatus::kOk;
}

// RFC 1661, section 2: the number may be one byte long. RFC 1662 has an address and a control byte
// before it, which PPPoE leaves out.
DecodeStatus TakePppHeader(Packet& packet, NextLayer& next, OtherProtocol& other) {
  if (packet.data.size() >= 2 && Big16(packet.data, 0) == 0xff03) packet.Skip(2);
  if (packet.data.empty()) return DecodeStatus::kMalformed;
  const bool is_short = (packet.data[0] & 1) != 0;
  if (!is_short && packet.data.size() < 2) return DecodeStatus::kMalformed;
  const std::uint16_t protocol = is_short ? packet.data[0] : Big16(packet.data, 0);
  packet.Skip(is_short ? 1 : 2);
  switch (protocol) {
    case 0x0021:
      next = {Kind::kIpv4, 0};
      return DecodeStatus::kOk;
    case 0x0057:
      next = {Kind::kIpv6, 0};
      return DecodeStatus::kOk;
    case 0x0281:
    case 0x0283:
      next = {Kind::kMpls, 0};
      return DecodeStatus::kOk;
    default:
      return NotOurs(Registry::kPpp, protocol, other);
  }
}

// RFC 3032: labels do not say what they carry. As Wireshark, we go by the first half byte behind
// them; 0 begins the control word of a pseudowire, or an Ethernet address (RFC 4448).
DecodeStatus TakeMplsLabels(Packet& packet, NextLayer& next, OtherProtocol& other) {
  constexpr int kMostLabels = 32;
  constexpr std::size_t kLabel = 4;
  constexpr std::size_t kEthernet = 14;
  bool is_last = false;
  for (int labels = 0; !is_last; ++labels) {
    if (labels == kMostLabels) return NotOurs(Registry::kEtherType, kEtherMpls, other);
    if (packet.data.size() < kLabel) return DecodeStatus::kMalformed;
    is_last = (packet.data[2] & 1) != 0;
    packet.Skip(kLabel);
  }
  if (packet.data.empty()) return DecodeStatus::kMalformed;
  const int version = packet.data[0] >> 4;
  if (version == 4 || version == 6) {
    next = {version == 4 ? Kind::kIpv4 : Kind::kIpv6, 0};
    return DecodeStatus::kOk;
  }
  if (version != 0) return NotOurs(Registry::kEtherType, kEtherMpls, other);
  const auto data = packet.data;
  const auto is_ethernet_at = [&](std::size_t at) {
    if (data.size() < at + kEthernet) return false;
    const std::uint16_t type = Big16(data, at + 12);
    return type == kEtherIpv4 || type == kEtherIpv6 || IsVlanTag(type);
  };
  if (is_ethernet_at(kLabel)) {
    packet.Skip(kLabel);
  } else if (!is_ethernet_at(0)) {
    return NotOurs(Registry::kEtherType, kEtherMpls, other);
  }
  next = {Kind::kEthernet, 0};
  return DecodeStatus::kOk;
}

}  // namespace echocheck
