// SPDX-License-Identifier: MIT
// Decides what a scenario's arena is to be like, from what the user asked for.
#pragma once

#include "harness/arena/arena.h"
#include "harness/model/scenario.h"
#include "harness/run/run_options.h"

namespace echocheck {

// The run folder is read-only for the target, unless its working directory is in it. It gets a
// /dev/shm of its own, unless it lives or works in the host's.
ArenaOptions ArenaOptionsFor(const Scenario& scenario, const RunOptions& run);

}  // namespace echocheck
