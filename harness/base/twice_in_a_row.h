// SPDX-License-Identifier: MIT
// Tells a state that lasts from one that a single look happened to catch: a thread in a short sleep
// on its way to its next call, or a process that a terminal stopped together with us.
#pragma once

#include <utility>

namespace echocheck {

class TwiceInARow {
 public:
  // Takes what a look has found. Returns true if this look and the one before it found the state.
  bool Seen(bool found) { return std::exchange(before_, found) && found; }

 private:
  bool before_ = false;
};

}  // namespace echocheck
