// SPDX-License-Identifier: MIT
#include "harness/case/bytes_json.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

TEST(BytesJson, TextStaysReadable) {
  EXPECT_EQ(BytesToJson("hoge\n").dump(), R"({"text":"hoge\n"})");
  EXPECT_EQ(BytesToJson("").dump(), R"({"text":""})");
  EXPECT_EQ(BytesToJson("\x1b[2J").dump(), R"({"text":"\u001b[2J"})");
}

TEST(BytesJson, OtherBytesAreBase64) {
  EXPECT_EQ(BytesToJson("\xff").dump(), R"({"base64":"/w=="})");
  EXPECT_EQ(BytesToJson("\xed\xa0\x80").dump(), R"({"base64":"7aCA"})");  // a lone surrogate
}

}  // namespace
}  // namespace echocheck
