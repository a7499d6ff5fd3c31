// SPDX-License-Identifier: MIT
// Where a file is to be written: what can be said of that place before any work is done.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "harness/base/result.h"

namespace echocheck {

// Returns true for one file by two names: also by a link, and where neither is there yet.
bool AreSameFile(const std::filesystem::path& one, const std::filesystem::path& other);

// Returns a usage error that begins with `option` when `file` is a folder, or when there is no
// folder for it. `future_folder`: one that will be there.
Status CheckOutputPlace(const std::string& option, const std::filesystem::path& file,
                        const std::optional<std::filesystem::path>& future_folder = {});

}  // namespace echocheck
