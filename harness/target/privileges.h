// SPDX-License-Identifier: MIT
// What a new child gives up before it becomes the target.
#pragma once

#include <sys/resource.h>

namespace echocheck {

struct Confinement;
struct HoldGate;
struct TargetUser;

// Taken before we change anything, so that the target gets the user's own limits.
struct OriginalLimits {
  rlimit open_files{};
  static OriginalLimits Now();
};

// In the child, before exec: own session and process group without a terminal, default signal
// actions and mask, no capability (now or by exec), no_new_privs, no core file, every descriptor
// above stderr closed at exec, and SIGKILL when its parent dies. With `user`, it becomes that user
// (SwitchUser); null: it stays ours. With `confinement`, its Landlock ruleset and its seccomp
// filter come last, and with `gate` the filter under which its calls can be held. System calls
// alone, since it may share our memory. Returns 0 or an errno.
int BecomeTarget(const OriginalLimits& limits, const TargetUser* user = nullptr,
                 const Confinement* confinement = nullptr, const HoldGate* gate = nullptr);

}  // namespace echocheck
