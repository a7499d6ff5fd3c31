// SPDX-License-Identifier: MIT
// Decides what a scenario's arena is to be like, from what the user asked for.
#pragma once

#include "harness/arena/arena.h"
#include "harness/model/scenario.h"
#include "harness/target/target_spec.h"
#include "harness/worker/worker_options.h"

namespace echocheck {

// Returns what stays visible for a confined target: its working directory, its executable, and the
// files and folders that its command names.
ConfinedFiles ConfinedFilesFor(const TargetSpec& target);

// Returns the options of the arena in which `scenario` is played. The run folder is read-only for
// the target, unless its working directory is in it. The target gets a /dev/shm of its own, unless
// it lives or works in the host's.
ArenaOptions ArenaOptionsFor(const Scenario& scenario, const WorkerOptions& options);

}  // namespace echocheck
