// SPDX-License-Identifier: MIT
// Writes the man page echocheck(1).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/cli/manual/option_facts.h"

namespace echocheck {

// Returns a page with the macros of man(7). `date` is "2025-01-31".
std::string RenderManualPage(const std::vector<CommandFacts>& commands, std::string_view version,
                             std::string_view date);

}  // namespace echocheck
