// SPDX-License-Identifier: MIT
#include "harness/wire/ip_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>

#include <fmt/format.h>

namespace echocheck {
namespace {

constexpr std::size_t kMappedPrefix = 12;  // RFC 4291, section 2.5.5.2

}  // namespace

std::string ToString(const IpAddress& address) {
  const auto& bytes = address.bytes;
  if (address.family == IpFamily::kIpv4) {
    return fmt::format("{}.{}.{}.{}", bytes[12], bytes[13], bytes[14], bytes[15]);
  }
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(AF_INET6, bytes.data(), text.data(), static_cast<socklen_t>(text.size()));
  return text.data();
}

std::optional<IpAddress> ParseIpAddress(std::string_view text) {
  const std::string literal(text);
  IpAddress address;
  if (inet_pton(AF_INET, literal.c_str(), address.bytes.data() + kMappedPrefix) == 1) {
    address.bytes[10] = address.bytes[11] = 0xff;
    return address;
  }
  address.family = IpFamily::kIpv6;
  if (inet_pton(AF_INET6, literal.c_str(), address.bytes.data()) == 1) return address;
  return std::nullopt;
}

bool IsUnspecified(const IpAddress& address) {
  const auto* begin =
      address.bytes.begin() + (address.family == IpFamily::kIpv4 ? kMappedPrefix : 0);
  return std::all_of(begin, address.bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

}  // namespace echocheck
