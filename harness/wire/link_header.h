// SPDX-License-Identifier: MIT
// Headers of the link layer (https://www.tcpdump.org/linktypes.html), and what may stand between it
// and IP: VLAN tags, LLC, PPP, MPLS. Inside of the layer.
#pragma once

#include "harness/wire/decode_frame.h"
#include "harness/wire/next_layer.h"
#include "harness/wire/packet.h"

namespace echocheck {

// Each takes its header off `packet` and says what comes next. On kNotOurs it has named in `other`
// what it found.
DecodeStatus TakeLinkHeader(LinkType link, Packet& packet, NextLayer& next, OtherProtocol& other);
DecodeStatus TakeEthernetHeader(Packet& packet, NextLayer& next);
// `next` comes with the type.
DecodeStatus TakeEtherType(Packet& packet, NextLayer& next, OtherProtocol& other);
DecodeStatus TakeLlcHeader(Packet& packet, NextLayer& next, OtherProtocol& other);
DecodeStatus TakePppHeader(Packet& packet, NextLayer& next, OtherProtocol& other);
DecodeStatus TakeMplsLabels(Packet& packet, NextLayer& next, OtherProtocol& other);

}  // namespace echocheck
