// SPDX-License-Identifier: MIT
#include "harness/scenario/diagnosis.h"

#include <string>

#include <gtest/gtest.h>

namespace echocheck {
namespace {

std::string Told(std::string_view text, std::size_t offset) {
  Diagnosis diagnosis("f", text);
  diagnosis.Reject(offset, "m");
  return diagnosis.error().message.english();
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
  EXPECT_EQ(diagnosis.error().message.english(), "f:1:2: first");
  EXPECT_EQ(diagnosis.error().kind, ErrorKind::kUsage);
}

}  // namespace
}  // namespace echocheck
