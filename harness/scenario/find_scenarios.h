// SPDX-License-Identifier: MIT
// Which scenario files a user means by a path.
#pragma once

#include <filesystem>
#include <vector>

#include "harness/base/result.h"

namespace echocheck {

// A folder: all *.json below it, sorted, without *.schema.json and names that begin with a dot;
// links to folders are not followed. None at all, or a folder that cannot be read, is an error.
// Anything else that exists: itself, for LoadScenario to judge.
Result<std::vector<std::filesystem::path>> FindScenarios(
    const std::filesystem::path& file_or_folder);

}  // namespace echocheck
