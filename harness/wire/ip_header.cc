// SPDX-License-Identifier: MIT
#include "harness/wire/ip_header.h"

#include <algorithm>
#include <cstring>

namespace echocheck {
namespace {

constexpr std::uint8_t kAuthentication = 51;

IpAddress Ipv4At(std::span<const std::uint8_t> bytes, std::size_t at) {
  return Ipv4(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]);
}

IpAddress Ipv6At(std::span<const std::uint8_t> bytes, std::size_t at) {
  IpAddress address;
  address.family = IpFamily::kIpv6;
  std::memcpy(address.bytes.data(), bytes.data() + at, 16);
  return address;
}

// Walks over the extension headers from `next` on, and leaves in it the protocol behind them.
DecodeStatus TakeExtensions(std::uint8_t& next, Packet& packet, bool& fragment) {
  constexpr int kMostHeaders = 16;  // RFC 8200 has seven kinds; each should be there once
  for (int count = 0;; ++count) {
    const auto data = packet.data;
    std::size_t length = 8;
    switch (next) {
      case 0:   // hop-by-hop options
      case 43:  // routing
      case 60:  // destination options
        if (data.size() < 8) return DecodeStatus::kMalformed;
        length = (std::size_t{data[1]} + 1) * 8;
        break;
      case kAuthentication:  // counts in words of 4, not 8
        if (data.size() < 8) return DecodeStatus::kMalformed;
        length = (std::size_t{data[1]} + 2) * 4;
        break;
      case 44:  // fragment
        if (data.size() < 8) return DecodeStatus::kMalformed;
        if ((Big16(data, 2) & 0xfff8) != 0) return DecodeStatus::kFragment;
        fragment = fragment || (data[3] & 1) != 0;
        break;
      default:
        return DecodeStatus::kOk;
    }
    if (count == kMostHeaders || data.size() < length) return DecodeStatus::kMalformed;
    next = data[0];
    packet.Skip(length);
  }
}

}  // namespace

DecodeStatus TakeIpv4Header(Packet& packet, TcpSegment& out, NextLayer& next) {
  const auto data = packet.data;
  if (data.size() < 20 || data[0] >> 4 != 4) return DecodeStatus::kMalformed;
  const std::size_t header = (data[0] & 15) * std::size_t{4};
  if (header < 20 || data.size() < header) return DecodeStatus::kMalformed;
  // Segments that are still to be cut by hardware (TSO) may be too long for the field: 0 then.
  const std::size_t total = Big16(data, 2) != 0 ? Big16(data, 2) : packet.wire_length;
  if (total < header) return DecodeStatus::kMalformed;
  const std::uint16_t fragment = Big16(data, 6);
  if ((fragment & 0x1fff) != 0) {
    next = {NextLayer::Kind::kIpProtocol, data[9]};
    return DecodeStatus::kFragment;
  }
  out.fragment = out.fragment || (fragment & 0x2000) != 0;
  out.identification = Big16(data, 4);
  out.source = Ipv4At(data, 12);
  out.destination = Ipv4At(data, 16);
  next = {NextLayer::Kind::kIpProtocol, data[9]};
  packet.Trim(std::min(total, packet.wire_length));
  packet.Skip(header);
  return DecodeStatus::kOk;
}

DecodeStatus TakeIpv6Headers(Packet& packet, TcpSegment& out, NextLayer& next) {
  constexpr std::size_t kHeader = 40;
  const auto data = packet.data;
  if (data.size() < kHeader || data[0] >> 4 != 6) return DecodeStatus::kMalformed;
  const std::size_t payload = Big16(data, 4);
  // 0: a jumbogram (RFC 2675), or TSO as above
  if (payload != 0) packet.Trim(std::min(kHeader + payload, packet.wire_length));
  out.identification = 0;
  out.source = Ipv6At(data, 8);
  out.destination = Ipv6At(data, 24);
  packet.Skip(kHeader);
  std::uint8_t protocol = data[6];
  const DecodeStatus status = TakeExtensions(protocol, packet, out.fragment);
  next = {NextLayer::Kind::kIpProtocol, protocol};
  return status;
}

DecodeStatus TakeAuthentication(Packet& packet, NextLayer& next) {
  const auto data = packet.data;
  if (data.size() < 8) return DecodeStatus::kMalformed;
  const std::size_t length = (std::size_t{data[1]} + 2) * 4;
  if (data.size() < length) return DecodeStatus::kMalformed;
  next = {NextLayer::Kind::kIpProtocol, data[0]};
  packet.Skip(length);
  return DecodeStatus::kOk;
}

}  // namespace echocheck
