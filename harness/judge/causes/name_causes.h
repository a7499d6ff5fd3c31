// SPDX-License-Identifier: MIT
// Findings that do not hold -> the cause of each, in a language.
#pragma once

#include <cstddef>
#include <vector>

#include "harness/judge/check_input.h"
#include "harness/model/check_id.h"
#include "harness/words/language.h"

namespace echocheck {

// A finding that does not hold: its index, and its check.
struct ViolatedCheck {
  std::size_t finding;
  CheckId check;
};

// Sets the cause of those of `findings` that `violated` names, where one explains them.
// Those that follow from others (the sequence of segments) take over the most basic of their
// causes.
void NameCauses(const CheckInput& input, std::vector<Finding>& findings,
                const std::vector<ViolatedCheck>& violated, Language language);

}  // namespace echocheck
