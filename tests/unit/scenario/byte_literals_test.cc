// SPDX-License-Identifier: MIT
#include "harness/scenario/byte_literals.h"

#include <string>

#include <gtest/gtest.h>

namespace echocheck {
namespace {

std::string Outcome(const Result<Bytes>& decoded) {
  return decoded ? *decoded : "error: " + decoded.error().message.english();
}

TEST(ByteLiteralsTest, Hex) {
  EXPECT_EQ(Outcome(DecodeHex("68 6f 67 65")), "hoge");
  EXPECT_EQ(Outcome(DecodeHex("686F6765")), "hoge");
  EXPECT_EQ(Outcome(DecodeHex("00  ff")), std::string("\0\xff", 2));
  EXPECT_EQ(Outcome(DecodeHex("")), "");
  const std::string expected = "expected two hex digits, as in \"68 6f\"";
  EXPECT_EQ(Outcome(DecodeHex("68 6")), "error: column 4: " + expected);
  EXPECT_EQ(Outcome(DecodeHex("6 8")), "error: column 1: " + expected);
  EXPECT_EQ(Outcome(DecodeHex("0x68")), "error: column 1: " + expected);
  EXPECT_EQ(Outcome(DecodeHex(" 68")), "error: column 1: " + expected);
  EXPECT_EQ(Outcome(DecodeHex("68 ")), "error: column 3: " + expected);
  EXPECT_EQ(Outcome(DecodeHex("68\t6f")), "error: column 3: " + expected);
}

}  // namespace
}  // namespace echocheck
