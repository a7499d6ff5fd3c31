// SPDX-License-Identifier: MIT
// What libpcap calls a link type, and what a capture file does. Inside of the layer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "harness/model/frame.h"

namespace echocheck {

// Returns the link type that `datalink`, pcap_datalink()'s answer, stands for. nullopt: none that
// we can read.
std::optional<LinkType> ToLinkType(int datalink);

// Returns the link type of a number in a file. Some writers put raw IP there under the numbers that
// it has inside of their systems. A number that we do not know stays what it is.
LinkType LinkTypeOf(std::uint32_t number);

bool CanRead(LinkType link_type);

// Returns libpcap's name, "IEEE802_11", or "link type 4321" where it knows none.
std::string LinkTypeName(LinkType link_type);

}  // namespace echocheck
