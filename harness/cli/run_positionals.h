// SPDX-License-Identifier: MIT
// The words of `echocheck run` that stand without an option: the server, unless --target names it,
// then scenarios.
#pragma once

#include "harness/base/result.h"
#include "harness/cli/typed_run_options.h"

namespace echocheck {

// Moves the first word into `typed.target` when there is neither --target nor --connect. Usage
// error: no server at all, a scenario or an address in its place, or a word behind it that is no
// scenario and looks like an argument of the server (`echocheck python3 server.py`).
Status TakeServer(TypedRunOptions& typed);

}  // namespace echocheck
