// SPDX-License-Identifier: MIT
// Headers of tunnels that are carried by IP or by UDP: what Wireshark looks into, we do. Inside of
// the layer.
#pragma once

#include "harness/wire/decode_frame.h"
#include "harness/wire/next_layer.h"
#include "harness/wire/packet.h"

namespace echocheck {

// Takes the header of the IP protocol `next.number`, which is not TCP, off `packet`, and says what
// comes next. On kNotOurs it has named in `other` what it found.
DecodeStatus TakeTunnelHeader(Packet& packet, NextLayer& next, OtherProtocol& other);

}  // namespace echocheck
