// SPDX-License-Identifier: MIT
// Changes the user of a process that may share our memory, and tries whether that works.
#pragma once

#include <sys/types.h>

#include <string>

#include "harness/base/result.h"
#include "harness/target/target_user.h"

namespace echocheck {

// Becomes `user` for good: groups, group and user, each of the real, the effective and the saved
// one. A process of root loses all effective and permitted capabilities by that, and the kernel
// forgets its parent-death signal. System calls alone, and of this process only: setuid(3) would
// change the threads of the process whose memory it shares. Returns 0 or an errno.
int SwitchUser(const TargetUser& user);

// Tries in a child process whether `user` can be changed to, may enter `folder`, and may execute
// the file `executable` (an absolute path). Usage error: the file system forbids it; the message
// names the user, and the folder or file. Environment error: this process may not change to that
// user.
// Afterwards this process is not dumpable (PR_SET_DUMPABLE): its memory was that of the child, too.
Status CheckUserCanRun(const TargetUser& user, const std::string& folder,
                       const std::string& executable);

}  // namespace echocheck
