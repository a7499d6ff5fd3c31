// SPDX-License-Identifier: MIT
// Decides how much of a scenario is captured: how much room the kernel gets, which bytes of a frame
// are kept, and when a capture is more than a correct server can make of the scenario. Pure.
#pragma once

#include "harness/capture/live_capture.h"
#include "harness/model/capture_log.h"
#include "harness/model/history.h"
#include "harness/model/scenario.h"

namespace echocheck {

// Sets ring_bytes, snapshot_length and bounds.
LiveCaptureOptions CaptureSizeFor(const Scenario& scenario);

// Says in the reason of an incomplete capture that the server sent far more than a correct one
// would, if it did. `history`: what the clients sent. Precondition: nobody but the target and the
// clients of `scenario` could send there.
void NameFlood(const Scenario& scenario, const History& history, CaptureLog& capture);

}  // namespace echocheck
