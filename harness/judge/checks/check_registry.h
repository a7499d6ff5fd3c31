// SPDX-License-Identifier: MIT
// All checks there are.
#pragma once

#include <span>

#include "harness/judge/checks/check.h"

namespace echocheck {

// In the order of reports. The checks live as long as the program.
std::span<const Check> AllChecks();

}  // namespace echocheck
