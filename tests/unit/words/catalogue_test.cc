// SPDX-License-Identifier: MIT
#include "harness/words/catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace echocheck {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(CatalogueTest, KnowsItsAreas) {
  EXPECT_THAT(CatalogueAreas(), Contains("checks"));
  EXPECT_THAT(CatalogueAreas(), Contains("causes"));
}

TEST(CatalogueTest, HasTheTextsOfEachLanguage) {
  EXPECT_EQ(CatalogueOf("checks", Language::kEnglish).at("client_first").other,
            "the client closed first");
  EXPECT_EQ(CatalogueOf("checks", Language::kJapanese).at("client_first").other,
            "クライアントが先に閉じました");
}

TEST(CatalogueTest, IsReadOnce) {
  EXPECT_EQ(&CatalogueOf("checks", Language::kEnglish), &CatalogueOf("checks", Language::kEnglish));
  EXPECT_NE(&CatalogueOf("checks", Language::kEnglish),
            &CatalogueOf("checks", Language::kJapanese));
}

TEST(CatalogueTest, IsEmptyForAnAreaThatDoesNotExist) {
  EXPECT_THAT(CatalogueOf("nothing", Language::kEnglish), IsEmpty());
}

TEST(CatalogueTest, TellsSingularFromPlural) {
  const CatalogueEntry& bytes = CatalogueOf("checks", Language::kEnglish).at("bytes");
  EXPECT_EQ(bytes.For(0), "{count} bytes");
  EXPECT_EQ(bytes.For(1), "{count} byte");
  EXPECT_EQ(bytes.For(2), "{count} bytes");
}

TEST(CatalogueTest, HasOneFormWhereTheLanguageHas) {
  const CatalogueEntry& bytes = CatalogueOf("checks", Language::kJapanese).at("bytes");
  EXPECT_EQ(bytes.For(1), "{count} バイト");
  EXPECT_EQ(bytes.For(2), "{count} バイト");
}

TEST(CatalogueTest, NamesTheTextsOfAGroupWithADot) {
  EXPECT_EQ(CatalogueOf("causes", Language::kEnglish).at("crashed.title").other, "Crashed");
  const CatalogueEntry& missing =
      CatalogueOf("causes", Language::kEnglish).at("octets-lost.sentence");
  EXPECT_EQ(missing.For(1), "From offset {offset} on {count} byte was left out.");
  EXPECT_EQ(missing.For(3), "From offset {offset} on {count} bytes were left out.");
}

TEST(PlaceholdersTest, AreTheNamesInBraces) {
  EXPECT_THAT(PlaceholdersOf("{a} of {b}, then {a}"), ElementsAre("a", "b", "a"));
  EXPECT_THAT(PlaceholdersOf("none, {"), IsEmpty());
  EXPECT_THAT(PlaceholdersOf("none }"), IsEmpty());
  EXPECT_THAT(PlaceholdersOf(""), IsEmpty());
}

}  // namespace
}  // namespace echocheck
