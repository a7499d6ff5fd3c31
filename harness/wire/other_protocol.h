// SPDX-License-Identifier: MIT
// Names of what frames hold instead of TCP, so that a person is told what was left out.
#pragma once

#include <cstdint>
#include <string>

namespace echocheck {

// The innermost protocol that was recognised: a number of IANA's or of IEEE's registries.
struct OtherProtocol {
  enum class Registry : std::uint8_t { kLinkType, kEtherType, kPpp, kIp, kUdpPort };
  Registry registry = Registry::kEtherType;
  std::uint16_t number = 0;

  bool operator==(const OtherProtocol&) const = default;
};

// Returns the name, or the registry and the number where we know no name: "ARP", "IP protocol 200".
std::string NameOf(OtherProtocol protocol);

}  // namespace echocheck
