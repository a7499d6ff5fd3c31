// SPDX-License-Identifier: MIT
// Which segments of a flow a ladder shows, and what it folds into one line.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "harness/model/flow.h"

namespace echocheck {

// A segment, or a run of them that is only counted.
struct LadderRow {
  const FlowSegment* segment = nullptr;   // borrowed from the flow
  const FlowSegment* previous = nullptr;  // the one before it, if that is known
  std::uint64_t folded = 0;
  std::uint64_t bytes_to_server = 0;
  std::uint64_t bytes_to_client = 0;
  bool not_kept = false;  // the run was too long to be kept in the record: bytes unknown
};

// Of a kind that long connections have many of, and that says little by itself.
bool IsBulk(SegmentRole role);

// All of a short flow. Of a long one its beginning, its end, everything but data and
// acknowledgements, and the observer of marked frames; `whole` shows all that was kept.
std::vector<LadderRow> RowsOf(const FlowRecord& flow, const std::set<std::uint64_t>& marked,
                              bool whole);

}  // namespace echocheck
