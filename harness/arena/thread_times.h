// SPDX-License-Identifier: MIT
// What the scheduler has given each thread, and what it let it wait for. Linux counts both since
// the thread began (/proc/PID/task/TID/schedstat).
#pragma once

#include <sys/types.h>

#include "harness/base/clock.h"

namespace echocheck {

struct ThreadTimes {
  pid_t thread = 0;
  Nanoseconds ran{0};
  Nanoseconds waited{0};  // it could have run, and others had the processor
  bool blocked = false;   // now, in the kernel: it waits for a disk, or for memory
  bool runnable =
      false;  // now: it runs, or waits for a processor. `waited` does not know of that wait
};

}  // namespace echocheck
