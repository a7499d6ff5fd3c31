// SPDX-License-Identifier: MIT
// Recognizes source files that a user names as a server, and says how such a server is started.
#pragma once

#include <filesystem>
#include <string>

#include "harness/base/reason.h"

namespace echocheck {

// Returns what to do with a file that the kernel cannot execute by itself, from the ending of its
// name: which interpreter runs it, or how it is compiled first, each as a command to type. `typed`
// is the name as the user typed it. Empty: the ending says nothing.
Reason HowToStart(const std::string& typed);

// True when HowToStart() has something to say of such a name.
bool IsSourceFile(const std::string& typed);

// True when the kernel cannot know how to run `file`: it begins neither with #! nor as an ELF
// program. False when it cannot be read.
bool HasNoProgramHeader(const std::filesystem::path& file);

}  // namespace echocheck
