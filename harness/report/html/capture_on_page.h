// SPDX-License-Identifier: MIT
// What the page of a capture is made from.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "harness/model/flow.h"

namespace echocheck {

// Borrows all it names.
struct CaptureOnPage {
  std::string_view title;
  std::string_view file;  // empty: what was read is nowhere
  WireTotals totals;
  // Each is a row of the table; those that hold segments (head, tail) have a ladder.
  std::span<const FlowRecord> connections;
  std::uint64_t left_out = 0;  // how many others there are
  std::string_view language = "en";
};

}  // namespace echocheck
