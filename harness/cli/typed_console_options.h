// SPDX-License-Identifier: MIT
// The options by which a command is told how to print: the same ones for each that prints findings.
#pragma once

#include <string>

#include "harness/cli/cli11_names.h"
#include "harness/report/console.h"

namespace echocheck {

struct TypedConsoleOptions {
  bool quiet = false;
  bool verbose = false;
  bool no_ladder = false;
  std::string color = "auto";
};

// `words` is borrowed for as long as `app` parses.
void DeclareConsoleOptions(CLI::App& app, TypedConsoleOptions& words, const std::string& group);

// Of a page as wide as the terminal, if standard output is one.
ConsoleOptions ConsoleFrom(const TypedConsoleOptions& words);

}  // namespace echocheck
