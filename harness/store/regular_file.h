// SPDX-License-Identifier: MIT
// Reads files of a run folder back. Whoever moved or unpacked the folder, or a target that could
// write there, may have put anything in the place of a file.
#pragma once

#include <filesystem>
#include <string>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"

namespace echocheck {

// Opens the file at `path` for reading, at its start. A pipe is not waited for: what is no regular
// file is an error, which names it.
Result<UniqueFd> OpenRegularFile(const std::filesystem::path& path);

// Reads all of it.
Result<std::string> ReadRegularFile(const std::filesystem::path& path);

// Returns the SHA-256 of what can be read from `file`, whose position stays where it is. `name`
// stands in the message of an error.
Result<std::string> DigestOf(const UniqueFd& file, const std::string& name);

}  // namespace echocheck
