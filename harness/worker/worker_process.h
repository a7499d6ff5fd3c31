// SPDX-License-Identifier: MIT
// Does what a worker process does, once it has been forked.
#pragma once

#include <sys/types.h>

#include "harness/base/unique_handles.h"
#include "harness/worker/scenario_run.h"

namespace echocheck {

// The first byte of an answer says what the rest is.
constexpr char kEvidenceIsThere = 'E';  // in its file, and nothing follows
constexpr char kArenaRefused = 'R';     // why, in words

// Returns the signal that ends a worker. In a private arena the kernel then kills everything; on
// the host the worker itself does.
int KillSignal(Isolation isolation);

// Plays, answers and ends. The process is killed when `parent` dies. Precondition: this process has
// one thread.
[[noreturn]] void BeWorker(ScenarioTask task, pid_t parent, UniqueFd answer, UniqueFd evidence);

}  // namespace echocheck
