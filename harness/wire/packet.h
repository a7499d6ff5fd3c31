// SPDX-License-Identifier: MIT
// What is left of a frame while header after header is taken off. Inside of the layer.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace echocheck {

// Invariant: data.size() <= wire_length. The rest of wire_length was not captured.
struct Packet {
  std::span<const std::uint8_t> data;
  std::size_t wire_length = 0;

  // `count` bytes that were captured: count <= data.size().
  void Skip(std::size_t count) {
    data = data.subspan(count);
    wire_length -= count;
  }
  // Drops what a header says does not belong to it (padding): length <= wire_length.
  void Trim(std::size_t length) {
    wire_length = length;
    data = data.first(std::min(data.size(), length));
  }
};

// Network byte order. `at` + width <= bytes.size() is the caller's to see to, as for operator[].
inline std::uint16_t Big16(std::span<const std::uint8_t> bytes, std::size_t at) {
  return static_cast<std::uint16_t>((bytes[at] << 8) | bytes[at + 1]);
}
inline std::uint32_t Big32(std::span<const std::uint8_t> bytes, std::size_t at) {
  return (std::uint32_t{Big16(bytes, at)} << 16) | Big16(bytes, at + 2);
}

}  // namespace echocheck
