// SPDX-License-Identifier: MIT
// Files that are there whole, or not at all.
#pragma once

#include <filesystem>
#include <string_view>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"

namespace echocheck {

// A file that is written piece by piece under a temporary name, and takes its own name when it is
// whole. What is there already and is no regular file (a pipe, /dev/stdout) is written to in place.
class AtomicFile {
 public:
  // Makes no folders. The error of this and of the others says what could not be written and why.
  static Result<AtomicFile> Open(const std::filesystem::path& path);

  AtomicFile(AtomicFile&&) noexcept = default;
  AtomicFile& operator=(AtomicFile&&) = delete;
  // Removes what was written, unless it was committed.
  ~AtomicFile();

  // One write(2) or more: the caller collects small pieces.
  Status Append(std::string_view text);

  // Gives the file its name. Nothing may be appended then.
  Status Commit();

 private:
  AtomicFile(std::filesystem::path path, std::filesystem::path temporary, UniqueFd file);
  Error Failed(int error_number) const;

  std::filesystem::path path_;
  std::filesystem::path temporary_;  // empty: written in place, or moved from
  UniqueFd file_;                    // none: committed, or moved from
};

// Writes all of `text`, as AtomicFile does.
Status WriteFileAtomically(const std::filesystem::path& path, std::string_view text);

// Points the symbolic link `link` to `target`, replacing what it pointed to.
Status PointLink(const std::filesystem::path& link, const std::filesystem::path& target);

}  // namespace echocheck
