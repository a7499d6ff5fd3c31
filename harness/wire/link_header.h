// SPDX-License-Identifier: MIT
// Link-layer headers (https://www.tcpdump.org/linktypes.html). Inside of the layer.
#pragma once

#include "harness/wire/decode_frame.h"
#include "harness/wire/packet.h"

namespace echocheck {

// Leaves in `packet` what begins with an IP header, and says of which family.
DecodeStatus TakeLinkHeader(LinkType link, Packet& packet, IpFamily& family);

}  // namespace echocheck
