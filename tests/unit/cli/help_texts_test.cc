// SPDX-License-Identifier: MIT
// Every option has a text of its own, no text is left without an option, and in Japanese no line of
// any help is English.
#include "harness/cli/help_texts.h"

#include <array>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/cli/command_table.h"
#include "harness/cli/language_choice.h"
#include "harness/report/console_text.h"
#include "harness/words/catalogue.h"

namespace echocheck {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

// Speaks a language while it lives.
class Speaks {
 public:
  explicit Speaks(Language language) {
    ChooseSpokenLanguage(std::array<std::string, 2>{"--lang", std::string(ToString(language))});
  }
  Speaks(const Speaks&) = delete;
  Speaks& operator=(const Speaks&) = delete;
  ~Speaks() { ChooseSpokenLanguage(std::array<std::string, 2>{"--lang", "en"}); }
};

std::string HelpOf(const Command& command, Language language) {
  const Speaks speaks(language);
  return command.declare()->help();
}

bool IsJapanese(std::string_view line) {
  // Wider than its letters: there are characters of two columns in it.
  return DisplayWidth(line) > 0 && line.find_first_of("\xe3\xe4\xe5\xe6\xe7\xe8\xe9") != line.npos;
}

// A line that shows what is typed, as it is typed: a command, or the name and the value of an
// option whose text is on the next line.
bool IsTyped(const std::string& line) {
  constexpr std::string_view kPrograms[] = {"  echocheck ", "  tcpdump ", "  ssh "};
  for (const std::string_view program : kPrograms) {
    if (line.starts_with(program)) return true;
  }
  const std::size_t first = line.find_first_not_of(' ');
  return first == 2 && line.find("  ", first) == line.npos;
}

std::vector<std::string> EnglishLines(const std::string& text) {
  std::vector<std::string> found;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && !IsJapanese(line) && !IsTyped(line)) found.push_back(line);
  }
  return found;
}

TEST(HelpTextsTest, LeaveNoLineInEnglish) {
  for (const Command& command : AllCommands()) {
    EXPECT_THAT(EnglishLines(HelpOf(command, Language::kJapanese)), IsEmpty()) << command.name;
    EXPECT_TRUE(IsJapanese(WhatCommandDoes(command.name, Language::kJapanese))) << command.name;
  }
}

TEST(HelpTextsTest, LeaveNoLineInJapanese) {
  for (const Command& command : AllCommands()) {
    EXPECT_FALSE(IsJapanese(HelpOf(command, Language::kEnglish))) << command.name;
  }
}

// The text of an option that has none is its name, which has a dot.
TEST(HelpTextsTest, AreThereForEachOptionAndGroup) {
  for (const Command& command : AllCommands()) {
    const auto app = command.declare();
    EXPECT_THAT(app->get_description(), HasSubstr(" ")) << command.name;
    EXPECT_THAT(app->get_footer(), HasSubstr(" ")) << command.name;
    for (const CLI::Option* option : app->get_options()) {
      EXPECT_FALSE(option->get_description().starts_with("any."))
          << command.name << " " << option->get_name();
      EXPECT_FALSE(option->get_group().starts_with("group.")) << option->get_group();
    }
  }
}

TEST(HelpTextsTest, AreAllUsed) {
  std::set<std::string> used = {"overview.first_lines", "overview.begin", "overview.end"};
  for (const char* label : {"Usage", "OPTIONS", "Positionals", "REQUIRED", "Excludes"}) {
    used.insert(std::string("label.") + label);
  }
  const Catalogue& texts = CatalogueOf("help", Language::kEnglish);
  std::set<std::string> shown;  // groups by their texts
  for (const Command& command : AllCommands()) {
    const std::string name(command.name);
    used.insert({name + ".does", name + ".about", name + ".after"});
    const auto app = command.declare();
    for (const CLI::Option* option : app->get_options()) {
      const auto& names = option->get_lnames();
      const std::string key = names.empty() ? option->get_name(true) : names.front();
      const std::string own = std::string(name).append(".").append(key);
      used.insert(texts.contains(own) ? own : "any." + key);
      shown.insert(option->get_group());
    }
  }
  std::vector<std::string> unused;
  for (const auto& [name, entry] : texts) {
    const bool is_used =
        name.starts_with("group.") ? shown.contains(entry.other) : used.contains(name);
    if (!is_used) unused.push_back(name);
  }
  EXPECT_THAT(unused, IsEmpty());
}

TEST(HelpTextsTest, ShowChoicesAndRangesAsTheyAreTyped) {
  const std::string help = HelpOf(*FindCommand("run"), Language::kEnglish);
  EXPECT_THAT(help, HasSubstr("--isolation auto|private|host=auto"));
  EXPECT_THAT(help, HasSubstr("-j,--jobs N (1 - 256) "));
}

TEST(HelpTextsTest, StandInOneColumn) {
  const std::string help = HelpOf(*FindCommand("replay"), Language::kJapanese);
  EXPECT_THAT(help, HasSubstr("  RUN_DIR 必須                保存"));
}

}  // namespace
}  // namespace echocheck
