// SPDX-License-Identifier: MIT
#include "harness/cli/manual/bash_completion.h"

namespace echocheck {
namespace {

constexpr const char* kBashBegin = R"bash(# SPDX-License-Identifier: MIT
# Completion of echocheck for bash. Made by generate_manual from the definitions of the options.

# _echocheck_offer WORD...: those that begin with what is typed.
_echocheck_offer() {
  local word
  for word; do
    [[ $word == "$cur"* ]] && COMPREPLY+=("$word")
  done
}

# _echocheck_take OPTION...: what compgen knows. Names are files: bash quotes them and adds a slash.
_echocheck_take() {
  local word
  while IFS= read -r word; do
    COMPREPLY+=("$word")
  done < <(compgen "$@" -- "$cur")
  compopt -o filenames 2>/dev/null
}

_echocheck_files() { _echocheck_take -f; }
_echocheck_folders() { _echocheck_take -d; }

_echocheck_programs() {
  # Without a letter of the name this would be every program that there is.
  [[ -n $cur && $cur != */* ]] && _echocheck_take -c
  _echocheck_take -f
}

_echocheck_scenarios() {
  local word
  while IFS= read -r word; do
    _echocheck_offer "$word"
  done < <("$program" list scenarios --names 2>/dev/null)
}

_echocheck_interfaces() {
  local path
  for path in /sys/class/net/*; do
    _echocheck_offer "${path##*/}"
  done
}

)bash";

constexpr const char* kBashMain = R"bash(_echocheck() {
  local program=$1 cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command=run
  COMPREPLY=()
  # bash splits --option=value into three words.
  if [[ $cur == '=' ]]; then
    cur=
  elif [[ $prev == '=' && COMP_CWORD -gt 2 ]]; then
    prev=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if ((COMP_CWORD == 1)) && [[ $cur != -* ]]; then
    _echocheck_offer $_echocheck_commands help
    _echocheck_programs
    return
  fi
  if ((COMP_CWORD > 1)); then
    case ${COMP_WORDS[1]} in
      help)
        _echocheck_offer $_echocheck_commands
        return
        ;;
      --version | --help | -h) return ;;
    esac
    [[ " $_echocheck_commands " == *" ${COMP_WORDS[1]} "* ]] && command=${COMP_WORDS[1]}
  else
    _echocheck_offer --version
  fi
  "_echocheck_$command"
}

complete -F _echocheck echocheck
)bash";

const char* OfferOf(ValueKind kind) {
  switch (kind) {
    case ValueKind::kText:
      return "";
    case ValueKind::kFile:
      return "_echocheck_files";
    case ValueKind::kFolder:
      return "_echocheck_folders";
    case ValueKind::kProgram:
      return "_echocheck_programs";
    case ValueKind::kScenario:
      return "_echocheck_scenarios";
    case ValueKind::kInterface:
      return "_echocheck_interfaces";
  }
  return "";
}

// One command of the shell a line.
std::string Offers(const OptionFacts& option, const std::string& indent) {
  std::string text;
  for (const ValueKind kind : option.kinds) {
    if (kind != ValueKind::kText) text += indent + OfferOf(kind) + "\n";
  }
  if (option.choices.empty()) return text;
  text += indent + "_echocheck_offer";
  for (const std::string& choice : option.choices) text += " " + choice;
  return text + "\n";
}

std::string FunctionOf(const CommandFacts& command) {
  std::string names;
  std::string values;
  for (const OptionFacts& option : command.Options()) {
    std::string pattern;
    for (const std::string& name : option.names) {
      names += " " + name;
      pattern += (pattern.empty() ? "" : " | ") + name;
    }
    if (option.IsFlag()) continue;
    values += "    " + pattern + ")\n" + Offers(option, "      ") + "      return\n      ;;\n";
  }
  std::string text = "_echocheck_" + command.name + "() {\n";
  if (!values.empty()) text += "  case $prev in\n" + values + "  esac\n";
  text += "  if [[ $cur == -* ]]; then\n    _echocheck_offer" + names + "\n    return\n  fi\n";
  for (const OptionFacts& positional : command.positionals) text += Offers(positional, "  ");
  return text + "}\n\n";
}

}  // namespace

std::string RenderBashCompletion(const std::vector<CommandFacts>& commands) {
  std::string text = kBashBegin;
  std::string names;
  for (const CommandFacts& command : commands) {
    names += (names.empty() ? "" : " ") + command.name;
    text += FunctionOf(command);
  }
  return text + "_echocheck_commands='" + names + "'\n\n" + kBashMain;
}

}  // namespace echocheck
