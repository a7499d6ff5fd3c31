// SPDX-License-Identifier: MIT
#include "harness/base/text_place.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

TEST(TextPlaceTest, CountsLinesAndCharactersFromOne) {
  EXPECT_EQ(PlaceInFile("abc", 0, "f"), "f:1:1");
  EXPECT_EQ(PlaceInFile("abc", 3, "f"), "f:1:4");
  EXPECT_EQ(PlaceInFile("a\nbc", 1, "f"), "f:1:2");
  EXPECT_EQ(PlaceInFile("a\nbc", 3, "f"), "f:2:2");
  EXPECT_EQ(PlaceInFile("a\r\n\r\nb", 5, "f"), "f:3:1");
  EXPECT_EQ(PlaceInFile("エコーx", 9, "f"), "f:1:4");
  EXPECT_EQ(LineOf("a\n\nb", 2), 2U);
  EXPECT_EQ(LineOf("a\n\nb", 3), 3U);
}

TEST(TextPlaceTest, OneByteOrderMarkIsNoText) {
  EXPECT_EQ(WithoutByteOrderMark("\xef\xbb\xbf[]"), "[]");
  EXPECT_EQ(WithoutByteOrderMark("\xef\xbb\xbf\xef\xbb\xbf"), "\xef\xbb\xbf");
  EXPECT_EQ(WithoutByteOrderMark("\xef\xbb"), "\xef\xbb");
}

}  // namespace
}  // namespace echocheck
