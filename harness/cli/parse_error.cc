// SPDX-License-Identifier: MIT
#include "harness/cli/parse_error.h"

#include <algorithm>
#include <regex>
#include <utility>
#include <vector>

#include "harness/cli/parse.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

// The first word that looks like an option and is none, with the one that may have been meant.
Sentence UnknownOption(const CLI::App& app, std::span<const std::string> words) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  const std::vector<std::string_view> known(names.begin(), names.end());
  for (const std::string& word : words) {
    const std::string name = word.substr(0, word.find('='));
    if (!name.starts_with("--") || name == "--") continue;
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    return Say("errors.unknown_option",
               {{"option", name}, {"did_you_mean", SayDidYouMean(name, known)}});
  }
  return {};
}

// CLI11's errors have no parts, only a text. A form of it, the sentence in its place, and what its
// groups stand for.
struct Form {
  std::regex text;
  std::string_view name;
  std::vector<std::string_view> arguments;
};

const std::vector<Form>& Forms() {
  static const std::vector<Form> kForms = {
      {std::regex(R"((.*): (.*) not in \{(.*)\})"),
       "errors.not_one_of",
       {"option", "value", "choices"}},
      {std::regex(R"((.*): Value (.*) not in range (.*) to (.*))"),
       "errors.not_in_range",
       {"option", "value", "first", "last"}},
      {std::regex(R"((.*): Value (.*) could not be converted.*)"),
       "errors.no_number",
       {"option", "value"}},
      {std::regex(R"(Could not convert: (.*) = (.*))"), "errors.no_number", {"option", "value"}},
      {std::regex(R"((.*): [0-9]+ required (.*) missing)"),
       "errors.value_missing",
       {"option", "value"}},
      {std::regex(R"((.*): At Most ([0-9]+) required but received.*)"),
       "errors.too_many_values",
       {"option"}},
      {std::regex(R"((.*) was given a disallowed flag override)"),
       "errors.flag_with_value",
       {"option"}},
      {std::regex(R"((.*): too many inputs for a flag)"), "errors.flag_with_value", {"option"}},
      {std::regex(R"((.*): Should be true/false or a number)"),
       "errors.flag_with_value",
       {"option"}},
      {std::regex(R"((.*) is required)"), "errors.required", {"option"}},
      {std::regex(R"((.*) excludes (.*))"), "errors.contradiction", {"first", "second"}},
  };
  return kForms;
}

// "en,ja" becomes "en, ja"; 0.010000, which CLI11 makes of 0.01, becomes 0.01 again.
std::string Shown(std::string_view argument, const std::string& text) {
  if (argument == "choices") return std::regex_replace(text, std::regex(","), ", ");
  if (argument != "first" && argument != "last") return text;
  static const std::regex kZeros(R"((\.[0-9]*?)0+$)");
  const std::string shorter = std::regex_replace(text, kZeros, "$1");
  return shorter.ends_with('.') ? shorter.substr(0, shorter.size() - 1) : shorter;
}

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace

Sentence SayParseError(const CLI::App& app, std::span<const std::string> words,
                       const CLI::ParseError& error) {
  if (Sentence unknown = UnknownOption(app, words); !unknown.empty()) return unknown;
  // CLI11's own text has them in the opposite order.
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    return Say("errors.unexpected_words", {{"words", Joined(app.remaining())}});
  }
  const std::string text = error.what();
  if (text.ends_with(kEmptyName)) {
    return Say("errors.empty_file_name", {{"option", text.substr(0, text.find(':'))}});
  }
  for (const Form& form : Forms()) {
    std::smatch found;
    if (!std::regex_match(text, found, form.text)) continue;
    Sentence sentence = Say(form.name);
    for (std::size_t i = 0; i < form.arguments.size(); ++i) {
      sentence.arguments.emplace_back(form.arguments[i], Shown(form.arguments[i], found[i + 1]));
    }
    return sentence;
  }
  return Plain(text);
}

}  // namespace echocheck
