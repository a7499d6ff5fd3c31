// SPDX-License-Identifier: MIT
// What a confined target sees of the file system: all of it, read-only but for its working
// directory, and empty folders of its own for temporary files. To be called in a mount namespace of
// its own, whose mounts do not reach the host's.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "harness/base/result.h"

namespace echocheck {

// What stays visible, also below a folder for temporary files. Absolute paths without links in
// them.
struct ConfinedFiles {
  std::filesystem::path working_directory;      // can be changed, unless it is "/"
  std::vector<std::filesystem::path> readable;  // files and folders; with a file, its whole folder
};

// Returns the folders that are the target's own: /tmp, /var/tmp, /dev/shm and /run/user, as far as
// this machine has them.
std::vector<std::filesystem::path> OwnFolders();

// Returns whether `path` is `folder` or lies below it. Both are absolute and without links.
bool IsBelow(const std::filesystem::path& path, const std::filesystem::path& folder);

// Makes the mounts, and enters the working directory: its old mount would be read-only. When it is
// a folder for temporary files itself, the target works in its own one. Environment error: the
// kernel is older than 5.12, or refuses a mount.
Status ConfineMounts(const ConfinedFiles& files);

}  // namespace echocheck
