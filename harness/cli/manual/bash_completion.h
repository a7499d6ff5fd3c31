// SPDX-License-Identifier: MIT
// Writes the completion of echocheck's command line for bash.
#pragma once

#include <string>
#include <vector>

#include "harness/cli/manual/option_facts.h"

namespace echocheck {

// Returns the text of share/bash-completion/completions/echocheck.
std::string RenderBashCompletion(const std::vector<CommandFacts>& commands);

}  // namespace echocheck
