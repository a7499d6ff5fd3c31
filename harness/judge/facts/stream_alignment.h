// SPDX-License-Identifier: MIT
// How what came back relates to what was sent: the same, a part of it, with bytes in between that
// nobody sent, or changed. Judged from the bytes alone, so that the answer does not depend on how
// TCP cut them into segments or on when the client read them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "harness/base/bytes.h"
#include "harness/base/enum_names.h"

namespace echocheck {

enum class StreamRelation {
  kSame,
  kTruncated,  // the beginning of what was sent, and no more
  kExtra,      // what was sent (or its beginning), in order, and other bytes between or after it
  kChanged,    // bytes were left out or replaced
};
constexpr auto EnumNames(StreamRelation /*tag*/) {
  return std::to_array<std::string_view>({"same", "truncated", "extra", "changed"});
}

// A part of a stream. `cut`: the stream goes on behind it, we do not have the rest.
struct StreamPart {
  BytesView bytes;
  bool cut = false;
};

struct StreamAlignment {
  StreamRelation relation = StreamRelation::kSame;
  std::uint64_t offset = 0;    // of the first received byte that differs; not for kSame
  std::uint64_t extra = 0;     // received bytes that were not sent, as far as was looked at
  std::uint64_t missing = 0;   // sent bytes left out before others that came
  std::uint64_t replaced = 0;  // bytes that came as another value
};

// The cheapest explanation of `received` by leaving out, adding and replacing bytes of `sent`.
// `lead` is how far the received stream is known to have been ahead of the sent one: so many bytes
// cannot be an echo of anything, and that decides where the bytes alone leave it open.
StreamAlignment Align(StreamPart sent, StreamPart received, std::uint64_t lead = 0);

}  // namespace echocheck
