// SPDX-License-Identifier: MIT
// The options about the target, which several commands have, checked against the file system.
#pragma once

#include "harness/base/result.h"
#include "harness/cli/typed_run_options.h"
#include "harness/worker/worker_options.h"

namespace echocheck {

// Fills run.target and run.port. A usage error says which option, and what would be right.
Status ReadTarget(const TypedRunOptions& typed, WorkerOptions& run);

}  // namespace echocheck
