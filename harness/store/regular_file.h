// SPDX-License-Identifier: MIT
// Reads files of a run folder back. Whoever moved or unpacked the folder, or a target that could
// write there, may have put anything in the place of a file.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"

namespace echocheck {

// Opens the file at `path` for reading, at its start. A pipe is not waited for: what is no regular
// file is an error, which names it.
Result<UniqueFd> OpenRegularFile(const std::filesystem::path& path);

// Reads all of it.
Result<std::string> ReadRegularFile(const std::filesystem::path& path);

// Hands all of `file` to `take`, from its start and piece by piece, until that returns an error.
// Its position stays where it is. `name` stands in the message of an error of reading.
Status ReadPieces(int file, const std::string& name,
                  const std::function<Status(std::string_view)>& take);

// Returns the SHA-256 of all of `file`, as ReadPieces() reads it.
Result<std::string> DigestOf(const UniqueFd& file, const std::string& name);

}  // namespace echocheck
