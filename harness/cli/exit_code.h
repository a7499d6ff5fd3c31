// SPDX-License-Identifier: MIT
#pragma once

#include "harness/base/error.h"

namespace echocheck {

constexpr int kExitConforms = 0;
constexpr int kExitDoesNotConform = 1;
constexpr int kExitInconclusive = 2;  // or the environment failed us
constexpr int kExitUsage = 3;

// Prints "echocheck: <message>" to standard error, and returns the exit code for its kind.
int Complain(const Error& error);

}  // namespace echocheck
