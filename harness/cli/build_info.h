// SPDX-License-Identifier: MIT
// Describes this build: `echocheck --version`.
#pragma once

#include <string>

namespace echocheck {

// Returns a line with the version and the commit, then a line for the compiler and one for each
// library.
std::string VersionText();

}  // namespace echocheck
