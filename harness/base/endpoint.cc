// SPDX-License-Identifier: MIT
#include "harness/base/endpoint.h"

#include <charconv>

namespace echocheck {

std::string ToString(const Endpoint& endpoint) {
  const std::string port = std::to_string(endpoint.port);
  const std::string host = ToString(endpoint.address);
  return IsIpv6(endpoint.address) ? "[" + host + "]:" + port : host + ":" + port;
}

Result<std::uint16_t> ParsePort(std::string_view text) {
  unsigned value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc() || end != text.data() + text.size() || value < 1 || value > 65535) {
    return UsageError(Reason("\"" + std::string(text) + "\" is not a port, expected 1 to 65535",
                             Say("errors.not_a_port", {{"text", text}})));
  }
  return static_cast<std::uint16_t>(value);
}

}  // namespace echocheck
