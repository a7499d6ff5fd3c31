// SPDX-License-Identifier: MIT
// Files that came with the program: <prefix>/share/echocheck beside <prefix>/bin/echocheck.
#pragma once

#include <filesystem>
#include <string>

namespace echocheck {

// `path` itself if it is there or absolute, else the installed file of that name, if there is one
// (so that scenarios/basic.json works from any folder), else `path` again.
std::filesystem::path HereOrInstalled(const std::string& path);

}  // namespace echocheck
