// SPDX-License-Identifier: MIT
// How one thing that a client did ended, and in whose words.
#pragma once

#include <string>

#include <boost/system/error_code.hpp>

#include "harness/model/history.h"

namespace echocheck {

struct SocketResult {
  StepOutcome outcome = StepOutcome::kDone;
  std::string error;  // kFailed only
};

inline SocketResult ResultOf(StepOutcome outcome) { return {outcome, ""}; }

// A call of ours failed: what we were doing, and what the system says.
inline SocketResult Failed(const std::string& doing, const boost::system::error_code& error) {
  return {StepOutcome::kFailed, doing + ": " + error.message()};
}

}  // namespace echocheck
