// SPDX-License-Identifier: MIT
// A transport address: IPv4 or IPv6 literal and port.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "harness/base/result.h"

namespace echocheck {

struct Endpoint {
  std::string host;  // a literal: "127.0.0.1", "::1"
  std::uint16_t port = 0;

  bool operator==(const Endpoint&) const = default;
};

bool IsIpv6(std::string_view host);
bool IsLoopback(std::string_view host);  // 127.0.0.0/8 or ::1

// As the host that a server listens on: every address, of IPv6 and, if the socket takes both, of
// IPv4.
inline constexpr std::string_view kEveryAddress = "::";

// "127.0.0.1:50000", "[::1]:50000"
std::string ToString(const Endpoint& endpoint);

// A decimal port in 1..65535, nothing else around it.
Result<std::uint16_t> ParsePort(std::string_view text);

}  // namespace echocheck
