// SPDX-License-Identifier: MIT
#include "harness/schedule/pace.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

constexpr Milliseconds kLong{1000};

TEST(Pace, BeginsWithAsManyAsWereAskedFor) { EXPECT_EQ(Pace(8, 2).at_once(), 8U); }

TEST(Pace, StaysThereWhileNobodyIsHeldUp) {
  Pace pace(8, 2);
  for (int i = 0; i < 20; ++i) pace.Played(kLong, Milliseconds(100));
  EXPECT_EQ(pace.at_once(), 8U);
}

TEST(Pace, FallsToTheProcessorsWhenAllAreHeldUp) {
  Pace pace(8, 2);
  pace.Played(kLong, kLong);
  EXPECT_EQ(pace.at_once(), 6U);
  for (int i = 0; i < 20; ++i) pace.Played(kLong, kLong);
  EXPECT_EQ(pace.at_once(), 2U);
}

TEST(Pace, NeverPlaysMoreThanWereAskedFor) {
  Pace pace(1, 2);
  for (int i = 0; i < 20; ++i) pace.Played(kLong, kLong);
  EXPECT_EQ(pace.at_once(), 1U);
}

TEST(Pace, RisesAgainStepByStep) {
  Pace pace(8, 2);
  for (int i = 0; i < 20; ++i) pace.Played(kLong, kLong);
  pace.Played(kLong, Nanoseconds(0));
  EXPECT_EQ(pace.at_once(), 3U);
  for (int i = 0; i < 20; ++i) pace.Played(kLong, Nanoseconds(0));
  EXPECT_EQ(pace.at_once(), 8U);
}

TEST(Pace, StaysWhereSomeAreHeldUp) {
  Pace pace(8, 2);
  pace.Played(kLong, kLong);
  for (int i = 0; i < 20; ++i) pace.Played(kLong, kLong * 2 / 5);
  EXPECT_EQ(pace.at_once(), 6U);
}

// Of one that was over in a moment, a hundredth of a second would be all of its time.
TEST(Pace, ShortOnesAreTakenTogether) {
  Pace pace(8, 2);
  for (int i = 0; i < 8; ++i) pace.Played(Milliseconds(10), Milliseconds(10));
  EXPECT_EQ(pace.at_once(), 8U);
  for (int i = 0; i < 40; ++i) pace.Played(Milliseconds(10), Milliseconds(10));
  EXPECT_LT(pace.at_once(), 8U);
}

}  // namespace
}  // namespace echocheck
