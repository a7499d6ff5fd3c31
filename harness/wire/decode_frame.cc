// SPDX-License-Identifier: MIT
#include "harness/wire/decode_frame.h"

#include <algorithm>

#include "harness/wire/ip_header.h"
#include "harness/wire/link_header.h"
#include "harness/wire/tcp_header.h"

namespace echocheck {

DecodeStatus DecodeFrame(LinkType link, const Frame& frame, TcpSegment& out) {
  out = TcpSegment{};
  Packet packet{frame.data, std::max<std::size_t>(frame.wire_length, frame.data.size())};
  IpFamily family{};
  out.frame_length = static_cast<std::uint32_t>(packet.wire_length);
  if (const auto status = TakeLinkHeader(link, packet, family); status != DecodeStatus::kOk) {
    return status;
  }
  const auto status =
      family == IpFamily::kIpv4 ? TakeIpv4Header(packet, out) : TakeIpv6Headers(packet, out);
  if (status != DecodeStatus::kOk) return status;
  return TakeTcpHeader(packet, out);
}

}  // namespace echocheck
