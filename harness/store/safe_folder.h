// SPDX-License-Identifier: MIT
// Opens and makes files below a folder that is held by its descriptor. No symbolic link is followed
// below it, and nothing outside of it is reached: a target that can write there must not decide
// which file we write.
#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"

namespace echocheck {

class SafeFolder {
 public:
  // Opens the folder at `path`, which the user chose: links in `path` itself are followed. An empty
  // path is the working directory.
  static Result<SafeFolder> Open(const std::filesystem::path& path);

  enum class IfMissing { kFail, kMake };

  // Opens the folder at `below`, a relative path without "..", and makes what is missing of it if
  // that is asked for. A link or a file in its place is an error.
  Result<SafeFolder> Below(const std::filesystem::path& below, IfMissing if_missing) const;

  // Creates the file `name` for reading and writing; it must not be there. None: errno says why.
  // `name` is one component, here and below.
  UniqueFd Create(const std::string& name) const;

  // Removes the file or the link `name`. What is not there is no error.
  void Remove(const std::string& name) const;

  // Gives the file `from` the name `to`, and replaces what has that name.
  Status Rename(const std::string& from, const std::string& to) const;

  // Makes the symbolic link `name`, which leads to `target`.
  Status Link(const std::filesystem::path& target, const std::string& name) const;

  // Returns an error if its path leads to another folder by now, or to none.
  Status InPlace() const;

  // The path by which it was opened, for messages.
  const std::filesystem::path& path() const { return path_; }
  int descriptor() const { return folder_.get(); }

 private:
  SafeFolder(UniqueFd folder, std::filesystem::path path)
      : folder_(std::move(folder)), path_(std::move(path)) {}

  UniqueFd folder_;
  std::filesystem::path path_;
};

}  // namespace echocheck
