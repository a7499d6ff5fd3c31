// SPDX-License-Identifier: MIT
// The TCP header and its options (RFC 9293, section 3.1). Inside of the layer.
#pragma once

#include "harness/wire/decode_frame.h"
#include "harness/wire/packet.h"

namespace echocheck {

// `packet` begins with the header and ends with the payload.
DecodeStatus TakeTcpHeader(const Packet& packet, TcpSegment& out);

}  // namespace echocheck
