// SPDX-License-Identifier: MIT
// What we know about the capture itself: whether it can be trusted to show everything.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "harness/base/enum_names.h"
#include "harness/base/reason.h"

namespace echocheck {

enum class CaptureState {
  kOff,         // the user did not want one, or has no right to: `reason`
  kComplete,    // proven: both sync markers seen, no drop, no frame cut
  kIncomplete,  // something may be missing: `reason`
};
constexpr auto EnumNames(CaptureState /*tag*/) {
  return std::to_array<std::string_view>({"off", "complete", "incomplete"});
}

struct CaptureLog {
  CaptureState state = CaptureState::kOff;
  Reason reason;
  std::string interface;
  std::uint64_t frames = 0;        // kept, sync markers not counted: frame numbers run 1..frames
  std::uint64_t bytes = 0;         // of those frames, on the wire
  std::uint64_t kernel_drops = 0;  // pcap_stats: no room in the ring
  std::uint64_t cut_frames = 0;    // not whole, though they were to be
  // Of each frame only the headers were to be kept: its payload is judged at the sockets alone.
  bool headers_only = false;
  bool marker_before = false;
  bool marker_after = false;
  // There was more than the scenario can need, and the last part of it was not kept.
  bool given_up = false;
};

}  // namespace echocheck
