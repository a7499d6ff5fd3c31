// SPDX-License-Identifier: MIT
// Finds the program that a command names, as execvp would, and says precisely when it cannot.
#pragma once

#include <string>

#include "harness/base/result.h"

namespace echocheck {

// Returns an absolute path. A name with a slash is looked up from `folder` (--cwd; empty: none),
// then from the current directory; any other name in PATH. Usage error: not there, a folder, not
// executable, source that has to be built or interpreted; with the command that would mend it.
Result<std::string> FindExecutable(const std::string& name, const std::string& folder = "");

}  // namespace echocheck
