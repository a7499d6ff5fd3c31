// SPDX-License-Identifier: MIT
// Says what the user asked of a run: how scenarios are played, when, and what is made of it.
#pragma once

#include <string>

#include "harness/schedule/schedule_options.h"
#include "harness/worker/worker_options.h"

namespace echocheck {

// Each layer is given its own part.
struct RunOptions : WorkerOptions, ScheduleOptions {
  bool strict = false;
  std::string language = "en";
  bool pcapng = false;      // each capture is written with comments, too
  std::string application;  // who wrote it: "echocheck 0.2.0"
};

}  // namespace echocheck
