// SPDX-License-Identifier: MIT
#include "harness/record/octets_json.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

TEST(OctetsJson, TextStaysReadable) {
  EXPECT_EQ(OctetsToJson("hoge\n").dump(), R"({"text":"hoge\n"})");
  EXPECT_EQ(OctetsToJson("").dump(), R"({"text":""})");
  EXPECT_EQ(OctetsToJson("\x1b[2J").dump(), R"({"text":"\u001b[2J"})");
}

TEST(OctetsJson, OtherOctetsAreBase64) {
  EXPECT_EQ(OctetsToJson("\xff").dump(), R"({"base64":"/w=="})");
  EXPECT_EQ(OctetsToJson("\xed\xa0\x80").dump(), R"({"base64":"7aCA"})");  // a lone surrogate
}

}  // namespace
}  // namespace echocheck
