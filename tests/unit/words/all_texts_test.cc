// SPDX-License-Identifier: MIT
// All texts of all areas: each is there in both languages, with the same placeholders, in plain
// words.
#include <algorithm>
#include <cctype>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/words/catalogue.h"

namespace echocheck {
namespace {

using testing::IsEmpty;

// Calls `look` for each text of all areas in a language.
void ForEachText(Language language,
                 const std::function<void(const std::string& name, const CatalogueEntry&)>& look) {
  for (const std::string_view area : CatalogueAreas()) {
    for (const auto& [name, entry] : CatalogueOf(area, language)) {
      look(std::string(area) + "." + name, entry);
    }
  }
}

std::set<std::string> NamesIn(Language language) {
  std::set<std::string> names;
  ForEachText(language, [&](const std::string& name, const auto&) { names.insert(name); });
  return names;
}

std::set<std::string> PlaceholdersIn(const CatalogueEntry& entry) {
  std::set<std::string> names;
  for (const std::string* text : {&entry.one, &entry.other}) {
    for (std::string& name : PlaceholdersOf(*text)) names.insert(std::move(name));
  }
  return names;
}

// The text without its placeholders.
std::string Words(const std::string& text) {
  std::string words;
  ForEachPart(
      text, [&](std::string_view part) { words += part; }, [](std::string_view) {});
  return words;
}

// Hiragana, katakana or a CJK ideograph, in UTF-8.
bool IsJapanese(const std::string& text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const int lead = static_cast<unsigned char>(text[i]);
    const int next = static_cast<unsigned char>(text[i + 1]);
    if (lead == 0xE3 && next >= 0x81 && next <= 0x83) return true;
    if (lead >= 0xE4 && lead <= 0xE9) return true;
  }
  return false;
}

// "FIN", "{first}: {second}": nothing to translate.
bool HasOnlyTerms(const std::string& text) {
  return std::ranges::none_of(Words(text), [](unsigned char c) { return std::islower(c) != 0; });
}

TEST(AllTextsTest, AreThereInBothLanguages) {
  EXPECT_EQ(NamesIn(Language::kEnglish), NamesIn(Language::kJapanese));
}

TEST(AllTextsTest, HaveTheSamePlaceholdersInBothLanguages) {
  for (const std::string_view area : CatalogueAreas()) {
    const Catalogue& japanese = CatalogueOf(area, Language::kJapanese);
    for (const auto& [name, entry] : CatalogueOf(area, Language::kEnglish)) {
      const auto other = japanese.find(name);
      if (other == japanese.end()) continue;
      EXPECT_EQ(PlaceholdersIn(entry), PlaceholdersIn(other->second)) << area << "." << name;
    }
  }
}

TEST(AllTextsTest, SayWhatTheyCountWhereTheyDistinguishOneFromMany) {
  ForEachText(Language::kEnglish, [](const std::string& name, const CatalogueEntry& entry) {
    EXPECT_TRUE(entry.one.empty() || PlaceholdersIn(entry).contains("count")) << name;
  });
}

TEST(AllTextsTest, AreNotEmpty) {
  for (const Language language : {Language::kEnglish, Language::kJapanese}) {
    ForEachText(language, [](const std::string& name, const CatalogueEntry& entry) {
      EXPECT_FALSE(entry.other.empty()) << name;
    });
  }
}

TEST(AllTextsTest, AreJapaneseInJapanese) {
  std::vector<std::string> foreign;
  ForEachText(Language::kJapanese, [&](const std::string& name, const CatalogueEntry& entry) {
    if (!IsJapanese(entry.other) && !HasOnlyTerms(entry.other)) foreign.push_back(name);
  });
  EXPECT_THAT(foreign, IsEmpty());
}

TEST(AllTextsTest, AreEnglishInEnglish) {
  std::vector<std::string> foreign;
  ForEachText(Language::kEnglish, [&](const std::string& name, const CatalogueEntry& entry) {
    if (IsJapanese(entry.one + entry.other)) foreign.push_back(name);
  });
  EXPECT_THAT(foreign, IsEmpty());
}

TEST(AllTextsTest, SayByteAndNotOctet) {
  std::vector<std::string> found;
  for (const Language language : {Language::kEnglish, Language::kJapanese}) {
    ForEachText(language, [&](const std::string& name, const CatalogueEntry& entry) {
      std::string words = Words(entry.one + entry.other);
      std::ranges::transform(words, words.begin(), [](unsigned char c) { return std::tolower(c); });
      const bool octet =
          words.find("octet") != words.npos || words.find("オクテット") != words.npos;
      if (octet) found.push_back(name);
    });
  }
  EXPECT_THAT(found, IsEmpty());
}

// One word for one thing.
TEST(AllTextsTest, UseTheSameJapaneseTermsEverywhere) {
  std::vector<std::string> found;
  ForEachText(Language::kJapanese, [&](const std::string& name, const CatalogueEntry& entry) {
    for (const char* other :
         {"バッファー", "ハーフクローズ", "プロセッサ", "記述子", "ディスクリプター"}) {
      if (entry.other.find(other) != entry.other.npos) found.push_back(name + ": " + other);
    }
  });
  EXPECT_THAT(found, IsEmpty());
}

}  // namespace
}  // namespace echocheck
