// SPDX-License-Identifier: MIT
// An IP address as packets carry it: comparable and hashable without going through text.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace echocheck {

enum class IpFamily : std::uint8_t { kIpv4, kIpv6 };

// IPv4 in its IPv6-mapped form (::ffff:a.b.c.d), so that both families have one width; `family`
// tells them apart.
struct IpAddress {
  std::array<std::uint8_t, 16> bytes{};
  IpFamily family = IpFamily::kIpv4;

  bool operator==(const IpAddress&) const = default;
};

// "127.0.0.1", "::1"
std::string ToString(const IpAddress& address);

// nullopt: not a literal.
std::optional<IpAddress> ParseIpAddress(std::string_view text);

// 0.0.0.0 or ::, which as the address of a listener means every one.
bool IsUnspecified(const IpAddress& address);

}  // namespace echocheck
