// SPDX-License-Identifier: MIT
// Matches the patterns by which users name many scenarios, or checks, at once.
#pragma once

#include <string>

namespace echocheck {

// Returns true when `pattern` means `name`: as a shell's pattern ("*half*": a slash is a letter
// like any other), or as a folder above it ("close" means all of close/).
bool MatchesName(const std::string& pattern, const std::string& name);

}  // namespace echocheck
