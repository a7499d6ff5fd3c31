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

// True when a file that is called like a scenario's is in `folder` or in a folder of it. Looks no
// deeper and at no more than some thousand names: the folder may be anything.
bool HoldsScenarios(const std::filesystem::path& folder);

}  // namespace echocheck
