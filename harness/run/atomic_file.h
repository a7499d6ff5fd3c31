// SPDX-License-Identifier: MIT
// Files that are there whole, or not at all.
#pragma once

#include <filesystem>
#include <string_view>

#include "harness/base/result.h"

namespace echocheck {

// Writes `text` under a temporary name beside `path` and renames it. What is there already and is
// no regular file (a pipe, /dev/stdout) is written to in place. Makes no folders. Nothing is left
// behind on an error, which says what could not be written and why.
Status WriteFileAtomically(const std::filesystem::path& path, std::string_view text);

// Points the symbolic link `link` to `target`, replacing what it pointed to.
Status PointLink(const std::filesystem::path& link, const std::filesystem::path& target);

}  // namespace echocheck
