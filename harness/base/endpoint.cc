// SPDX-License-Identifier: MIT
#include "harness/base/endpoint.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <charconv>

namespace echocheck {

namespace {

// A NUL would end the text for the C library, and what follows it would not be looked at.
bool ReadAddress(int family, std::string_view host, void* address) {
  return host.find('\0') == std::string_view::npos &&
         inet_pton(family, std::string(host).c_str(), address) == 1;
}

}  // namespace

bool IsIpv6(std::string_view host) {
  in6_addr address{};
  return ReadAddress(AF_INET6, host, &address);
}

bool IsLoopback(std::string_view host) {
  in_addr v4{};
  if (ReadAddress(AF_INET, host, &v4)) {
    return (ntohl(v4.s_addr) >> 24) == 127;
  }
  in6_addr v6{};
  return ReadAddress(AF_INET6, host, &v6) && IN6_IS_ADDR_LOOPBACK(&v6);
}

std::string ToString(const Endpoint& endpoint) {
  const std::string port = std::to_string(endpoint.port);
  return IsIpv6(endpoint.host) ? "[" + endpoint.host + "]:" + port : endpoint.host + ":" + port;
}

Result<std::uint16_t> ParsePort(std::string_view text) {
  unsigned value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc() || end != text.data() + text.size() || value < 1 || value > 65535) {
    return UsageError("\"" + std::string(text) + "\" is not a port, expected 1 to 65535");
  }
  return static_cast<std::uint16_t>(value);
}

}  // namespace echocheck
