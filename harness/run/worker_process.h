// SPDX-License-Identifier: MIT
// What a worker does, once it has been forked.
#pragma once

#include <sys/types.h>

#include "harness/base/unique_handles.h"
#include "harness/run/scenario_run.h"

namespace echocheck {

// The first octet of an answer says what the rest is.
constexpr char kEvidenceFollows = 'E';  // as lines of JSON
constexpr char kArenaRefused = 'R';     // why, in words

// The last signal that a worker gets. In a private arena the kernel then kills everything; on the
// host the worker itself does.
int LastWord(Isolation isolation);

// Plays, answers and ends. `parent`: who it dies with. Precondition: this process has one thread.
[[noreturn]] void BeWorker(ScenarioTask task, pid_t parent, UniqueFd answer);

}  // namespace echocheck
