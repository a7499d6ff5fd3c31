// SPDX-License-Identifier: MIT
// How one thing that a client did ended, and in whose words.
#pragma once

#include <cerrno>
#include <string>
#include <utility>

#include <boost/system/error_code.hpp>

#include "harness/model/history.h"
#include "harness/words/because.h"

namespace echocheck {

struct SocketResult {
  StepOutcome outcome = StepOutcome::kDone;
  Reason error;  // kFailed only
  // kFailed, because somebody else holds the address that we were to bind.
  bool address_taken = false;
};

inline SocketResult ResultOf(StepOutcome outcome) { return {outcome, {}, false}; }

// A call of ours failed: what we were doing, and what the system says.
inline SocketResult Failed(Sentence doing, const boost::system::error_code& error) {
  return {StepOutcome::kFailed, SystemError(std::move(doing), error.value()).message, false};
}

// The same, of a bind(2).
inline SocketResult FailedToBind(const std::string& to, const boost::system::error_code& error) {
  SocketResult result = Failed(Say("doing.bind_client", {{"address", to}}), error);
  result.address_taken = error.value() == EADDRINUSE;
  return result;
}

}  // namespace echocheck
