// SPDX-License-Identifier: MIT
// Decides which scenario begins first.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "harness/model/scenario.h"

namespace echocheck {

// Returns indices into `scenarios`: those with many clients one after another, with many bytes or
// with a long silence first, since they would be left over at the end with nothing beside them;
// equal ones as they stand.
std::vector<std::size_t> LongestFirst(std::span<const Scenario> scenarios);

}  // namespace echocheck
