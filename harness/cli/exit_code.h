// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "harness/base/error.h"

namespace echocheck {

constexpr int kExitConforms = 0;
constexpr int kExitDoesNotConform = 1;
constexpr int kExitInconclusive = 2;  // or the environment failed us
constexpr int kExitUsage = 3;

// Prints "echocheck: <message>" to standard error, in SpokenLanguage(), and returns the exit code
// for its kind.
int PrintError(const Error& error);

// Prints "echocheck: note: <sentence>" to standard error: what is odd and stops nothing.
void Remark(const Sentence& sentence);

// Prints what a command was asked for to standard output: the exit code of a command that has done
// its work, or that of a page that could not be written.
int PrintOutput(const std::string& text);
// The same of a table or a page of options, wrapped where standard output is a terminal.
int PrintTable(const std::string& text);

}  // namespace echocheck
