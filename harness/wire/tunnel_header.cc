// SPDX-License-Identifier: MIT
#include "harness/wire/tunnel_header.h"

#include <algorithm>

#include "harness/wire/ip_header.h"

namespace echocheck {
namespace {

using Kind = NextLayer::Kind;
using Registry = OtherProtocol::Registry;

enum IpProtocol : std::uint8_t {
  kIpInIp = 4,
  kUdp = 17,
  kIpv6InIp = 41,
  kGre = 47,
  kAuthentication = 51,
  kEtherIp = 97,
  kMplsInIp = 137,
};

enum UdpPort : std::uint16_t {
  kL2tp = 1701,
  kGtpU = 2152,
  kTeredo = 3544,
  kLisp = 4341,
  kEspInUdp = 4500,
  kGreInUdp = 4754,
  kVxlan = 4789,
  kVxlanGpe = 4790,
  kGeneve = 6081,
  kMplsInUdp = 6635,
};

DecodeStatus NotOurs(Registry registry, std::uint16_t number, OtherProtocol& other) {
  other = {registry, number};
  return DecodeStatus::kNotOurs;
}

DecodeStatus SkipTo(std::size_t header, NextLayer behind, Packet& packet, NextLayer& next) {
  if (packet.data.size() < header) return DecodeStatus::kMalformed;
  packet.Skip(header);
  next = behind;
  return DecodeStatus::kOk;
}

// RFC 2784, RFC 2890; version 1 is PPTP's (RFC 2637).
DecodeStatus TakeGre(Packet& packet, NextLayer& next, OtherProtocol& other) {
  constexpr std::uint16_t kChecksum = 0x8000;
  constexpr std::uint16_t kRouting = 0x4000;
  constexpr std::uint16_t kKey = 0x2000;
  constexpr std::uint16_t kSequence = 0x1000;
  constexpr std::uint16_t kAcknowledgment = 0x0080;
  constexpr std::uint16_t kPpp = 0x880b;
  constexpr std::uint16_t kErspan = 0x88be;
  if (packet.data.size() < 4) return DecodeStatus::kMalformed;
  const std::uint16_t flags = Big16(packet.data, 0);
  const std::uint16_t type = Big16(packet.data, 2);
  const auto has = [&](unsigned bits) { return (flags & bits) != 0; };
  if (has(kRouting)) return NotOurs(Registry::kIp, kGre, other);  // RFC 1701's, long obsolete
  std::size_t header = 4;
  if (has(kChecksum)) header += 4;
  if (has(kKey)) header += 4;
  if (has(kSequence)) header += 4;
  const bool is_pptp = type == kPpp && has(1);
  if (is_pptp && has(kAcknowledgment)) header += 4;
  if (type == kErspan) {
    // Type II has a header of its own behind the sequence number, and type I has neither.
    return SkipTo(header + (has(kSequence) ? 8 : 0), {Kind::kEthernet, 0}, packet, next);
  }
  if (type == kPpp) return SkipTo(header, {Kind::kPpp, 0}, packet, next);
  if (type < 0x0600) return NotOurs(Registry::kIp, kGre, other);
  return SkipTo(header, {Kind::kEtherType, type}, packet, next);
}

// 3GPP TS 29.281: a user's packet, with extension headers before it.
DecodeStatus TakeGtpU(Packet& packet, NextLayer& next, OtherProtocol& other) {
  constexpr std::uint8_t kUserData = 255;
  constexpr std::uint8_t kAnyOptional = 0x07;
  constexpr int kMostExtensions = 16;
  const auto data = packet.data;
  if (data.size() < 8) return DecodeStatus::kMalformed;
  const bool version_1 = data[0] >> 5 == 1 && (data[0] & 0x10) != 0;
  if (!version_1 || data[1] != kUserData) return NotOurs(Registry::kUdpPort, kGtpU, other);
  std::size_t header = 8;
  if ((data[0] & kAnyOptional) != 0) {
    header += 4;
    if (data.size() < header) return DecodeStatus::kMalformed;
    std::uint8_t extension = (data[0] & 0x04) != 0 ? data[11] : 0;
    for (int count = 0; extension != 0; ++count) {
      if (count == kMostExtensions || data.size() <= header) return DecodeStatus::kMalformed;
      const std::size_t length = data[header] * std::size_t{4};
      if (length == 0 || data.size() < header + length) return DecodeStatus::kMalformed;
      header += length;
      extension = data[header - 1];
    }
  }
  if (data.size() <= header) return DecodeStatus::kMalformed;
  const int version = data[header] >> 4;
  if (version != 4 && version != 6) return NotOurs(Registry::kUdpPort, kGtpU, other);
  return SkipTo(header, {Kind::kIp, 0}, packet, next);
}

// RFC 8926.
DecodeStatus TakeGeneve(Packet& packet, NextLayer& next, OtherProtocol& other) {
  if (packet.data.size() < 8) return DecodeStatus::kMalformed;
  if (packet.data[0] >> 6 != 0) return NotOurs(Registry::kUdpPort, kGeneve, other);
  const std::size_t options = (packet.data[0] & 0x3f) * std::size_t{4};
  return SkipTo(8 + options, {Kind::kEtherType, Big16(packet.data, 2)}, packet, next);
}

// draft-ietf-nvo3-vxlan-gpe
DecodeStatus TakeVxlanGpe(Packet& packet, NextLayer& next, OtherProtocol& other) {
  if (packet.data.size() < 8) return DecodeStatus::kMalformed;
  switch (packet.data[3]) {
    case 1:
      return SkipTo(8, {Kind::kIpv4, 0}, packet, next);
    case 2:
      return SkipTo(8, {Kind::kIpv6, 0}, packet, next);
    case 3:
      return SkipTo(8, {Kind::kEthernet, 0}, packet, next);
    default:
      return NotOurs(Registry::kUdpPort, kVxlanGpe, other);
  }
}

// UDP has no number for what it carries. As in Wireshark a port tells, the lower one first.
DecodeStatus TakeUdp(Packet& packet, NextLayer& next, OtherProtocol& other) {
  constexpr std::size_t kHeader = 8;
  if (packet.data.size() < kHeader) return NotOurs(Registry::kIp, kUdp, other);
  const auto [low, high] = std::minmax({Big16(packet.data, 0), Big16(packet.data, 2)});
  const std::size_t length = Big16(packet.data, 4);
  if (length >= kHeader) packet.Trim(std::min(length, packet.wire_length));
  packet.Skip(kHeader);
  for (const std::uint16_t port : {low, high}) {
    switch (port) {
      case kGtpU:
        return TakeGtpU(packet, next, other);
      case kGreInUdp:
        return TakeGre(packet, next, other);
      case kVxlan:  // RFC 7348
        return SkipTo(8, {Kind::kEthernet, 0}, packet, next);
      case kVxlanGpe:
        return TakeVxlanGpe(packet, next, other);
      case kGeneve:
        return TakeGeneve(packet, next, other);
      case kMplsInUdp:  // RFC 7510
        next = {Kind::kMpls, 0};
        return DecodeStatus::kOk;
      case kL2tp:
      case kTeredo:
      case kLisp:
      case kEspInUdp:
        return NotOurs(Registry::kUdpPort, port, other);
      default:
        break;
    }
  }
  return NotOurs(Registry::kIp, kUdp, other);
}

}  // namespace

DecodeStatus TakeTunnelHeader(Packet& packet, NextLayer& next, OtherProtocol& other) {
  switch (next.number) {
    case kIpInIp:  // RFC 2003
      next = {Kind::kIpv4, 0};
      return DecodeStatus::kOk;
    case kIpv6InIp:  // RFC 4213
      next = {Kind::kIpv6, 0};
      return DecodeStatus::kOk;
    case kMplsInIp:  // RFC 4023
      next = {Kind::kMpls, 0};
      return DecodeStatus::kOk;
    case kAuthentication:
      return TakeAuthentication(packet, next);
    case kEtherIp:  // RFC 3378
      return SkipTo(2, {Kind::kEthernet, 0}, packet, next);
    case kGre:
      return TakeGre(packet, next, other);
    case kUdp:
      return TakeUdp(packet, next, other);
    default:
      return NotOurs(Registry::kIp, next.number, other);
  }
}

}  // namespace echocheck
