// SPDX-License-Identifier: MIT
// Which variable of the environment chooses the language.
#include "harness/cli/language_choice.h"

#include <map>
#include <string>

#include <gtest/gtest.h>

namespace echocheck {
namespace {

std::optional<Language> AskedForBy(const std::map<std::string, std::string>& environment) {
  return LanguageAskedFor([&](const std::string& name) -> const char* {
    const auto found = environment.find(name);
    return found == environment.end() ? nullptr : found->second.c_str();
  });
}

TEST(LanguageChoice, JapaneseIsWhatBeginsWithJa) {
  EXPECT_EQ(AskedForBy({{"LANG", "ja_JP.UTF-8"}}), Language::kJapanese);
  EXPECT_EQ(AskedForBy({{"LANG", "ja"}}), Language::kJapanese);
  EXPECT_EQ(AskedForBy({{"LC_MESSAGES", "ja_JP.eucJP"}}), Language::kJapanese);
  EXPECT_EQ(AskedForBy({{"LC_ALL", "ja_JP"}}), Language::kJapanese);
}

TEST(LanguageChoice, AllElseAsksForNone) {
  EXPECT_EQ(AskedForBy({}), std::nullopt);
  EXPECT_EQ(AskedForBy({{"LANG", "C.UTF-8"}}), std::nullopt);
  EXPECT_EQ(AskedForBy({{"LANG", "en_US.UTF-8"}}), std::nullopt);
  EXPECT_EQ(AskedForBy({{"LANGUAGE", "ja"}}), std::nullopt);
}

TEST(LanguageChoice, LcAllIsBeforeLcMessagesBeforeLang) {
  EXPECT_EQ(AskedForBy({{"LC_ALL", "C"}, {"LC_MESSAGES", "ja_JP"}, {"LANG", "ja_JP"}}),
            std::nullopt);
  EXPECT_EQ(AskedForBy({{"LC_ALL", "ja_JP"}, {"LC_MESSAGES", "C"}, {"LANG", "C"}}),
            Language::kJapanese);
  EXPECT_EQ(AskedForBy({{"LC_MESSAGES", "C"}, {"LANG", "ja_JP"}}), std::nullopt);
  EXPECT_EQ(AskedForBy({{"LC_MESSAGES", "ja_JP"}, {"LANG", "C"}}), Language::kJapanese);
}

TEST(LanguageChoice, EmptyVariablesAreIgnored) {
  EXPECT_EQ(AskedForBy({{"LC_ALL", ""}, {"LC_MESSAGES", ""}, {"LANG", "ja_JP"}}),
            Language::kJapanese);
  EXPECT_EQ(AskedForBy({{"LC_ALL", ""}, {"LC_MESSAGES", "C"}, {"LANG", "ja_JP"}}), std::nullopt);
}

TEST(LanguageChoice, WhatWasTypedIsBeforeTheEnvironment) {
  EXPECT_EQ(LanguageFor("en", "ja"), "en");
  EXPECT_EQ(LanguageFor("ja"), "ja");
}

}  // namespace
}  // namespace echocheck
