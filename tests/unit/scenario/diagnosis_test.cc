// SPDX-License-Identifier: MIT
#include "harness/scenario/diagnosis.h"

#include <string>

#include <gtest/gtest.h>

namespace echocheck {
namespace {

std::string Told(std::string_view text, std::size_t offset) {
  Diagnosis diagnosis("f", text);
  diagnosis.Reject(offset, "m");
  return diagnosis.error().message;
}

TEST(DiagnosisTest, CountsLinesAndCharactersFromOne) {
  EXPECT_EQ(Told("abc", 0), "f:1:1: m");
  EXPECT_EQ(Told("abc", 3), "f:1:4: m");
  EXPECT_EQ(Told("a\nbc", 1), "f:1:2: m");
  EXPECT_EQ(Told("a\nbc", 3), "f:2:2: m");
  EXPECT_EQ(Told("a\r\n\r\nb", 5), "f:3:1: m");
  EXPECT_EQ(Told("エコーx", 9), "f:1:4: m");
}

TEST(DiagnosisTest, OnlyTheFirstMistakeCounts) {
  Diagnosis diagnosis("f", "ab");
  EXPECT_TRUE(diagnosis.ok());
  diagnosis.Reject(1, "first");
  diagnosis.Reject(0, "second");
  EXPECT_FALSE(diagnosis.ok());
  EXPECT_EQ(diagnosis.error().message, "f:1:2: first");
  EXPECT_EQ(diagnosis.error().kind, ErrorKind::kUsage);
}

TEST(DiagnosisTest, FindsTheFirstBadOctet) {
  EXPECT_EQ(FirstBadUtf8("abc エ"), std::nullopt);
  EXPECT_EQ(FirstBadUtf8("ab\xff"), 2U);
  EXPECT_EQ(FirstBadUtf8("エ\xe3\x82"), 3U);        // cut inside a character
  EXPECT_EQ(FirstBadUtf8("a\xc0\x80"), 1U);         // overlong
  EXPECT_EQ(FirstBadUtf8("\x80"), 0U);              // nothing to continue
  EXPECT_EQ(FirstBadUtf8("\xf5\x80\x80\x80"), 0U);  // beyond Unicode
}

TEST(DiagnosisTest, QuotesOnOneLineAndNotForEver) {
  EXPECT_EQ(Quoted("エコー"), "\"エコー\"");
  EXPECT_EQ(Quoted("a\nb"), "\"a\\nb\"");
  EXPECT_EQ(Quoted("say \"x\""), "\"say \\\"x\\\"\"");
  EXPECT_EQ(Quoted(std::string(100, 'a')), "\"" + std::string(60, 'a') + "...\"");
  // 60 is in the middle of a character of three octets that began at 58.
  EXPECT_EQ(Quoted("a" + std::string(57, 'b') + "エ" + std::string(9, 'c')),
            "\"a" + std::string(57, 'b') + "...\"");
}

}  // namespace
}  // namespace echocheck
