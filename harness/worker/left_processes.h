// SPDX-License-Identifier: MIT
// Ends what a target on the host's network has left when its worker could not: one that was killed
// or stopped by its target. In a private arena the kernel does that.
#pragma once

#include <sys/types.h>

#include "harness/base/result.h"

namespace echocheck {

// Makes orphans of this process's descendants its children, so that they are found. To be called
// before the first worker is started.
Status AdoptOrphans();

// Kills and reaps every descendant of this process but `except`, until there is none.
Status EndLeftProcesses(pid_t except);

}  // namespace echocheck
