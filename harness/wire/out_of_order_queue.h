// SPDX-License-Identifier: MIT
// Bytes of one direction that came before others in front of them. Inside of the layer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>

#include "harness/base/bytes.h"

namespace echocheck {

// Offsets are those of StreamReassembler. Of bytes that come twice the first counts.
class OutOfOrderQueue {
 public:
  struct Piece {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    Bytes bytes;  // fewer than end - begin when the capture cut them, or when none are wanted
  };

  // How many of the bytes [begin, end) were not there yet.
  std::uint64_t Add(std::int64_t begin, std::int64_t end, BytesView captured);

  bool empty() const { return pieces_.empty(); }
  std::size_t piece_count() const { return pieces_.size(); }
  std::uint64_t bytes() const { return bytes_; }
  std::int64_t first() const { return pieces_.begin()->first; }  // not empty()
  Piece TakeFirst();                                             // not empty()

 private:
  struct Held {
    std::int64_t end = 0;
    Bytes bytes;
  };
  std::map<std::int64_t, Held> pieces_;  // by begin; they do not overlap
  std::uint64_t bytes_ = 0;
};

}  // namespace echocheck
