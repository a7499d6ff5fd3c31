// SPDX-License-Identifier: MIT
#include "harness/arena/single_thread.h"

#if defined(__SANITIZE_THREAD__)

#include <thread>

#include <sanitizer/common_interface_defs.h>

namespace echocheck {
namespace {

// ThreadSanitizer gives every forked child a background thread, which ends when the runtime is told
// of a sandbox; but the runtime listens only in a program that has had a thread before.
[[gnu::constructor]] void HaveHadAThread() {
  std::thread([] {}).join();
}

}  // namespace

void StopSanitizerThread() {
  __sanitizer_sandbox_arguments arguments = {};
  __sanitizer_sandbox_on_notify(&arguments);
}

}  // namespace echocheck

#else

namespace echocheck {

void StopSanitizerThread() {}

}  // namespace echocheck

#endif
