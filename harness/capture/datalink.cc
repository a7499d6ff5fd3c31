// SPDX-License-Identifier: MIT
#include "harness/capture/datalink.h"

#include <pcap/pcap.h>

namespace echocheck {

// libpcap speaks of DLT_ values, which for raw IP differ from the file's, and between systems.
std::optional<LinkType> ToLinkType(int datalink) {
  switch (datalink) {
    case DLT_RAW:
      return LinkType::kRaw;
    case DLT_NULL:
    case DLT_EN10MB:
    case DLT_LOOP:
    case DLT_LINUX_SLL:
    case DLT_LINUX_SLL2:
    case DLT_IPV4:
    case DLT_IPV6:
      return static_cast<LinkType>(datalink);
    default:
      return std::nullopt;
  }
}

}  // namespace echocheck
