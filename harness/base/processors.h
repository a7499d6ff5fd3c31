// SPDX-License-Identifier: MIT
#pragma once

#include <sched.h>

#include <algorithm>
#include <thread>

namespace echocheck {

// How many processors this process may use.
inline unsigned UsableProcessors() {
  cpu_set_t usable;
  CPU_ZERO(&usable);
  if (sched_getaffinity(0, sizeof usable, &usable) == 0) {
    return static_cast<unsigned>(CPU_COUNT(&usable));
  }
  return std::max(1U, std::thread::hardware_concurrency());  // more than a set can hold
}

}  // namespace echocheck
