// SPDX-License-Identifier: MIT
// Says what the user asked of a run, as far as it concerns which scenario is played when, and what
// counts as failed.
#pragma once

#include <cstdint>
#include <vector>

#include "harness/schedule/known_failures.h"

namespace echocheck {

struct ScheduleOptions {
  std::uint32_t jobs = 1;    // scenarios at the same time
  std::uint32_t repeat = 1;  // how often each is played
  bool allow_flaky = false;  // a scenario whose attempts differ counts as the best of them
  std::vector<KnownFailure> known_failures;
};

}  // namespace echocheck
