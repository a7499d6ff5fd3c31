// SPDX-License-Identifier: MIT
#include "harness/cli/manual/fish_completion.h"

#include <algorithm>

namespace echocheck {
namespace {

constexpr const char* kFishBegin = R"fish(# SPDX-License-Identifier: MIT
# Completion of echocheck for fish. Made by generate_manual from the definitions of the options.

function __echocheck_begins
    test (count (commandline -opc)) -eq 1
end

# True where a word of this command is typed. Without a command's name it is run.
function __echocheck_in
    set -l words (commandline -opc)
    set -l command run
    if set -q words[2]; and contains -- $words[2] $__echocheck_commands help --version
        set command $words[2]
    end
    test $command = $argv[1]
end

function __echocheck_scenarios
    set -l words (commandline -opc)
    $words[1] list scenarios --names 2>/dev/null
end

function __echocheck_interfaces
    path basename /sys/class/net/* 2>/dev/null; or string replace -r '.*/' '' /sys/class/net/*
end

)fish";

std::string Quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char letter : text) {
    if (letter == '\'' || letter == '\\') quoted += '\\';
    quoted += letter;
  }
  return quoted + "'";
}

bool Has(const OptionFacts& option, ValueKind kind) {
  return std::ranges::find(option.kinds, kind) != option.kinds.end();
}

// What is offered, as one argument of -a, and whether files are, too.
std::string ArgumentsOf(const OptionFacts& option) {
  std::string offers;
  for (const std::string& choice : option.choices) offers += " " + choice;
  if (Has(option, ValueKind::kScenario)) offers += " (__echocheck_scenarios)";
  if (Has(option, ValueKind::kInterface)) offers += " (__echocheck_interfaces)";
  const bool files = Has(option, ValueKind::kFile) || Has(option, ValueKind::kProgram);
  if (Has(option, ValueKind::kFolder) && !files) offers += " (__fish_complete_directories)";
  if (Has(option, ValueKind::kProgram)) offers += " (__fish_complete_command)";
  std::string text = files ? " -F" : " -f";
  if (!offers.empty()) text += " -a " + Quoted(offers.substr(1));
  return text;
}

std::string LineOfOption(const std::string& where, const OptionFacts& option) {
  std::string text = where;
  for (const std::string& name : option.names) {
    text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (!option.IsFlag()) text += " -r" + ArgumentsOf(option);
  return text + " -d " + Quoted(option.help) + "\n";
}

std::string LinesOf(const CommandFacts& command) {
  const std::string where = "complete -c echocheck -n '__echocheck_in " + command.name + "'";
  std::string text;
  for (const OptionFacts& option : command.Options()) text += LineOfOption(where, option);
  if (command.positionals.empty()) return text + where + " -f\n\n";
  for (const OptionFacts& positional : command.positionals) {
    text += where + ArgumentsOf(positional) + "\n";
  }
  return text + "\n";
}

}  // namespace

std::string RenderFishCompletion(const std::vector<CommandFacts>& commands) {
  const std::string begins = "complete -c echocheck -n __echocheck_begins";
  std::string names;
  std::string lines;
  for (const CommandFacts& command : commands) {
    names += " " + command.name;
    lines += begins + " -a " + command.name + " -d " + Quoted(command.does) + "\n";
  }
  lines += begins + " -a help -d 'show the options of a command'\n";
  lines += begins + " -l version -d 'print the versions of echocheck and its libraries'\n";
  lines += "complete -c echocheck -n '__echocheck_in help' -f -a '" + names.substr(1) + "'\n";
  lines += "complete -c echocheck -n '__echocheck_in --version' -f\n\n";
  for (const CommandFacts& command : commands) lines += LinesOf(command);
  return "set -g __echocheck_commands" + names + "\n\n" + kFishBegin + lines;
}

}  // namespace echocheck
