// SPDX-License-Identifier: MIT
// Reads a fuzzer's input piece by piece. Behind its end there are zeros.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace echocheck {

class InputBytes {
 public:
  InputBytes(const std::uint8_t* data, std::size_t size) : rest_(data, size) {}

  bool empty() const { return rest_.empty(); }

  std::uint8_t Byte() {
    if (rest_.empty()) return 0;
    const std::uint8_t byte = rest_.front();
    rest_ = rest_.subspan(1);
    return byte;
  }
  std::int64_t SignedByte() { return static_cast<std::int8_t>(Byte()); }
  std::uint16_t Word() { return static_cast<std::uint16_t>(Byte() << 8 | Byte()); }
  std::uint32_t DoubleWord() { return std::uint32_t{Word()} << 16 | Word(); }

  // At most `count` bytes, borrowed.
  std::span<const std::uint8_t> Take(std::size_t count) {
    const auto taken = rest_.first(std::min(count, rest_.size()));
    rest_ = rest_.subspan(taken.size());
    return taken;
  }
  std::span<const std::uint8_t> Rest() { return Take(rest_.size()); }

 private:
  std::span<const std::uint8_t> rest_;
};

}  // namespace echocheck
