// SPDX-License-Identifier: MIT
// Plays one scenario inside its worker process, in order: arena, capture, target, clients, close,
// stop. Records; judges nothing.
#pragma once

#include <memory>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"
#include "harness/capture/live_capture.h"
#include "harness/model/run_record.h"
#include "harness/model/scenario.h"
#include "harness/worker/worker_options.h"

namespace echocheck {

struct ScenarioTask {
  const Scenario& scenario;
  const WorkerOptions& options;
  Isolation isolation = Isolation::kPrivate;
  UniqueFd capture_file;  // gets the frames
  UniqueFd log_file;      // gets the target's output; may be none
};

struct RecordedScenario {
  ScenarioEvidence evidence;
  // Finished, but still open: closing it takes the kernel 20 ms, which nobody should wait for.
  std::unique_ptr<LiveCapture> capture;
};

// Enters the arena and plays. The outer error is an arena that the machine refuses: nothing was
// launched then. Any other failure of ours is in the evidence. To be called once, in a process of
// its own with one thread; nothing of the target is left when it returns.
Result<RecordedScenario> RunScenario(ScenarioTask task);

}  // namespace echocheck
