// SPDX-License-Identifier: MIT
#include "harness/scenario/octet_literals.h"

#include <string>

#include <gtest/gtest.h>

#include "harness/base/base64.h"

namespace echocheck {
namespace {

std::string Outcome(const Result<Bytes>& decoded) {
  return decoded ? *decoded : "error: " + decoded.error().message;
}

TEST(OctetLiteralsTest, Hex) {
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

TEST(OctetLiteralsTest, Base64TestVectorsOfRfc4648) {
  EXPECT_EQ(Outcome(DecodeBase64("")), "");
  EXPECT_EQ(Outcome(DecodeBase64("Zg==")), "f");
  EXPECT_EQ(Outcome(DecodeBase64("Zm8=")), "fo");
  EXPECT_EQ(Outcome(DecodeBase64("Zm9v")), "foo");
  EXPECT_EQ(Outcome(DecodeBase64("Zm9vYg==")), "foob");
  EXPECT_EQ(Outcome(DecodeBase64("Zm9vYmE=")), "fooba");
  EXPECT_EQ(Outcome(DecodeBase64("Zm9vYmFy")), "foobar");
  EXPECT_EQ(Outcome(DecodeBase64("+/8A")), std::string("\xfb\xff\0", 3));
}

TEST(OctetLiteralsTest, Base64IsStrict) {
  const std::string groups = "expected groups of four, the last filled up with \"=\"";
  EXPECT_EQ(Outcome(DecodeBase64("Zg")), "error: column 3: " + groups);
  EXPECT_EQ(Outcome(DecodeBase64("Zm9vY===")), "error: column 9: " + groups);
  EXPECT_EQ(Outcome(DecodeBase64("====")), "error: column 5: " + groups);
  EXPECT_EQ(Outcome(DecodeBase64("Zg==Zg==")), "error: column 3: \"=\" before the end");
  EXPECT_EQ(Outcome(DecodeBase64("Zm9v\nZm9v")), "error: column 5: not in the base64 alphabet");
  EXPECT_EQ(Outcome(DecodeBase64("_-__")), "error: column 1: not in the base64 alphabet");
  EXPECT_EQ(Outcome(DecodeBase64("Zh==")),
            "error: column 2: bits beyond the last octet are not zero");
}

}  // namespace
}  // namespace echocheck
