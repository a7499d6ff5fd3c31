// SPDX-License-Identifier: MIT
#include "harness/wire/out_of_order_queue.h"

#include <algorithm>
#include <utility>

namespace echocheck {

std::uint64_t OutOfOrderQueue::Add(std::int64_t begin, std::int64_t end, BytesView captured) {
  const auto captured_end = begin + static_cast<std::int64_t>(captured.size());
  std::uint64_t added = 0;
  std::int64_t at = begin;
  while (at < end) {
    // The piece that covers `at`, or else the one in front of which a gap begins here.
    auto after = pieces_.upper_bound(at);
    if (after != pieces_.begin()) {
      const auto before = std::prev(after);
      if (before->second.end > at) {
        at = before->second.end;
        continue;
      }
    }
    const std::int64_t gap_end = after == pieces_.end() ? end : std::min(end, after->first);
    Held held{gap_end, {}};
    if (at < captured_end) {
      const auto length = std::min(gap_end, captured_end) - at;
      held.bytes =
          captured.substr(static_cast<std::size_t>(at - begin), static_cast<std::size_t>(length));
    }
    pieces_.emplace_hint(after, at, std::move(held));
    added += static_cast<std::uint64_t>(gap_end - at);
    at = gap_end;
  }
  bytes_ += added;
  return added;
}

OutOfOrderQueue::Piece OutOfOrderQueue::TakeFirst() {
  auto node = pieces_.extract(pieces_.begin());
  bytes_ -= static_cast<std::uint64_t>(node.mapped().end - node.key());
  return {node.key(), node.mapped().end, std::move(node.mapped().bytes)};
}

}  // namespace echocheck
