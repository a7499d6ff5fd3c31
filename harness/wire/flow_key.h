// SPDX-License-Identifier: MIT
// A connection's 4-tuple, the same for both directions. Inside of the layer.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "harness/wire/tcp_segment.h"

namespace echocheck {

struct FlowKey {
  // Two addresses of two words each, then both ports and the family: the smaller end first.
  std::array<std::uint64_t, 5> words{};

  bool operator==(const FlowKey&) const = default;
};

struct FlowKeyHash {
  using is_avalanching = void;  // NOLINT(readability-identifier-naming): Boost.Unordered's name
  std::size_t operator()(const FlowKey& key) const;
};

// `source_first`: the segment's source is the end that the key puts first.
FlowKey MakeFlowKey(const TcpSegment& segment, bool& source_first);

}  // namespace echocheck
