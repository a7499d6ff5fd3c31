// SPDX-License-Identifier: MIT
// What a step may be over TCP, and what over UDP, wherever it stands.
#pragma once

#include <string>

#include "harness/model/scenario.h"

namespace echocheck {

// The most that one UDP datagram carries over IPv4: 65535, less 20 of the IP header and 8 of UDP's.
constexpr std::uint64_t kLargestDatagram = 65507;

// What is wrong with `step` over `transport`, or an empty string.
std::string WrongOver(Transport transport, const Step& step);

}  // namespace echocheck
