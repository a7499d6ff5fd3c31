// SPDX-License-Identifier: MIT
#include "harness/cli/help_texts.h"

#include <memory>
#include <regex>

#include "harness/cli/help_formatter.h"
#include "harness/words/known_name.h"
#include "harness/words/sentence.h"

namespace echocheck {
namespace {

std::string TextOf(const std::string& name, Language language) {
  // Without a text its name is shown, and a test finds it.
  const auto known = KnownName("help." + name);
  return known ? ToText(Say(*known), language) : name;
}

std::string NameOf(const CLI::Option& option) {
  const std::vector<std::string>& names = option.get_lnames();
  return names.empty() ? option.get_name(true) : names.front();
}

std::string OptionText(std::string_view command, const std::string& option, Language language) {
  const std::string own = std::string(command) + "." + option;
  return TextOf(KnownName("help." + own) ? own : "any." + option, language);
}

// CLI11 appends what its checks say: "TEXT:{auto,host}" becomes "auto|host", "N:INT in [1 - 256]"
// becomes "N (1 - 256)".
std::string ShownType(const std::string& type) {
  static const std::regex kChoices(R"(.*:\{(.*)\})");
  static const std::regex kRange(R"((.*):[A-Z]+ in \[(.*)\])");
  std::smatch found;
  if (std::regex_match(type, found, kChoices)) {
    return std::regex_replace(found[1].str(), std::regex(","), "|");
  }
  if (std::regex_match(type, found, kRange)) return found[1].str() + " (" + found[2].str() + ")";
  return type;
}

void FillInOption(CLI::Option& option, std::string_view command, Language language,
                  CLI::FormatterBase& formatter) {
  option.description(OptionText(command, NameOf(option), language));
  if (!option.get_group().empty()) {
    option.group(TextOf("group." + option.get_group(), language));
  }
  const std::string type = option.get_type_name();
  if (!type.empty()) formatter.label(type, ShownType(type));
}

}  // namespace

void FillInHelp(CLI::App& app, Language language) {
  // It is called "echocheck COMMAND".
  const std::string name = app.get_name().substr(app.get_name().find(' ') + 1);
  const auto formatter = std::make_shared<HelpFormatter>();
  for (const char* const label : {"Usage", "OPTIONS", "Positionals", "REQUIRED", "Excludes"}) {
    formatter->label(label, TextOf(std::string("label.") + label, language));
  }
  app.formatter(formatter);
  app.description(TextOf(name + ".about", language));
  app.footer(TextOf(name + ".after", language));
  for (CLI::Option* const option : app.get_options([](CLI::Option*) { return true; })) {
    FillInOption(*option, name, language, *formatter);
  }
}

std::string WhatCommandDoes(std::string_view command, Language language) {
  return TextOf(std::string(command) + ".does", language);
}

}  // namespace echocheck
