// SPDX-License-Identifier: MIT
// Writes the completion of echocheck's command line for fish.
#pragma once

#include <string>
#include <vector>

#include "harness/cli/manual/option_facts.h"

namespace echocheck {

// Returns the text of share/fish/vendor_completions.d/echocheck.fish.
std::string RenderFishCompletion(const std::vector<CommandFacts>& commands);

}  // namespace echocheck
