// SPDX-License-Identifier: MIT
// Each kind of mistake that CLI11 finds has a sentence of ours, in both languages.
#include "harness/cli/parse_error.h"

#include <gtest/gtest.h>

#include "harness/cli/command_table.h"
#include "harness/words/sentence.h"

namespace echocheck {
namespace {

Sentence Mistake(std::string_view command, const std::vector<std::string>& words) {
  const auto app = FindCommand(command)->declare();
  std::vector<std::string> reversed(words.rbegin(), words.rend());
  try {
    app->parse(reversed);
  } catch (const CLI::ParseError& error) {
    return SayParseError(*app, words, error);
  }
  return {};
}

std::string English(std::string_view command, const std::vector<std::string>& words) {
  const Sentence mistake = Mistake(command, words);
  // A text of CLI11's own would be English in Japanese, too.
  EXPECT_NE(mistake.name, "") << mistake.plain;
  EXPECT_NE(ToText(mistake, Language::kEnglish), ToText(mistake, Language::kJapanese));
  return ToText(mistake, Language::kEnglish);
}

TEST(ParseErrorTest, NamesTheUnknownOption) {
  EXPECT_EQ(English("run", {"--targett", "x"}),
            "unknown option --targett, did you mean \"--target\"?");
  EXPECT_EQ(English("render", {"--bla=3", "x"}), "unknown option --bla");
}

TEST(ParseErrorTest, NamesTheChoices) {
  EXPECT_EQ(English("list", {"--lang", "fr"}), "--lang: expected one of en, ja, not \"fr\"");
}

TEST(ParseErrorTest, NamesTheRange) {
  EXPECT_EQ(English("run", {"--jobs", "0"}), "--jobs: expected 1 to 256, not \"0\"");
  EXPECT_EQ(English("run", {"--timeout-scale", "0"}),
            "--timeout-scale: expected 0.01 to 1000, not \"0\"");
  EXPECT_EQ(English("run", {"--repeat", "100001"}),
            "--repeat: expected 1 to 100000, not \"100001\"");
}

TEST(ParseErrorTest, NamesWhatIsNoNumber) {
  EXPECT_EQ(English("run", {"--seed", "abc"}), "--seed: \"abc\" is not such a number");
  EXPECT_EQ(English("explain", {"--stream", "-", "x"}), "--stream: \"-\" is not such a number");
}

TEST(ParseErrorTest, SaysThatAValueIsMissingOrOneTooMany) {
  EXPECT_EQ(English("run", {"--port"}), "--port: its value is missing (N|any)");
  EXPECT_EQ(English("run", {"--port", "1", "--port", "2"}), "--port: it may be given once");
}

TEST(ParseErrorTest, SaysWhatIsRequired) { EXPECT_EQ(English("replay", {}), "RUN_DIR is missing"); }

TEST(ParseErrorTest, SaysWhatContradictsEachOther) {
  EXPECT_EQ(English("run", {"--quiet", "--verbose"}),
            "--quiet and --verbose contradict each other");
}

TEST(ParseErrorTest, ListsWhatIsTooMuchInItsOrder) {
  EXPECT_EQ(English("replay", {"a", "b", "c"}), "unexpected: b c");
}

TEST(ParseErrorTest, SaysThatAFileHasNoName) {
  EXPECT_EQ(English("render", {"--junit", "", "x"}), "--junit: the name of the file is empty");
}

}  // namespace
}  // namespace echocheck
