// SPDX-License-Identifier: MIT
// IPv4 (RFC 791) and IPv6 with its extension headers (RFC 8200). Inside of the layer.
#pragma once

#include "harness/wire/decode_frame.h"
#include "harness/wire/packet.h"

namespace echocheck {

// Each fills the addresses of `out` and leaves in `packet` what begins with a TCP header, without
// the padding that a short frame carries behind it.
DecodeStatus TakeIpv4Header(Packet& packet, TcpSegment& out);
DecodeStatus TakeIpv6Headers(Packet& packet, TcpSegment& out);

}  // namespace echocheck
