// SPDX-License-Identifier: MIT
// A transport address: an IP address and a port.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "harness/base/ip_address.h"
#include "harness/base/result.h"

namespace echocheck {

struct Endpoint {
  IpAddress address;
  std::uint16_t port = 0;

  bool operator==(const Endpoint&) const = default;
};

// Returns "127.0.0.1:50000", "[::1]:50000".
std::string ToString(const Endpoint& endpoint);

// Reads a decimal port in 1..65535, nothing else around it.
Result<std::uint16_t> ParsePort(std::string_view text);

}  // namespace echocheck
