// SPDX-License-Identifier: MIT
// Runs a scenario in a process of its own: namespaces cannot be left again, and a crash there must
// not take the run along.
#pragma once

#include <optional>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"
#include "harness/model/run_record.h"
#include "harness/model/scenario.h"
#include "harness/run/run_options.h"
#include "harness/run/scenario_run.h"

namespace echocheck {

// What came back from a worker.
struct WorkerAnswer {
  ScenarioEvidence evidence;
  // Set: the machine refuses this kind of arena, and nothing was launched.
  std::optional<Error> arena_refused;
};

// Forks, runs, and returns what the worker recorded. The target is gone when it returns. The
// worker itself may take some milliseconds more to give back its capture: nothing waits for that.
// Precondition: this process has one thread.
Result<WorkerAnswer> RunInWorker(ScenarioTask task);

}  // namespace echocheck
