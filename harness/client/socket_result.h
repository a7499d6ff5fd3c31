// SPDX-License-Identifier: MIT
// How one thing that a client did ended, and in whose words.
#pragma once

#include <cerrno>
#include <string>

#include <boost/system/error_code.hpp>

#include "harness/model/history.h"

namespace echocheck {

struct SocketResult {
  StepOutcome outcome = StepOutcome::kDone;
  std::string error;  // kFailed only
  // kFailed, because somebody else holds the address that we were to bind.
  bool address_taken = false;
};

inline SocketResult ResultOf(StepOutcome outcome) { return {outcome, "", false}; }

// A call of ours failed: what we were doing, and what the system says.
inline SocketResult Failed(const std::string& doing, const boost::system::error_code& error) {
  return {StepOutcome::kFailed, doing + ": " + error.message(), false};
}

// The same, of a bind(2).
inline SocketResult FailedToBind(const std::string& to, const boost::system::error_code& error) {
  SocketResult result = Failed("binding the client to " + to, error);
  result.address_taken = error.value() == EADDRINUSE;
  return result;
}

}  // namespace echocheck
