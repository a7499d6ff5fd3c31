// SPDX-License-Identifier: MIT
// Decides how many scenarios play at the same time: as many as were asked for, and fewer while they
// take the processors from each other. Pure.
#pragma once

#include <algorithm>
#include <cstddef>

#include "harness/base/clock.h"

namespace echocheck {

class Pace {
 public:
  // `processors`: with fewer scenarios than these, one would idle.
  Pace(std::size_t most, std::size_t processors)
      : most_(most), least_(std::min(most, processors)), at_once_(most) {}

  std::size_t at_once() const { return at_once_; }

  // Takes of each scenario that was played how long it took, and how long it was held up.
  void Played(Nanoseconds took, Nanoseconds held_up) {
    took_ += took;
    held_up_ += held_up;
    if (took_ < kEnough * at_once_) return;
    if (held_up_ * 2 > took_) {
      at_once_ = std::max(least_, at_once_ * 3 / 4);
    } else if (held_up_ * 5 < took_) {
      at_once_ = std::min(most_, at_once_ + 1);
    }
    took_ = held_up_ = Nanoseconds(0);
  }

 private:
  // Of each that plays, so much tells something.
  static constexpr Nanoseconds kEnough = Milliseconds(50);

  std::size_t most_;
  std::size_t least_;
  std::size_t at_once_;
  Nanoseconds took_{0};
  Nanoseconds held_up_{0};
};

}  // namespace echocheck
