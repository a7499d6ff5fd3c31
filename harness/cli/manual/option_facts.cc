// SPDX-License-Identifier: MIT
#include "harness/cli/manual/option_facts.h"

#include <algorithm>
#include <cctype>
#include <regex>

#include <CLI/CLI.hpp>

#include "harness/cli/help_texts.h"
#include "harness/cli/language_choice.h"

namespace echocheck {
namespace {

std::vector<std::string> SplitAt(const std::string& text, const std::regex& separator) {
  return {std::sregex_token_iterator(text.begin(), text.end(), separator, -1), {}};
}

// An upper-case word stands for a value: FILE, OUT.pcapng. Others are meant literally: any.
bool IsPlaceholder(const std::string& word) {
  return std::isupper(static_cast<unsigned char>(word.front())) != 0;
}

ValueKind KindOf(const std::string& placeholder) {
  if (placeholder == "FILE" || placeholder == "OUT.pcapng") return ValueKind::kFile;
  if (placeholder == "DIR" || placeholder == "RUN_DIR") return ValueKind::kFolder;
  if (placeholder == "COMMAND" || placeholder == "SERVER") return ValueKind::kProgram;
  if (placeholder == "SCENARIO") return ValueKind::kScenario;
  if (placeholder == "INTERFACE") return ValueKind::kInterface;
  return ValueKind::kText;
}

void ReadAlternatives(OptionFacts& facts) {
  for (const std::string& word : SplitAt(facts.value, std::regex("[| ]"))) {
    if (word.empty()) continue;
    if (!IsPlaceholder(word)) {
      facts.choices.push_back(word);
    } else if (const ValueKind kind = KindOf(word);
               std::ranges::find(facts.kinds, kind) == facts.kinds.end()) {
      facts.kinds.push_back(kind);
    }
  }
}

// CLI11 appends what its checks say: "TEXT:{auto,host}", "N:INT in [1 - 256]".
void ReadValue(const CLI::Option& option, OptionFacts& facts) {
  const std::string type = option.get_type_name();
  static const std::regex kChoices(R"(.*:\{(.*)\})");
  static const std::regex kRange(R"((.*):[A-Z]+ in \[(.*) - (.*)\])");
  std::smatch found;
  if (std::regex_match(type, found, kChoices)) {
    facts.choices = SplitAt(found[1], std::regex(","));
    for (const std::string& choice : facts.choices) {
      facts.value += (facts.value.empty() ? "" : "|") + choice;
    }
    return;
  }
  facts.value = type;
  if (std::regex_match(type, found, kRange)) {
    facts.value = found[1];
    facts.range = found[2].str() + " to " + found[3].str();
  }
  if (facts.value.empty()) facts.value = option.get_name(true);
  ReadAlternatives(facts);
}

OptionFacts FactsOfOption(const CLI::Option& option) {
  OptionFacts facts;
  for (const std::string& name : option.get_lnames()) facts.names.push_back("--" + name);
  for (const std::string& name : option.get_snames()) facts.names.push_back("-" + name);
  facts.help = option.get_description();
  facts.initial = option.get_default_str();
  facts.required = option.get_required();
  for (const CLI::Option* other : option.get_excludes()) {
    for (const std::string& name : other->get_lnames()) facts.excludes.push_back("--" + name);
  }
  if (option.get_items_expected_max() == 0) return facts;
  facts.may_repeat = option.get_expected_max() > 1;
  ReadValue(option, facts);
  return facts;
}

OptionGroup& GroupOf(CommandFacts& facts, const std::string& title) {
  const auto found = std::ranges::find(facts.groups, title, &OptionGroup::title);
  return found != facts.groups.end() ? *found : facts.groups.emplace_back(OptionGroup{title, {}});
}

}  // namespace

std::vector<OptionFacts> CommandFacts::Options() const {
  std::vector<OptionFacts> options;
  for (const OptionGroup& group : groups) {
    options.insert(options.end(), group.options.begin(), group.options.end());
  }
  return options;
}

CommandFacts FactsOf(const Command& command) {
  const std::unique_ptr<const CLI::App> app = command.declare();
  CommandFacts facts;
  facts.name = command.name;
  facts.synopsis = command.synopsis;
  facts.does = WhatCommandDoes(command.name, SpokenLanguage());
  facts.about = app->get_description();
  facts.footer = app->get_footer();
  for (const CLI::Option* option : app->get_options()) {
    if (option->get_positional()) {
      facts.positionals.push_back(FactsOfOption(*option));
    } else if (!option->get_group().empty()) {  // no group: hidden
      GroupOf(facts, option->get_group()).options.push_back(FactsOfOption(*option));
    }
  }
  return facts;
}

std::vector<CommandFacts> FactsOfAllCommands() {
  std::vector<CommandFacts> all;
  for (const Command& command : AllCommands()) all.push_back(FactsOf(command));
  return all;
}

}  // namespace echocheck
