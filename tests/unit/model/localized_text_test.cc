// SPDX-License-Identifier: MIT
#include "harness/model/localized_text.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

TEST(LocalizedTextTest, HasTheLanguageThatIsAskedFor) {
  const LocalizedText text{"echo", "エコー"};
  EXPECT_EQ(InLanguage(text, "en"), "echo");
  EXPECT_EQ(InLanguage(text, "ja"), "エコー");
  EXPECT_TRUE(HasLanguage(text, "en"));
  EXPECT_TRUE(HasLanguage(text, "ja"));
}

TEST(LocalizedTextTest, IsEnglishWhereThereIsNoJapanese) {
  const LocalizedText text{"echo", ""};
  EXPECT_EQ(InLanguage(text, "ja"), "echo");
  EXPECT_FALSE(HasLanguage(text, "ja"));
  EXPECT_TRUE(HasLanguage(text, "en"));
}

TEST(LocalizedTextTest, IsEnglishInALanguageThatIsUnknown) {
  const LocalizedText text{"echo", "エコー"};
  EXPECT_EQ(InLanguage(text, "fr"), "echo");
  EXPECT_TRUE(HasLanguage(text, "fr"));
}

}  // namespace
}  // namespace echocheck
