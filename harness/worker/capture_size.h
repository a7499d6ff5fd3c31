// SPDX-License-Identifier: MIT
// Decides how much of a scenario is captured: how much room the kernel gets, which bytes of a frame
// are kept, and when a capture is more than a correct server can make of the scenario. Pure.
#pragma once

#include "harness/capture/live_capture.h"
#include "harness/model/run_record.h"
#include "harness/model/scenario.h"

namespace echocheck {

// Sets ring_bytes, snapshot_length and bounds.
LiveCaptureOptions CaptureSizeFor(const Scenario& scenario);

// Says in the reason of an incomplete capture that the server sent far more than a correct one
// would, if it did. Only in a private arena: elsewhere others may have sent that.
void NameFlood(const Scenario& scenario, ScenarioEvidence& evidence);

}  // namespace echocheck
