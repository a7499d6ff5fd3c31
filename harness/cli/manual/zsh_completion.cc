// SPDX-License-Identifier: MIT
#include "harness/cli/manual/zsh_completion.h"

namespace echocheck {
namespace {

constexpr const char* kZshBegin = R"zsh(#compdef echocheck
# SPDX-License-Identifier: MIT
# Completion of echocheck for zsh. Made by generate_manual from the definitions of the options.

_echocheck_programs() {
  _alternative 'files:file:_files' 'commands:program:_command_names -e'
}

_echocheck_scenarios() {
  local -a scenarios
  scenarios=(${(f)"$($_echocheck_program list scenarios --names 2>/dev/null)"})
  compadd "$@" -a scenarios
}

)zsh";

constexpr const char* kZshMain = R"zsh(_echocheck_describe() {
  _describe -t commands command _echocheck_commands
}

_echocheck() {
  local _echocheck_program=${~words[1]} command=run
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _alternative 'commands:command:_echocheck_describe' 'servers:server:_echocheck_programs'
    return
  fi
  case $words[2] in
    help)
      _echocheck_describe
      return
      ;;
    --version) return 1 ;;
  esac
  if (( CURRENT > 2 && ${_echocheck_names[(Ie)$words[2]]} )); then
    command=$words[2]
    shift words
    (( CURRENT-- ))
  elif (( CURRENT == 2 )); then
    compadd -- --version
  fi
  _echocheck_$command
}

_echocheck "$@"
)zsh";

// Inside of single quotes, and of a part that ends with a colon or a bracket.
std::string EscapeSpec(const std::string& text) {
  std::string escaped;
  for (const char letter : text) {
    if (letter == '\'') {
      escaped += "'\\''";
      continue;
    }
    if (letter == ':' || letter == '[' || letter == ']' || letter == '\\') escaped += '\\';
    escaped += letter;
  }
  return escaped;
}

std::string ActionOf(ValueKind kind) {
  switch (kind) {
    case ValueKind::kText:
      return "";
    case ValueKind::kFile:
      return "_files";
    case ValueKind::kFolder:
      return "_files -/";
    case ValueKind::kProgram:
      return "_echocheck_programs";
    case ValueKind::kScenario:
      return "_echocheck_scenarios";
    case ValueKind::kInterface:
      return "_net_interfaces";
  }
  return "";
}

std::string Choices(const OptionFacts& option) {
  std::string text = "(";
  for (const std::string& choice : option.choices) text += (text == "(" ? "" : " ") + choice;
  return text + ")";
}

// ":FILE:_files"; several kinds of values are alternatives.
std::string MessageAndAction(const OptionFacts& option) {
  std::vector<std::string> actions;
  for (const ValueKind kind : option.kinds) {
    if (kind != ValueKind::kText) actions.push_back(ActionOf(kind));
  }
  if (!option.choices.empty()) actions.push_back(Choices(option));
  const std::string message = ":" + EscapeSpec(option.value) + ":";
  if (actions.size() < 2) return message + (actions.empty() ? " " : actions.front());
  std::string all = "_alternative";
  for (const std::string& action : actions) all += " \"values:value:" + action + "\"";
  return message + "{" + all + "}";
}

// "'(--quiet)--verbose[Print every segment]'"; an option by two names is two of them.
std::string SpecsOf(const OptionFacts& option) {
  std::string text;
  for (const std::string& name : option.names) {
    std::string excluded;
    for (const std::string& other : option.excludes) excluded += " " + other;
    if (!option.may_repeat) {
      for (const std::string& own : option.names) excluded += " " + own;
    }
    text += "    '";
    if (!excluded.empty()) text += "(" + excluded.substr(1) + ")";
    if (option.may_repeat) text += "*";
    text += name;
    if (!option.IsFlag() && name.starts_with("--")) text += "=";
    text += "[" + EscapeSpec(option.help) + "]";
    if (!option.IsFlag()) text += MessageAndAction(option);
    text += "' \\\n";
  }
  return text;
}

std::string FunctionOfZsh(const CommandFacts& command) {
  std::string text = "_echocheck_" + command.name + "() {\n  _arguments -s : \\\n";
  for (const OptionFacts& option : command.Options()) text += SpecsOf(option);
  for (const OptionFacts& positional : command.positionals) {
    text += "    '" + std::string(positional.may_repeat ? "*" : "") + MessageAndAction(positional) +
            "' \\\n";
  }
  return text.substr(0, text.size() - 3) + "\n}\n\n";
}

}  // namespace

std::string RenderZshCompletion(const std::vector<CommandFacts>& commands) {
  std::string text = kZshBegin;
  std::string names;
  std::string described;
  for (const CommandFacts& command : commands) {
    text += FunctionOfZsh(command);
    names += " " + command.name;
    described += "  '" + command.name + ":" + EscapeSpec(command.does) + "'\n";
  }
  return text + "typeset -ga _echocheck_names _echocheck_commands\n_echocheck_names=(" +
         names.substr(1) + ")\n_echocheck_commands=(\n" + described +
         "  'help:show the options of a command'\n)\n\n" + kZshMain;
}

}  // namespace echocheck
