// SPDX-License-Identifier: MIT
// unshare(2) makes a user namespace for a process with one thread only. We have one; a sanitizer
// may have another, or start one at the exit.
#pragma once

namespace echocheck {

// To be called before CLONE_NEWUSER. Does nothing in an ordinary build.
void StopSanitizerHelpers();

}  // namespace echocheck
