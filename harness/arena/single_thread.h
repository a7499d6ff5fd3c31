// SPDX-License-Identifier: MIT
// unshare(2) makes a user namespace for a process with one thread only. We have one; a sanitizer
// may have another.
#pragma once

#if defined(__SANITIZE_THREAD__)
#include <sanitizer/common_interface_defs.h>
#endif

namespace echocheck {

// To be called before CLONE_NEWUSER. Does nothing in an ordinary build.
inline void StopSanitizerThread() {
#if defined(__SANITIZE_THREAD__)
  // ThreadSanitizer's background thread ends when it is told of a sandbox, and not otherwise.
  __sanitizer_sandbox_arguments arguments = {};
  __sanitizer_sandbox_on_notify(&arguments);
#endif
}

}  // namespace echocheck
