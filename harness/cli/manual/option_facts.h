// SPDX-License-Identifier: MIT
// Describes the commands and their options as plain data, from which the man page and the
// completions are written.
#pragma once

#include <string>
#include <vector>

#include "harness/cli/command_table.h"

namespace echocheck {

// What a shell offers for a value. Text has no proposals.
enum class ValueKind { kText, kFile, kFolder, kProgram, kScenario, kInterface };

struct OptionFacts {
  std::vector<std::string> names;    // "--jobs", "-j": the long name first; of a positional: none
  std::string value;                 // "N|any"; of a flag: empty
  std::vector<ValueKind> kinds;      // of the value
  std::vector<std::string> choices;  // fixed values
  std::string range;                 // "1 to 256", or empty
  std::string help;
  std::string initial;  // the value without this option, or empty
  bool may_repeat = false;
  bool required = false;
  std::vector<std::string> excludes;  // long names

  bool IsFlag() const { return value.empty(); }
};

struct OptionGroup {
  std::string title;
  std::vector<OptionFacts> options;
};

struct CommandFacts {
  std::string name;
  std::string synopsis;
  std::string does;    // "check a server"
  std::string about;   // paragraphs
  std::string footer;  // lines, as they are printed
  std::vector<OptionFacts> positionals;
  std::vector<OptionGroup> groups;

  // Of all groups, in their order.
  std::vector<OptionFacts> Options() const;
};

CommandFacts FactsOf(const Command& command);

// Returns the facts of AllCommands().
std::vector<CommandFacts> FactsOfAllCommands();

}  // namespace echocheck
