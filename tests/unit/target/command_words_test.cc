// SPDX-License-Identifier: MIT
#include "harness/target/command_words.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/base/ip_literal.h"

namespace echocheck {
namespace {

using testing::ElementsAre;

std::vector<std::string> Words(std::string_view command) {
  const auto words = SplitWords(command);
  return words ? *words : std::vector<std::string>{"error: " + words.error().message.english()};
}

TEST(SplitWordsTest, SplitsAsAShellWould) {
  EXPECT_THAT(Words("./server 127.0.0.1:50000"), ElementsAre("./server", "127.0.0.1:50000"));
  EXPECT_THAT(Words("  a \t b\n"), ElementsAre("a", "b"));
  EXPECT_THAT(Words("'my server' \"a b\"c d\\ e"), ElementsAre("my server", "a bc", "d e"));
  EXPECT_THAT(Words("a '' \"\""), ElementsAre("a", "", ""));
  EXPECT_THAT(Words(R"("\$x \n \"q\"")"), ElementsAre(R"($x \n "q")"));
  EXPECT_THAT(Words(R"('\n')"), ElementsAre(R"(\n)"));
}

TEST(SplitWordsTest, ExpandsNothing) {
  EXPECT_THAT(Words("$HOME *.c ~ ; |"), ElementsAre("$HOME", "*.c", "~", ";", "|"));
}

TEST(SplitWordsTest, SaysWhatIsOpen) {
  EXPECT_THAT(Words("a 'b"), ElementsAre("error: the command has an opening ' and no closing one"));
  EXPECT_THAT(Words("a \"b"),
              ElementsAre("error: the command has an opening \" and no closing one"));
  EXPECT_THAT(Words("a \\"), ElementsAre("error: the command ends in a lone backslash"));
  EXPECT_THAT(Words("  "), ElementsAre("error: the command is empty"));
}

TEST(QuoteWordsTest, IsReadBackTheSame) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"a", "b c", "", "it's", "$x", "\"q\"", "back\\slash", "*"},
        std::vector<std::string>{"./server", "{host}:{port}"}}) {
    EXPECT_EQ(Words(QuoteWords(words)), words);
  }
  EXPECT_EQ(QuoteWords({"./server", "{host}:{port}"}), "./server {host}:{port}");
}

TEST(PlaceholdersTest, AreFilledWhereverTheyStand) {
  EXPECT_TRUE(HasPlaceholders({"x", "TCP-LISTEN:{port},fork"}));
  EXPECT_FALSE(HasPlaceholders({"x", "{ports}"}));
  EXPECT_THAT(FillPlaceholders({"x", "{host}:{port}", "{port}{port}"}, {"::1"_ip, 7}),
              ElementsAre("x", "::1:7", "77"));
}

TEST(PlaceholdersTest, MisspeltOnesAreTold) {
  const auto problem = [](const std::vector<std::string>& words) {
    const Status checked = CheckPlaceholders(words);
    return checked ? "" : checked.error().message.english();
  };
  EXPECT_EQ(problem({"x", "{prot}"}), "\"{prot}\" stands for nothing, did you mean {port}?");
  for (const std::string word : {"{PORT}", "{port", "$PORT", "${PORT}", "--port={Port}"}) {
    EXPECT_EQ(problem({"x", word}), "\"" + word + "\" stands for nothing, did you mean {port}?");
  }
  EXPECT_EQ(problem({"x", "{Host}"}), "\"{Host}\" stands for nothing, did you mean {host}?");
  for (const std::string word : {"{port}", "[{host}]:{port}", "{}", "$HOME", "{name}", "port",
                                 "exec ./server $PORT", "{\"port\":1}"}) {
    EXPECT_EQ(problem({"x", word}), "");
  }
}

TEST(CommandWordsTest, FileOfThatVeryNameIsOneWord) {
  std::string folder = testing::TempDir() + "a b-XXXXXX";
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  const std::string file = folder + "/it's";
  std::ofstream(file) << "x";
  EXPECT_EQ(*CommandWords(file, ""), std::vector<std::string>{file});
  EXPECT_EQ(*CommandWords("./it's", folder), std::vector<std::string>{"./it's"});
  EXPECT_EQ(CommandWords("/bin/sh -c x", "")->size(), 3U);
  EXPECT_FALSE(CommandWords("./it's", ""));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace echocheck
