// SPDX-License-Identifier: MIT
// What a confined target may do (--confine, docs/launching.md).
#pragma once

#include <string>

#include "harness/target/syscall_filter.h"

namespace echocheck {

struct Confinement {
  SyscallFilter filter;
  // Where its temporary files go (TMPDIR). In a private arena that is the arena's own /tmp.
  std::string temporary_folder = "/tmp";
  // Of Landlock, borrowed; -1: none, since the arena has mounts of its own.
  int ruleset = -1;
};

}  // namespace echocheck
