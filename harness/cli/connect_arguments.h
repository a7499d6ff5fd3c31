// SPDX-License-Identifier: MIT
// The options about a server that runs already: --connect and --interface.
#pragma once

#include "harness/base/result.h"
#include "harness/cli/typed_run_options.h"
#include "harness/worker/worker_options.h"

namespace echocheck {

// Fills run.connect; looks whether anybody listens there. Usage error: no address, nobody there, or
// an option that is about launching a server.
Status ReadConnect(const TypedRunOptions& typed, WorkerOptions& run);

}  // namespace echocheck
