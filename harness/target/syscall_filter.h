// SPDX-License-Identifier: MIT
// Makes the seccomp filter of a confined target: what no echo server needs, and what endangers the
// host or us, is refused (docs/launching.md).
#pragma once

#include <linux/filter.h>

#include <span>
#include <string>
#include <vector>

#include "harness/base/result.h"

namespace echocheck {

using SyscallFilter = std::vector<sock_filter>;

// Returns the program. A refused call fails with EPERM, and clone3 with ENOSYS, so that a C library
// takes clone instead. Calls of another architecture than ours (a 32-bit program) end the process.
// `allowed`: names of calls that are not refused (--allow). Usage error: one of them is no name of
// a system call.
Result<SyscallFilter> MakeSyscallFilter(std::span<const std::string> allowed);

// Puts the calling thread under `filter`, for good. It must have no_new_privs. System calls alone:
// it may share our memory. Returns 0 or an errno.
int EnterSyscallFilter(const SyscallFilter& filter);

}  // namespace echocheck
