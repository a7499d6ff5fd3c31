// SPDX-License-Identifier: MIT
#include "harness/arena/single_thread.h"

#if defined(__SANITIZE_THREAD__)

#include <sched.h>

#include <filesystem>
#include <iterator>
#include <system_error>
#include <thread>

#include <sanitizer/common_interface_defs.h>

namespace echocheck {
namespace {

// ThreadSanitizer gives every forked child a background thread, which ends when the runtime is told
// of a sandbox; but the runtime listens only in a program that has had a thread before.
[[gnu::constructor]] void HaveHadAThread() {
  std::thread([] {}).join();
}

std::ptrdiff_t Threads() {
  std::error_code ignored;
  const std::filesystem::directory_iterator tasks("/proc/self/task", ignored);
  return std::distance(begin(tasks), end(tasks));
}

}  // namespace

void StopSanitizerHelpers() {
  __sanitizer_sandbox_arguments arguments = {};
  __sanitizer_sandbox_on_notify(&arguments);
  // A thread that has been joined is with the kernel for a moment more.
  constexpr int kMostLooks = 100'000;
  for (int look = 0; look < kMostLooks && Threads() > 1; ++look) sched_yield();
}

}  // namespace echocheck

#elif defined(__SANITIZE_ADDRESS__)

namespace echocheck {
namespace {

bool stopped = false;

}  // namespace

void StopSanitizerHelpers() { stopped = true; }

}  // namespace echocheck

// LeakSanitizer's hook. At the exit it starts a process that traces this one, and aborts where that
// is not to be had: in an arena whose init has ended there are no new processes.
extern "C" int __lsan_is_turned_off() { return echocheck::stopped ? 1 : 0; }  // NOLINT

#else

namespace echocheck {

void StopSanitizerHelpers() {}

}  // namespace echocheck

#endif
