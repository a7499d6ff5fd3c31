// SPDX-License-Identifier: MIT
// The end of a watch: each connection in a few lines, how it was opened and closed and why.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "harness/model/flow.h"
#include "harness/report/console_text.h"

namespace echocheck {

struct WatchedConnection {
  std::string label;  // empty: there is no other that it could be taken for
  FlowRecord flow;
};

struct WatchTotals {
  std::uint64_t segments = 0;
  Nanoseconds duration{0};
  // Connections that ended too long ago to be listed.
  std::uint64_t earlier_connections = 0;
  std::uint64_t earlier_segments = 0;
  std::uint64_t dropped = 0;  // frames that the kernel had no room for
};

// Whole lines, none wider than the page; an empty line first.
std::string RenderWatchSummary(std::span<const WatchedConnection> connections,
                               const WatchTotals& totals, const Page& page);

// How a connection ended, and where that is simple why: "aborted by the server's side: RST", ...
struct CloseSentence {
  std::string how;
  std::string why;  // empty: nothing more to say
};
CloseSentence DescribeClose(const FlowRecord& flow, const Page& page);

}  // namespace echocheck
