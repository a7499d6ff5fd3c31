// SPDX-License-Identifier: MIT
// Lists the commands of echocheck: the program, its help, the man page and the completions are made
// from this table.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "harness/cli/cli11_names.h"

namespace echocheck {

struct Command {
  std::string_view name;
  std::string_view synopsis;  // what is typed after "echocheck"
  // Returns the exit code. `words` are those after the name; `command_line` is the whole.
  int (*run)(std::span<const std::string> words, const std::string& command_line);
  // Returns the options of the command, with storage of their own: nothing is run.
  std::unique_ptr<CLI::App> (*declare)();
};

// Returns all commands, in the order of the help.
std::span<const Command> AllCommands();

// Returns nullptr when no command has this name.
const Command* FindCommand(std::string_view name);

}  // namespace echocheck
