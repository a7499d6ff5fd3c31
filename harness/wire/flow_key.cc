// SPDX-License-Identifier: MIT
#include "harness/wire/flow_key.h"

#include <cstring>
#include <tuple>

namespace echocheck {
namespace {

struct End {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  std::uint16_t port = 0;

  End(const IpAddress& address, std::uint16_t from_port) : port(from_port) {
    std::memcpy(&high, address.bytes.data(), 8);
    std::memcpy(&low, address.bytes.data() + 8, 8);
  }
  bool operator<=(const End& other) const {
    return std::tie(high, low, port) <= std::tie(other.high, other.low, other.port);
  }
};

}  // namespace

std::size_t FlowKeyHash::operator()(const FlowKey& key) const {
  // Products that do not wait for one another, then MurmurHash3's mixing: the ports alone differ
  // between most connections of a capture.
  const auto& words = key.words;
  std::uint64_t hash = words[0] * 0x9e3779b97f4a7c15ULL + words[1] * 0xbf58476d1ce4e5b9ULL +
                       words[2] * 0x94d049bb133111ebULL + words[3] * 0xd6e8feb86659fd93ULL +
                       words[4] * 0xff51afd7ed558ccdULL;
  hash ^= hash >> 33;
  hash *= 0xc4ceb9fe1a85ec53ULL;
  hash ^= hash >> 33;
  return static_cast<std::size_t>(hash);
}

FlowKey MakeFlowKey(const TcpSegment& segment, bool& source_first) {
  const End source(segment.source, segment.source_port);
  const End destination(segment.destination, segment.destination_port);
  source_first = source <= destination;
  const End& a = source_first ? source : destination;
  const End& b = source_first ? destination : source;
  const auto family = static_cast<std::uint64_t>(segment.source.family);
  return {{a.high, a.low, b.high, b.low,
           std::uint64_t{a.port} | std::uint64_t{b.port} << 16 | family << 32}};
}

}  // namespace echocheck
