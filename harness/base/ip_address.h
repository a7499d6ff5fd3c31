// SPDX-License-Identifier: MIT
// An IP address as packets carry it: comparable and hashable without going through text.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace echocheck {

enum class IpFamily : std::uint8_t { kNone, kIpv4, kIpv6 };

// IPv4 in its IPv6-mapped form (::ffff:a.b.c.d), so that both families have one width; `family`
// tells them apart. A new one is no address: of a connection that was never made.
struct IpAddress {
  std::array<std::uint8_t, 16> bytes{};
  IpFamily family = IpFamily::kNone;

  bool operator==(const IpAddress&) const = default;
};

constexpr IpAddress Ipv4(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
  return {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d}, IpFamily::kIpv4};
}

inline constexpr IpAddress kIpv4Loopback = Ipv4(127, 0, 0, 1);
inline constexpr IpAddress kIpv6Loopback{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1},
                                         IpFamily::kIpv6};
// As the address that a server listens on: every address, of IPv6 and, if the socket takes both, of
// IPv4.
inline constexpr IpAddress kEveryAddress{{}, IpFamily::kIpv6};

// Returns "127.0.0.1", "::1"; an empty text for no address.
std::string ToString(const IpAddress& address);

// Returns nullopt if `text` is not a literal, in any of its spellings.
std::optional<IpAddress> ParseIpAddress(std::string_view text);

// Returns the IPv4 address that an IPv6 socket shows as ::ffff:a.b.c.d: it is IPv4 on the wire. Any
// other address is returned as it is.
IpAddress WithoutMapping(const IpAddress& address);

inline bool IsIpv6(const IpAddress& address) { return address.family == IpFamily::kIpv6; }
bool IsLoopback(const IpAddress& address);  // 127.0.0.0/8 or ::1

// Returns true for 0.0.0.0 and ::, which as the address of a listener mean every one.
bool IsUnspecified(const IpAddress& address);

}  // namespace echocheck
