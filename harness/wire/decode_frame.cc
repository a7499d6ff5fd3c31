// SPDX-License-Identifier: MIT
#include "harness/wire/decode_frame.h"

#include <algorithm>

#include "harness/wire/ip_header.h"
#include "harness/wire/link_header.h"
#include "harness/wire/tcp_header.h"

namespace echocheck {

DecodedFrame DecodeFrame(LinkType link, const Frame& frame) {
  DecodedFrame decoded;
  Packet packet{frame.data, std::max<std::size_t>(frame.wire_length, frame.data.size())};
  IpFamily family{};
  decoded.segment.frame_length = static_cast<std::uint32_t>(packet.wire_length);
  decoded.status = TakeLinkHeader(link, packet, family);
  if (decoded.status != DecodeStatus::kOk) return decoded;
  decoded.status = family == IpFamily::kIpv4 ? TakeIpv4Header(packet, decoded.segment)
                                             : TakeIpv6Headers(packet, decoded.segment);
  if (decoded.status != DecodeStatus::kOk) return decoded;
  decoded.status = TakeTcpHeader(packet, decoded.segment);
  return decoded;
}

}  // namespace echocheck
