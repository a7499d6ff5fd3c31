// SPDX-License-Identifier: MIT
// What went wrong on our side. A fault of the target is a Finding, never an Error.
#pragma once

#include <string>
#include <string_view>

#include "harness/base/reason.h"

namespace echocheck {

// Who has to act, and with it the exit code of the command.
enum class ErrorKind {
  kUsage,        // the user's: an option, a scenario file, a target that is not there (exit 3)
  kEnvironment,  // the machine's: a right, a port, a full disk (exit 2)
  kInternal,     // ours: an invariant that did not hold (exit 2)
};

// `message` says what happened, where, and what would be right; it is one or more plain lines
// without a trailing newline, and it may hold bytes that were not ours (escape before printing).
struct Error {
  ErrorKind kind = ErrorKind::kInternal;
  Reason message;
};

// Of what has a text in the catalogues, words/because.h has the same with a Sentence.
Error UsageError(Reason message);
Error EnvironmentError(Reason message);
Error InternalError(Reason message);

// Returns what the system says of an errno: "Permission denied".
Sentence SaySystem(int error_number);

// "<doing>: <strerror(error_number)>", as an environment error.
Error SystemError(std::string_view doing, int error_number);

}  // namespace echocheck
