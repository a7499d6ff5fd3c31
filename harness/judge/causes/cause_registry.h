// SPDX-License-Identifier: MIT
// All causes there are.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "harness/judge/causes/cause_rule.h"

namespace echocheck {

// The most basic first: what comes earlier may well be the reason for what comes later, and where
// two fit, the earlier one is named. They live as long as the program.
std::span<const CauseRule> AllCauses();

// Its place among them; behind them all for an id that is none of theirs.
std::size_t CauseRank(std::string_view id);

}  // namespace echocheck
