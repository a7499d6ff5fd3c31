// SPDX-License-Identifier: MIT
// What other processes of the same user can do to this one, and see of it.
#pragma once

namespace echocheck {

// Forbids others to trace this process, to read and write its memory, and to open its descriptors
// by /proc. Its children inherit that until they execute something.
void DenyTracing();

// Allows it again.
void AllowTracing();

// Empties the command line that /proc/PID/cmdline shows of this process. Its program must have
// copied the words that it needs.
void HideCommandLine();

}  // namespace echocheck
