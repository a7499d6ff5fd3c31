// SPDX-License-Identifier: MIT
#include "harness/wire/decode_frame.h"

#include <algorithm>

#include "harness/wire/ip_header.h"
#include "harness/wire/link_header.h"
#include "harness/wire/tcp_header.h"
#include "harness/wire/tunnel_header.h"

namespace echocheck {
namespace {

constexpr std::uint8_t kTcp = 6;

DecodeStatus TakeLayer(Packet& packet, NextLayer& next, DecodedFrame& decoded) {
  switch (next.kind) {
    case NextLayer::Kind::kEthernet:
      return TakeEthernetHeader(packet, next);
    case NextLayer::Kind::kEtherType:
      return TakeEtherType(packet, next, decoded.other);
    case NextLayer::Kind::kLlc:
      return TakeLlcHeader(packet, next, decoded.other);
    case NextLayer::Kind::kPpp:
      return TakePppHeader(packet, next, decoded.other);
    case NextLayer::Kind::kMpls:
      return TakeMplsLabels(packet, next, decoded.other);
    case NextLayer::Kind::kIp:
      if (packet.data.empty()) return DecodeStatus::kMalformed;
      return packet.data[0] >> 4 == 6 ? TakeIpv6Headers(packet, decoded.segment, next)
                                      : TakeIpv4Header(packet, decoded.segment, next);
    case NextLayer::Kind::kIpv4:
      return TakeIpv4Header(packet, decoded.segment, next);
    case NextLayer::Kind::kIpv6:
      return TakeIpv6Headers(packet, decoded.segment, next);
    case NextLayer::Kind::kIpProtocol:
      return TakeTunnelHeader(packet, next, decoded.other);
  }
  return DecodeStatus::kMalformed;
}

}  // namespace

DecodedFrame DecodeFrame(LinkType link, const Frame& frame) {
  constexpr int kMostLayers = 32;  // a tunnel in a tunnel has about ten
  DecodedFrame decoded;
  Packet packet{frame.data, std::max<std::size_t>(frame.wire_length, frame.data.size())};
  decoded.segment.frame_length = static_cast<std::uint32_t>(packet.wire_length);
  NextLayer next;
  decoded.status = TakeLinkHeader(link, packet, next, decoded.other);
  for (int layers = 0; decoded.status == DecodeStatus::kOk; ++layers) {
    if (next.kind == NextLayer::Kind::kIpProtocol && next.number == kTcp) {
      decoded.status = TakeTcpHeader(packet, decoded.segment);
      return decoded;
    }
    if (layers == kMostLayers) {
      decoded.status = DecodeStatus::kMalformed;
      return decoded;
    }
    decoded.status = TakeLayer(packet, next, decoded);
  }
  return decoded;
}

}  // namespace echocheck
