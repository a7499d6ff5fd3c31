// SPDX-License-Identifier: MIT
// Lets a test make one step of ours fail: a system call, a write, an answer of the kernel.
//
// A fault point stands in front of the step that it is named after:
//
//   if (FaultPoint("arena.unshare") || unshare(flags) != 0) return CannotUnshare(errno);
//
// Only tests install a hook. Without one a point is a load and a comparison. A point may stand in a
// child that shares our memory (child_stack.h), and so a hook must not make system calls there.
#pragma once

#include <cerrno>

namespace echocheck {

// Returns 0, or the errno with which `step` is to fail now. `step` lives as long as the program.
using FaultHook = int (*)(const char* step);

// Null, except in tests. Processes that are forked inherit it.
inline constinit FaultHook fault_hook = nullptr;  // NOLINT: tests alone change it

// Returns true when a test wants `step` to fail now; errno says how it failed.
inline bool FaultPoint(const char* step) {
  if (fault_hook == nullptr) [[likely]] {
    return false;
  }
  const int failed = fault_hook(step);
  if (failed == 0) return false;
  errno = failed;
  return true;
}

}  // namespace echocheck
