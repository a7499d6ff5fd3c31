// SPDX-License-Identifier: MIT
#include "harness/words/sentence.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

std::string English(const Sentence& sentence) { return ToText(sentence, Language::kEnglish); }
std::string Japanese(const Sentence& sentence) { return ToText(sentence, Language::kJapanese); }

TEST(SentenceTest, IsSaidInTheLanguageThatIsAskedFor) {
  const Sentence sentence = Say("checks.client_first");
  EXPECT_EQ(English(sentence), "the client closed first");
  EXPECT_EQ(Japanese(sentence), "クライアントが先に閉じました");
}

TEST(SentenceTest, TakesItsFormFromTheCount) {
  EXPECT_EQ(English(Say("checks.bytes", {{"count", std::uint64_t{0}}})), "0 bytes");
  EXPECT_EQ(English(Say("checks.bytes", {{"count", 1U}})), "1 byte");
  EXPECT_EQ(English(Say("checks.bytes", {{"count", 5U}})), "5 bytes");
  EXPECT_EQ(Japanese(Say("checks.bytes", {{"count", 1U}})), "1 バイト");
}

TEST(SentenceTest, IsPluralWithoutANumber) {
  EXPECT_EQ(English(Say("checks.bytes", {{"count", "1"}})), "1 bytes");
  EXPECT_EQ(English(Say("checks.bytes", {{"other", 1U}})), "{count} bytes");
}

TEST(SentenceTest, FillsInItsArguments) {
  EXPECT_EQ(English(Say("checks.client", {{"port", "50001"}, {"name", std::string("first")}})),
            "first (port 50001)");
}

TEST(SentenceTest, KeepsAPlaceholderWithoutAnArgument) {
  EXPECT_EQ(English(Say("checks.client", {{"name", "first"}})), "first (port {port})");
}

TEST(SentenceTest, FillsInNothingThatAnArgumentHolds) {
  EXPECT_EQ(English(Say("checks.client", {{"name", "{port}"}, {"port", "1"}})), "{port} (port 1)");
}

TEST(SentenceTest, HoldsOtherSentences) {
  const Sentence sentence =
      Say("checks.as_sent", {{"bytes", Say("checks.bytes", {{"count", 1U}})}});
  EXPECT_EQ(English(sentence), "1 byte as sent");
  EXPECT_EQ(Japanese(sentence), "送ったとおりの 1 バイト");
}

TEST(SentenceTest, JoinsSeveralSentencesAsTheLanguageDoes) {
  const std::vector<Sentence> parts = {Say("checks.threads", {{"count", 1U}}), Plain("a"),
                                       Say("checks.threads", {{"count", 2U}})};
  EXPECT_EQ(English(Say("checks.course", {{"figures", parts}})), "1 thread, a, 2 threads");
  EXPECT_EQ(Japanese(Say("checks.course", {{"figures", parts}})),
            "スレッド 1 個、a、スレッド 2 個");
  EXPECT_EQ(English(Say("checks.course", {{"figures", std::vector<Sentence>{}}})), "");
}

TEST(SentenceTest, PlainTextIsTheSameInAllLanguages) {
  const Sentence sentence = Plain("{port} 127.0.0.1:7");
  EXPECT_EQ(English(sentence), "{port} 127.0.0.1:7");
  EXPECT_EQ(Japanese(sentence), "{port} 127.0.0.1:7");
}

TEST(SentenceTest, ShowsTheNameOfATextThatDoesNotExist) {
  for (const char* name : {"checks.no such text", "nothing.client_first", "checks", "", "."}) {
    EXPECT_EQ(English(Say(name)), name);
  }
}

TEST(SentenceTest, IsEmptyWhenItSaysNothing) {
  EXPECT_TRUE(Sentence().empty());
  EXPECT_FALSE(Say("checks.client_first").empty());
  EXPECT_FALSE(Plain("a").empty());
  EXPECT_TRUE(Plain("").empty());
}

TEST(LanguageTest, IsEnglishForALanguageThatWeDoNotSpeak) {
  EXPECT_EQ(LanguageNamed("ja"), Language::kJapanese);
  EXPECT_EQ(LanguageNamed("en"), Language::kEnglish);
  EXPECT_EQ(LanguageNamed("tlh"), Language::kEnglish);
}

}  // namespace
}  // namespace echocheck
