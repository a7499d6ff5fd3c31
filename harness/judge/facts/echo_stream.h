// SPDX-License-Identifier: MIT
// One connection's two streams compared, from what the client's socket kept of them.
#pragma once

#include <cstdint>
#include <optional>

#include "harness/judge/facts/stream_alignment.h"
#include "harness/model/history.h"

namespace echocheck {

struct EchoStream {
  StreamAlignment alignment;  // its offset counts from the start of the received stream
  // Of the sent bytes, how many are among the received ones.
  std::uint64_t came_back = 0;
  // Around alignment.offset. None where nothing of it was kept, and for kSame and kTruncated.
  std::optional<StreamDifference> difference;
};

// `wire_lead`: the most bytes by which the server was ahead of the client on the wire.
EchoStream CompareStreams(const StreamRecord& stream, std::uint64_t wire_lead);

}  // namespace echocheck
