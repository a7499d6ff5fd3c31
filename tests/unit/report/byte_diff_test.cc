// SPDX-License-Identifier: MIT
#include "harness/report/byte_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace echocheck {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

std::vector<std::string> Diff(const StreamDifference& difference, std::size_t width = 72) {
  return RenderByteDiff(difference, width, {80, Pen(false), Language::kEnglish});
}

TEST(ByteDiff, PointsAtTheByteThatChanged) {
  EXPECT_THAT(Diff({4, 0, "hoge\n", "hoge\r"}),
              ElementsAre("the first byte that differs is number 4, counted from 0", "bytes 0 to 4",
                          "expected  68 6f 67 65 0a           hoge.",
                          "actual    68 6f 67 65 0d           hoge.",
                          "                      ^^               ^"));
}

TEST(ByteDiff, ShowsWhereTheStreamEndedTooEarly) {
  EXPECT_THAT(Diff({1003, 1000, "hoge", "hog"}),
              ElementsAre("the first byte that differs is number 1003, counted from 0",
                          "bytes 1000 to 1003", "expected  68 6f 67 65              hoge",
                          "actual    68 6f 67 --              hog",
                          "                   ^^                 ^"));
}

TEST(ByteDiff, ShowsWhatWasAdded) {
  const auto lines = Diff({2, 0, "ab", "abc"});
  ASSERT_THAT(lines, SizeIs(5));
  EXPECT_EQ(lines[2], "expected  61 62 --                 ab");
  EXPECT_EQ(lines[3], "actual    61 62 63                 abc");
}

// The character takes the columns of its bytes, so that all that follows stays below its own.
TEST(ByteDiff, ShowsPrintableUtf8AsText) {
  const auto lines = Diff({6, 0, "ああ\n", "ああ\r"});
  EXPECT_EQ(lines[2], "expected  e3 81 82 e3 81 82 0a     あ あ .");
  EXPECT_EQ(lines[3], "actual    e3 81 82 e3 81 82 0d     あ あ .");
}

TEST(ByteDiff, ShowsACharacterThatIsCutByItsBytes) {
  const auto lines = Diff({2, 0, "\x81\x82いé", "\x81\x82\xe3\x81"});
  EXPECT_EQ(lines[2], "expected  81 82 e3 81 84 c3 a9     ..い é");
  EXPECT_EQ(lines[3], "actual    81 82 e3 81              ....");
  // In a row of eight bytes the character begins at the last one.
  EXPECT_EQ(Diff({0, 0, "1234567あ", "x"})[2].substr(34), " 1234567.");
  // U+202E turns the direction of writing.
  EXPECT_EQ(Diff({0, 0, "\xe2\x80\xae", "x"})[2].substr(34), " ...");
}

TEST(ByteDiff, ShowsOneRowBeforeAndOneAfter) {
  const Bytes sent(64, 'a');
  Bytes received = sent;
  received[16] = 'b';
  const auto lines = Diff({116, 100, sent, received});
  ASSERT_THAT(lines, SizeIs(1 + 3 * 3 + 1));
  EXPECT_EQ(lines[1], "bytes 108 to 115");
  EXPECT_EQ(lines[4], "bytes 116 to 123");
  EXPECT_EQ(lines[8], "bytes 124 to 131");
}

TEST(ByteDiff, UsesTheWidthThereIs) {
  const Bytes sent(64, 'a');
  for (const std::size_t width : {60U, 72U, 76U, 120U}) {
    for (const std::string& line : Diff({16, 0, sent, Bytes(16, 'a')}, width)) {
      EXPECT_LE(line.size(), width) << line;
    }
  }
  EXPECT_EQ(Diff({16, 0, sent, ""}, 120)[4], "bytes 16 to 31");
}

TEST(ByteDiff, DrawsNothingOfADifferenceOutsideItsWindow) {
  EXPECT_THAT(Diff({5, 6, "a", "b"}), SizeIs(1));
  EXPECT_THAT(Diff({1ULL << 60, 0, "a", "b"}), SizeIs(1));
}

}  // namespace
}  // namespace echocheck
