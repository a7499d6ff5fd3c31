// SPDX-License-Identifier: MIT
// Findings that do not hold -> the cause of each, in a language.
#pragma once

#include <cstddef>
#include <vector>

#include "harness/judge/checks/check.h"
#include "harness/words/language.h"

namespace echocheck {

// Sets the cause of those of `findings` that `violated` names by index, where one explains them.
// Those that follow from others (the sequence of segments) take over the most basic of their
// causes.
void NameCauses(const CheckInput& input, std::vector<Finding>& findings,
                const std::vector<std::size_t>& violated, Language language);

}  // namespace echocheck
