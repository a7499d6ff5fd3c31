// SPDX-License-Identifier: MIT
#include "harness/base/name_glob.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

TEST(NameGlob, MeansANameAPatternOrAFolder) {
  EXPECT_TRUE(MatchesName("close/half_close", "close/half_close"));
  EXPECT_TRUE(MatchesName("close/*", "close/half_close"));
  EXPECT_TRUE(MatchesName("*half*", "close/half_close"));
  EXPECT_TRUE(MatchesName("close", "close/half_close"));
  EXPECT_TRUE(MatchesName("close.*", "close.fin"));
  EXPECT_FALSE(MatchesName("close", "closed/a"));
  EXPECT_FALSE(MatchesName("half_close", "close/half_close"));
}

}  // namespace
}  // namespace echocheck
