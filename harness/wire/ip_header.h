// SPDX-License-Identifier: MIT
// IPv4 (RFC 791) and IPv6 with its extension headers (RFC 8200). Inside of the layer.
#pragma once

#include "harness/wire/decode_frame.h"
#include "harness/wire/next_layer.h"
#include "harness/wire/packet.h"

namespace echocheck {

// Each fills the addresses of `out` and leaves in `packet` the payload, without the padding that a
// short frame carries behind it; `next` has the number of its protocol. A length field that is too
// large for the frame is not believed, as in Wireshark: there is what there is.
DecodeStatus TakeIpv4Header(Packet& packet, TcpSegment& out, NextLayer& next);
DecodeStatus TakeIpv6Headers(Packet& packet, TcpSegment& out, NextLayer& next);

// The authentication header (RFC 4302), which IPv4 has as a protocol.
DecodeStatus TakeAuthentication(Packet& packet, NextLayer& next);

}  // namespace echocheck
