// SPDX-License-Identifier: MIT
// Landlock: lets a process write below a few folders alone, without namespaces and without rights.
#pragma once

#include <span>
#include <string>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"

namespace echocheck {

// Returns the version of Landlock that this kernel offers, or why it offers none.
Result<int> LandlockVersion();

// Returns a ruleset: files may be changed below the folders `writable`, and nowhere else; reading
// and executing is not restricted. Devices without contents such as /dev/null can be written to.
// From version 6 on, processes outside get no signals, and no connections to abstract sockets.
// Environment error: this kernel does not offer it.
Result<UniqueFd> MakeLandlockRuleset(std::span<const std::string> writable);

// Restricts the calling thread, for good. It must have no_new_privs. System calls alone: it may
// share our memory. Returns 0 or an errno.
int EnterLandlock(int ruleset);

}  // namespace echocheck
