// SPDX-License-Identifier: MIT
// The words of `echocheck run` that stand without an option: the server, unless --target names it,
// then scenarios.
#pragma once

#include "harness/base/result.h"
#include "harness/cli/run_words.h"

namespace echocheck {

// Moves the first word into `typed.target` when there is neither --target nor --connect. Usage
// error: no server at all, or what stands in its place is a scenario.
Status TakeServer(RunWords& typed);

// Adds to `error` (a word is no scenario) how a server gets arguments, if that may be what the user
// meant: `echocheck python3 server.py`.
Error WithServerInQuotes(const Error& error, const RunWords& typed);

}  // namespace echocheck
