// SPDX-License-Identifier: MIT
// One captured frame, as libpcap hands it over.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "harness/base/clock.h"

namespace echocheck {

// Link-layer header types, by their value in a capture file
// (https://www.tcpdump.org/linktypes.html).
enum class LinkType : std::uint32_t {
  kNull = 0,
  kEthernet = 1,
  kPpp = 9,
  kPppHdlc = 50,
  kRaw = 101,
  kLoop = 108,
  kLinuxSll = 113,
  kIpv4 = 228,
  kIpv6 = 229,
  kLinuxSll2 = 276,
};

// `data` is borrowed for the call that it is passed to.
struct Frame {
  std::uint64_t number = 0;       // in the capture file, from 1
  Nanoseconds stamp{0};           // since the Unix epoch, within kFarthestTime
  std::uint32_t wire_length = 0;  // data.size() is smaller when the frame was cut
  std::span<const std::uint8_t> data;
  std::optional<LinkType> link = std::nullopt;  // where that is not the capture's
};

}  // namespace echocheck
