// SPDX-License-Identifier: MIT
// Files that are there whole, or not at all.
#pragma once

#include <filesystem>
#include <string_view>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"

namespace echocheck {

// What to do with a name that is taken by something else than a regular file.
enum class IfTaken {
  kWriteInPlace,  // a pipe, /dev/stdout: the user named it
  kReplace        // nobody named it: a target that can write to the run folder may have made it
};

// A file that is written piece by piece under a temporary name, and takes its own name when it is
// whole. No link is followed on the way there.
class AtomicFile {
 public:
  // Makes no folders. The error of this and of the others says what could not be written and why.
  static Result<AtomicFile> Open(const std::filesystem::path& path,
                                 IfTaken if_taken = IfTaken::kWriteInPlace);

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
Status WriteFileAtomically(const std::filesystem::path& path, std::string_view text,
                           IfTaken if_taken = IfTaken::kWriteInPlace);

// Points the symbolic link `link` to `target`, replacing what it pointed to.
Status PointLink(const std::filesystem::path& link, const std::filesystem::path& target);

}  // namespace echocheck
