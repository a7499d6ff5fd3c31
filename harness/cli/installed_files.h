// SPDX-License-Identifier: MIT
// Files that came with the program: <prefix>/share/echocheck beside <prefix>/bin/echocheck.
#pragma once

#include <filesystem>
#include <optional>

namespace echocheck {

// Returns <prefix>/share/echocheck, if it is there. A build folder has one, too.
std::optional<std::filesystem::path> InstalledFolder();

}  // namespace echocheck
