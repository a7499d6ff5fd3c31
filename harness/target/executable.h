// SPDX-License-Identifier: MIT
// Finds the program that a command names, as execvp would, and says precisely when it cannot.
#pragma once

#include <string>

#include "harness/base/result.h"

namespace echocheck {

// An absolute path. A name with a slash is looked up from the current directory, any other in PATH.
// Usage error: not there, a directory, not executable (with the command that would mend it).
Result<std::string> FindExecutable(const std::string& name);

}  // namespace echocheck
