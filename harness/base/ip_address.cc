// SPDX-License-Identifier: MIT
#include "harness/base/ip_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstddef>

namespace echocheck {
namespace {

constexpr std::size_t kMappedPrefix = 12;  // RFC 4291, section 2.5.5.2

}  // namespace

std::string ToString(const IpAddress& address) {
  if (address.family == IpFamily::kNone) return {};
  const bool v4 = address.family == IpFamily::kIpv4;
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(v4 ? AF_INET : AF_INET6, address.bytes.data() + (v4 ? kMappedPrefix : 0), text.data(),
            static_cast<socklen_t>(text.size()));
  return text.data();
}

std::optional<IpAddress> ParseIpAddress(std::string_view text) {
  // A NUL would end the text for the C library, and what follows it would not be looked at.
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  const std::string literal(text);
  IpAddress address = Ipv4(0, 0, 0, 0);
  if (inet_pton(AF_INET, literal.c_str(), address.bytes.data() + kMappedPrefix) == 1) {
    return address;
  }
  address.family = IpFamily::kIpv6;
  if (inet_pton(AF_INET6, literal.c_str(), address.bytes.data()) == 1) return address;
  return std::nullopt;
}

IpAddress WithoutMapping(const IpAddress& address) {
  constexpr IpAddress kPrefix = Ipv4(0, 0, 0, 0);
  IpAddress plain = address;
  const bool mapped =
      IsIpv6(address) && std::equal(address.bytes.begin(), address.bytes.begin() + kMappedPrefix,
                                    kPrefix.bytes.begin());
  if (mapped) plain.family = IpFamily::kIpv4;
  return plain;
}

bool IsLoopback(const IpAddress& address) {
  if (address.family == IpFamily::kIpv4) return address.bytes[kMappedPrefix] == 127;
  return address == kIpv6Loopback;
}

bool IsUnspecified(const IpAddress& address) {
  return address == kEveryAddress || address == Ipv4(0, 0, 0, 0);
}

}  // namespace echocheck
