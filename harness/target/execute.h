// SPDX-License-Identifier: MIT
// A new process that becomes the target.
#pragma once

#include <sys/types.h>

#include "harness/target/privileges.h"

namespace echocheck {

struct ExecuteOrder {
  const char* executable;
  const char* const* words;        // null-terminated, as the next
  const char* const* environment;  // all of it
  const char* directory;           // its working directory
  int input;                       // becomes its stdin
  int output;                      // becomes its stdout and stderr
  OriginalLimits limits;
};

enum class ExecuteStep { kClone, kDirectory, kStreams, kPrivileges, kExecute };

struct Executed {
  pid_t pid = -1;                          // ours to reap
  int failed = 0;                          // otherwise: an errno, and nothing was started
  ExecuteStep step = ExecuteStep::kClone;  // the last that was tried
};

// Returns when the kernel has executed it. Signals are blocked meanwhile: no handler of ours may
// run in the child, which shares our memory until then.
Executed Execute(const ExecuteOrder& order);

}  // namespace echocheck
