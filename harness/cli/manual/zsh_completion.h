// SPDX-License-Identifier: MIT
// Writes the completion of echocheck's command line for zsh.
#pragma once

#include <string>
#include <vector>

#include "harness/cli/manual/option_facts.h"

namespace echocheck {

// Returns the text of share/zsh/site-functions/_echocheck.
std::string RenderZshCompletion(const std::vector<CommandFacts>& commands);

}  // namespace echocheck
