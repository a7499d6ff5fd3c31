// SPDX-License-Identifier: MIT
// One connection as a ladder: client left, server right, two lines a segment:
//
//       4     0.105               --- PSH+ACK "hoge\n" -------------->
//                    the client's program sends 5 bytes      seq 1 ack 1 len 5
//
// The states of both ends stand beside the arrow that changed them.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "harness/model/flow.h"
#include "harness/report/console_text.h"

namespace echocheck {

struct LadderRequest {
  std::string_view client_name;    // empty: unknown
  std::set<std::uint64_t> marked;  // frames that a finding names
  bool whole = false;              // long runs of data are not folded
};

// Whole lines, each at most page.width columns and ended by a newline.
std::string RenderLadder(const FlowRecord& flow, const LadderRequest& request, const Page& page);

}  // namespace echocheck
