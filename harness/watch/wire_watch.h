// SPDX-License-Identifier: MIT
// The wire, as it happens: frames from a tap, through the flow analyzer, as a ladder on the screen.
// Its memory is bounded however long it runs and however many connections it sees.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/base/unique_handles.h"
#include "harness/capture/frame_tap.h"
#include "harness/report/console_text.h"
#include "harness/report/live_ladder.h"
#include "harness/report/live_summary.h"
#include "harness/watch/screen.h"
#include "harness/wire/flow_analyzer.h"

namespace echocheck {

struct WireWatchOptions {
  FrameTapOptions tap;
  std::vector<std::uint16_t> server_ports;  // none: whoever gets a SYN is a server
  LiveLadderOptions ladder;
};

class WireWatch {
 public:
  // `file` gets the frames, unless it is none. `screen` is borrowed, `page` copied.
  static Result<std::unique_ptr<WireWatch>> Open(const WireWatchOptions& options, UniqueFd file,
                                                 Screen& screen, const Page& page);
  WireWatch(const WireWatch&) = delete;
  WireWatch& operator=(const WireWatch&) = delete;

  // Called for each segment, before it is shown.
  std::function<void(const SegmentNotice&)> on_segment;

  // Readable when there is something to show. Owned by this.
  int descriptor() const { return tap_->descriptor(); }

  // Shows what has come. Never waits. True: it was so much that there is more.
  Result<bool> Show();
  // Shows all that there is.
  Status ShowAll();

  // Shows all that was sent before this call; nothing after it counts. Once, at the end.
  Status Finish();
  // After Finish().
  std::string Summary() const;

  std::uint64_t frames() const { return tap_->frames(); }

 private:
  WireWatch(std::unique_ptr<FrameTap> tap, FlowOptions flows, Screen& screen, const Page& page,
            const LiveLadderOptions& ladder);
  void Take(const Frame& frame);
  void Note(const SegmentNotice& notice);
  void Keep(FlowRecord&& flow);
  void StartAnalyzer();

  std::unique_ptr<FrameTap> tap_;
  FlowOptions flow_options_;
  Screen& screen_;
  Page page_;
  LiveLadder ladder_;
  std::optional<FlowAnalyzer> analyzer_;
  std::uint64_t segments_ = 0;
  std::uint64_t numbered_before_ = 0;  // connections of analyzers before this one
  std::uint64_t connections_ = 0;      // seen so far
  // Of those that the analyzer holds, by their first frame: their number.
  std::unordered_map<std::uint64_t, std::uint64_t> numbers_;
  std::deque<WatchedConnection> recent_;  // that have ended
  WatchTotals totals_;
  SteadyTime begin_;
};

}  // namespace echocheck
