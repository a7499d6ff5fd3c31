// SPDX-License-Identifier: MIT
// What comes next in a frame, once a header was taken off. Inside of the layer.
#pragma once

#include <cstdint>

#include "harness/wire/other_protocol.h"

namespace echocheck {

struct NextLayer {
  enum class Kind : std::uint8_t {
    kEthernet,   // both addresses and the type
    kEtherType,  // the payload of the Ethernet type `number`
    kLlc,        // IEEE 802.2, in a frame with a length instead of a type
    kPpp,        // a PPP protocol number and its payload
    kMpls,       // a stack of labels
    kIp,         // of the version that the packet says
    kIpv4,
    kIpv6,
    kIpProtocol,  // the payload of the IP protocol `number`
  };
  Kind kind = Kind::kIp;
  std::uint16_t number = 0;
};

}  // namespace echocheck
