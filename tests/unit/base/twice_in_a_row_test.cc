// SPDX-License-Identifier: MIT
#include "harness/base/twice_in_a_row.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

TEST(TwiceInARowTest, OneLookSaysNothing) {
  TwiceInARow looks;
  EXPECT_FALSE(looks.Seen(true));
  EXPECT_FALSE(looks.Seen(false));
  EXPECT_FALSE(looks.Seen(true));
}

TEST(TwiceInARowTest, TwoLooksInARowDo) {
  TwiceInARow looks;
  EXPECT_FALSE(looks.Seen(false));
  EXPECT_FALSE(looks.Seen(true));
  EXPECT_TRUE(looks.Seen(true));
}

}  // namespace
}  // namespace echocheck
