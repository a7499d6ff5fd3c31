// SPDX-License-Identifier: MIT
#include "harness/base/quoted.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

using namespace std::string_literals;

TEST(QuotedTest, IsOnOneLineAndCut) {
  EXPECT_EQ(Quoted("エコー"), "\"エコー\"");
  EXPECT_EQ(Quoted("a\nb"), "\"a\\nb\"");
  EXPECT_EQ(Quoted("a\0b"s), "\"a\\0b\"");
  EXPECT_EQ(Quoted("say \"x\""), "\"say \\\"x\\\"\"");
  EXPECT_EQ(Quoted(std::string(60, 'a')), "\"" + std::string(60, 'a') + "\"");
  EXPECT_EQ(Quoted(std::string(61, 'a')), "\"" + std::string(60, 'a') + "...\"");
  // Byte 60 is in the middle of a character of three bytes that began at 58.
  EXPECT_EQ(Quoted("a" + std::string(57, 'b') + "エ" + std::string(9, 'c')),
            "\"a" + std::string(57, 'b') + "...\"");
  EXPECT_EQ(Quoted(std::string(99, '\x80')), "\"...\"");  // no UTF-8 at all
}

}  // namespace
}  // namespace echocheck
