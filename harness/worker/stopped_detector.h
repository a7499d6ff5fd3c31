// SPDX-License-Identifier: MIT
// Tells a process that something keeps stopped (SIGSTOP) from one that was stopped with us, by a
// terminal, and goes on with us.
#pragma once

#include <utility>

namespace echocheck {

class StoppedDetector {
 public:
  // Told of a look at the process while we run. Returns true when this one and the last found it
  // stopped.
  bool StaysStopped(bool stopped) { return std::exchange(before_, stopped) && stopped; }

 private:
  bool before_ = false;
};

}  // namespace echocheck
