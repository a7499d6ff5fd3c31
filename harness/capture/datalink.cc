// SPDX-License-Identifier: MIT
#include "harness/capture/datalink.h"

#include <pcap/pcap.h>

namespace echocheck {

// libpcap speaks of DLT_ values, which for raw IP differ from the file's, and between systems.
std::optional<LinkType> ToLinkType(int datalink) {
  if (datalink == DLT_RAW) return LinkType::kRaw;
  const auto link_type = static_cast<LinkType>(datalink);
  return CanRead(link_type) ? std::optional(link_type) : std::nullopt;
}

LinkType LinkTypeOf(std::uint32_t number) {
  constexpr std::uint32_t kRawOfLinux = 12;
  constexpr std::uint32_t kRawOfOpenBsd = 14;
  if (number == kRawOfLinux || number == kRawOfOpenBsd) return LinkType::kRaw;
  return static_cast<LinkType>(number);
}

bool CanRead(LinkType link_type) {
  switch (link_type) {
    case LinkType::kNull:
    case LinkType::kEthernet:
    case LinkType::kPpp:
    case LinkType::kPppHdlc:
    case LinkType::kRaw:
    case LinkType::kLoop:
    case LinkType::kLinuxSll:
    case LinkType::kIpv4:
    case LinkType::kIpv6:
    case LinkType::kLinuxSll2:
      return true;
  }
  return false;
}

std::string LinkTypeName(LinkType link_type) {
  const auto number = static_cast<std::uint32_t>(link_type);
  const char* const name = pcap_datalink_val_to_name(static_cast<int>(number));
  return name != nullptr ? name : "link type " + std::to_string(number);
}

}  // namespace echocheck
