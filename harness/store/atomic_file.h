// SPDX-License-Identifier: MIT
// Writes files that are there whole, or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"
#include "harness/store/safe_folder.h"

namespace echocheck {

// What to do with a name that is taken by something else than a regular file.
enum class IfTaken {
  kWriteInPlace,  // a pipe, /dev/stdout: the user named it
  kReplace        // nobody named it: a target that can write to the folder may have made it
};

// Returns true when `path` leads, perhaps by links, to something that is there and is no regular
// file. To be asked before a target could make it so.
bool IsPlaceToWrite(const std::filesystem::path& path);

// A file that is written piece by piece under a temporary name, and takes its own name when it is
// whole. With kReplace no link is followed, and no pipe is waited for.
class AtomicFile {
 public:
  // Makes no folders. The error of this and of the others says what could not be written and why.
  static Result<AtomicFile> Open(const std::filesystem::path& path,
                                 IfTaken if_taken = IfTaken::kWriteInPlace);

  // Opens `name` in `folder`; what has that name is replaced, unless it is a device.
  static Result<AtomicFile> OpenIn(SafeFolder folder, const std::string& name);

  AtomicFile(AtomicFile&&) noexcept = default;
  AtomicFile& operator=(AtomicFile&&) = delete;
  // Removes what was written, unless it was committed.
  ~AtomicFile();

  // One write(2) or more: the caller collects small pieces.
  Status Append(std::string_view text);

  // Has Commit() wait until the file is on the disk. For what the user will hold on to alone.
  void SyncAtEnd() { sync_ = true; }

  // Gives the file its name. Nothing may be appended then.
  Status Commit();

 private:
  AtomicFile(SafeFolder folder, std::string name, UniqueFd file, bool in_place);
  static Result<AtomicFile> OpenInPlace(SafeFolder folder, const std::string& name, int flags);
  std::string TemporaryName() const;
  Error Failed(int error_number) const;

  SafeFolder folder_;
  std::string name_;
  UniqueFd file_;  // none: committed, or moved from
  bool in_place_;
  bool sync_ = false;
};

// Writes all of `text`, as AtomicFile does.
Status WriteFileAtomically(const std::filesystem::path& path, std::string_view text,
                           IfTaken if_taken = IfTaken::kWriteInPlace);

// Points the symbolic link `name` in `folder` to `target`, and replaces what it pointed to.
Status PointLink(const SafeFolder& folder, const std::string& name,
                 const std::filesystem::path& target);

}  // namespace echocheck
