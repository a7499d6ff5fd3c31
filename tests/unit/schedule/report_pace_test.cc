// SPDX-License-Identifier: MIT
#include "harness/schedule/report_pace.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

const SteadyTime kBegin{std::chrono::hours(1)};

TEST(ReportPaceTest, TheFirstIsDueAfterASecond) {
  const ReportPace pace(kBegin);
  EXPECT_FALSE(pace.IsDue(kBegin + Milliseconds(999)));
  EXPECT_TRUE(pace.IsDue(kBegin + Milliseconds(1000)));
}

TEST(ReportPaceTest, TheNextIsDueASecondAfterTheLastWasWritten) {
  ReportPace pace(kBegin);
  const SteadyTime written = kBegin + Milliseconds(1500);
  pace.Written(written - Milliseconds(10), written);
  EXPECT_FALSE(pace.IsDue(written + Milliseconds(999)));
  EXPECT_TRUE(pace.IsDue(written + Milliseconds(1000)));
}

TEST(ReportPaceTest, WhatIsSlowIsWrittenLessOften) {
  ReportPace pace(kBegin);
  const SteadyTime written = kBegin + Milliseconds(1500);
  pace.Written(written - Milliseconds(300), written);
  EXPECT_FALSE(pace.IsDue(written + Milliseconds(5999)));
  EXPECT_TRUE(pace.IsDue(written + Milliseconds(6000)));
}

}  // namespace
}  // namespace echocheck
