// SPDX-License-Identifier: MIT
// What libpcap calls a link type, and what a capture file does. Inside of the layer.
#pragma once

#include <optional>

#include "harness/model/frame.h"

namespace echocheck {

// `datalink`: pcap_datalink()'s answer. nullopt: none that we can read.
std::optional<LinkType> ToLinkType(int datalink);

}  // namespace echocheck
