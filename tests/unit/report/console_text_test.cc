// SPDX-License-Identifier: MIT
#include "harness/report/console_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace echocheck {
namespace {

using ::testing::ElementsAre;

constexpr std::string_view kEcho = "\u30a8\u30b3\u30fc";  // three characters, six columns

TEST(SafeLine, KeepsPlainTextAndEscapesTheRest) {
  EXPECT_EQ(SafeLine("caf\u00e9"), "caf\u00e9");
  EXPECT_EQ(SafeLine("a\nb\tc\r"), "a\\nb    c\\r");
  EXPECT_EQ(SafeLine("\x1b[31m"), "\\x1b[31m");
  EXPECT_EQ(SafeLine("a\u202eb\u200b"), "a\\u{202e}b\\u{200b}");
  EXPECT_EQ(SafeLine(""), "");
}

TEST(SafeLines, SplitsAtNewlines) {
  EXPECT_THAT(SafeLines("a\r\n\nb"), ElementsAre("a\\r", "", "b"));
  EXPECT_THAT(SafeLines("a\n"), ElementsAre("a"));
  EXPECT_THAT(SafeLines(""), ElementsAre());
}

TEST(DisplayWidth, CountsColumns) {
  EXPECT_EQ(DisplayWidth("abc"), 3U);
  EXPECT_EQ(DisplayWidth(kEcho), 6U);
  EXPECT_EQ(DisplayWidth("e\u0301"), 1U);
  EXPECT_EQ(DisplayWidth("\U0001f600"), 2U);
}

TEST(CutToWidth, NeverSplitsACharacter) {
  EXPECT_EQ(CutToWidth("abcdef", 6), "abcdef");
  EXPECT_EQ(CutToWidth("abcdefg", 6), "abc...");
  EXPECT_EQ(CutToWidth(kEcho, 5), "\u30a8...");
  EXPECT_EQ(CutToWidth(kEcho, 4), "...");
  EXPECT_EQ(CutToWidth("abc", 1), ".");
}

TEST(WrapToWidth, BreaksAtBlanksAndInsideLongWords) {
  EXPECT_THAT(WrapToWidth("one two three", 8), ElementsAre("one two", "three"));
  EXPECT_THAT(WrapToWidth("one two", 7), ElementsAre("one two"));
  EXPECT_THAT(WrapToWidth("abcdefghij", 4), ElementsAre("abcd", "efgh", "ij"));
  EXPECT_THAT(WrapToWidth(kEcho, 4), ElementsAre("\u30a8", "\u30b3\u30fc"));
  EXPECT_THAT(WrapToWidth("", 4), ElementsAre());
}

TEST(WrapTable, GoesOnBelowTheLastColumn) {
  const std::string_view table =
      "name  what it is good for, and  why\n"
      "\n"
      "      more of it, in the last column again\n";
  EXPECT_EQ(WrapTable(table, 30),
            "name  what it is good for, and\n"
            "       why\n"
            "\n"
            "      more of it, in the last\n"
            "      column again\n");
  EXPECT_EQ(WrapTable(table, 80), table);
  EXPECT_EQ(WrapTable("a line of its own", 80), "a line of its own\n");
  const std::string no_room = std::string(60, 'n') + "  what";
  EXPECT_EQ(WrapTable(no_room, 64), no_room + "\n");
}

TEST(WrapToWidth, BreaksJapaneseBetweenItsCharacters) {
  EXPECT_THAT(WrapToWidth("サーバーは FIN を送りません", 12),
              ElementsAre("サーバーは", "FIN を送りま", "せん"));
  // No line begins with a full stop or a small letter, and none ends with an opening mark.
  EXPECT_THAT(WrapToWidth("閉じます。次", 8), ElementsAre("閉じま", "す。次"));
  EXPECT_THAT(WrapToWidth("あいちょ", 6), ElementsAre("あい", "ちょ"));
  EXPECT_THAT(WrapToWidth("あい「う」", 6), ElementsAre("あい", "「う」"));
  EXPECT_THAT(WrapToWidth("あ(い)", 4), ElementsAre("あ", "(い)"));
}

TEST(Pad, CountsColumnsNotBytes) {
  EXPECT_EQ(PadRight(kEcho, 8), std::string(kEcho) + "  ");
  EXPECT_EQ(PadLeft("7", 3), "  7");
  EXPECT_EQ(PadLeft("1234", 3), "1234");
}

TEST(FormatDuration, ChoosesItsUnit) {
  EXPECT_EQ(FormatDuration(Nanoseconds(1'500)), "0.002 ms");
  EXPECT_EQ(FormatDuration(Nanoseconds(18'340'000)), "18.3 ms");
  EXPECT_EQ(FormatDuration(Nanoseconds(2'413'000'000)), "2.41 s");
}

TEST(Pen, ColoursOnlyWhenAsked) {
  EXPECT_EQ(Pen(false)(Ink::kBad, "fail"), "fail");
  EXPECT_EQ(Pen(true)(Ink::kBad, "fail"), "\x1b[1;31mfail\x1b[0m");
  EXPECT_EQ(Pen(true)(Ink::kPlain, "text"), "text");
  EXPECT_EQ(Pen(true)(Ink::kBad, ""), "");
}

}  // namespace
}  // namespace echocheck
