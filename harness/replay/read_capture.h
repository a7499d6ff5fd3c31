// SPDX-License-Identifier: MIT
// A capture file, made by anyone, through the wire layer. Streaming: what it keeps grows with the
// connections that are open at once, not with the frames.
#pragma once

#include <functional>
#include <optional>

#include "harness/base/result.h"
#include "harness/capture/capture_file.h"
#include "harness/model/flow.h"
#include "harness/wire/flow_options.h"

namespace echocheck {

struct CaptureReading {
  WireTotals totals;
  Nanoseconds duration{0};  // from the earliest frame to the latest
  // Why the file could not be read to its end; everything before that was.
  std::optional<Error> damage;
};

// Connections go to options.on_flow_done, which has to be set. `after_frame` is told of each frame
// once its segment has been followed; it may be empty.
CaptureReading ReadCapture(CaptureFile& file, FlowOptions options,
                           const std::function<void(const Frame&)>& after_frame = {});

}  // namespace echocheck
