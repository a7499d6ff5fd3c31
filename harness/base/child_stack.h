// SPDX-License-Identifier: MIT
// For a child process that shares our memory: clone(2) with CLONE_VM. A fork copies page tables,
// and after it, once more, each page that either side writes to, which is most of what a launch
// costs.
//
// What such a child runs may do system calls and nothing else: whatever it writes is written in its
// parent, errno included. It is not to be instrumented (ECHOCHECK_NOT_INSTRUMENTED), because a
// sanitizer would take it for its parent's thread.
#pragma once

#include <sched.h>

#include <cstddef>

#define ECHOCHECK_NOT_INSTRUMENTED __attribute__((no_sanitize("address", "thread", "undefined")))

namespace echocheck {

// For clone(2), where the parent goes on beside its child. ThreadSanitizer's clone() keeps on its
// caller's stack what the child is to run, which is gone by then: there the child gets a copy.
#if defined(__SANITIZE_THREAD__)
inline constexpr int kSharedMemory = 0;
#else
inline constexpr int kSharedMemory = CLONE_VM;
#endif

// Has to live until the child has executed something, or ended.
class ChildStack {
 public:
  ChildStack() {}  // NOLINT: of its pages only those that are used should be touched

  // Where it begins, as clone(2) wants it: it grows downwards.
  void* top() { return bytes_ + sizeof bytes_; }

 private:
  alignas(16) std::byte bytes_[64U << 10];  // NOLINT: it is memory, and not a list
};

}  // namespace echocheck
