// SPDX-License-Identifier: MIT
// How one thing that a client did ended, and in whose words.
#pragma once

#include <string>

#include "harness/model/history.h"

namespace echocheck {

struct SocketResult {
  StepOutcome outcome = StepOutcome::kDone;
  std::string error;  // kFailed only
};

}  // namespace echocheck
