// SPDX-License-Identifier: MIT
// Changes what the target sees of the file system. To be called in a mount namespace of its own,
// whose mounts do not reach the host's.
#pragma once

#include <string>

#include "harness/base/result.h"

namespace echocheck {

// Makes the folder at `path`, and what is below it, read-only for every process in this namespace.
Status MakeReadOnly(const std::string& path);

// Puts an empty /dev/shm, where POSIX shared memory lives, in the place of the host's. Nothing
// happens where there is none.
Status MakePrivateSharedMemory();

// Puts an empty /dev/pts in the place of the host's: a target must not print on the user's
// terminal. It can make terminals of its own. Nothing happens where there is none.
Status HideTerminals();

// Makes the kernel's settings in /sys, and those in /proc besides /proc/sys, read-only: they belong
// to root, and so to a target that runs as root. What is not there is left out.
Status MakeSettingsReadOnly();

}  // namespace echocheck
