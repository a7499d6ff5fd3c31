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

  bool operator==(const FlowKey& other) const {
    // The last differs most often; word by word, since memcmp costs more than the comparison.
    return words[4] == other.words[4] && words[1] == other.words[1] && words[3] == other.words[3] &&
           words[0] == other.words[0] && words[2] == other.words[2];
  }
};

struct FlowKeyHash {
  using is_avalanching = void;  // NOLINT(readability-identifier-naming): Boost.Unordered's name
  std::size_t operator()(const FlowKey& key) const;
};

// `source_first`: the segment's source is the end that the key puts first.
FlowKey MakeFlowKey(const TcpSegment& segment, bool& source_first);

}  // namespace echocheck
