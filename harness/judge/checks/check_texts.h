// SPDX-License-Identifier: MIT
// Says what a check is for, from the catalogue "checks_about".
#pragma once

#include <string>

#include "harness/judge/checks/check.h"
#include "harness/words/language.h"

namespace echocheck {

// Returns what the check demands of a server: a sentence or two.
std::string DemandOf(const Check& check, Language language);

// Returns the fault that the check is there for: "a server that ...", without a full stop.
std::string CatchesOf(const Check& check, Language language);

}  // namespace echocheck
