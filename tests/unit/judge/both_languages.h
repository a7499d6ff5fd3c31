// SPDX-License-Identifier: MIT
// Every session of the unit tests is judged in Japanese, too.
#pragma once

#include "harness/judge/checks/check.h"

namespace echocheck {

// Expects the same findings in English and in Japanese, without a sentence of the one in the other
// and without a placeholder that nothing was filled into.
void ExpectBothLanguages(const CheckInput& input);

// Returns true when two English words stand beside each other, outside of what is quoted.
bool HoldsEnglish(std::string_view text);

}  // namespace echocheck
