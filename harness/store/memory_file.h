// SPDX-License-Identifier: MIT
// A file that lives in memory and has no name: a target cannot open it, whatever it may write to.
#pragma once

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"

namespace echocheck {

// Makes an empty one, readable and writable. `what` stands in the message of an error.
Result<UniqueFd> MakeMemoryFile(const char* what);

}  // namespace echocheck
