// SPDX-License-Identifier: MIT
#include "harness/worker/stopped_detector.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

TEST(StoppedDetectorTest, OneLookSaysNothing) {
  StoppedDetector detector;
  EXPECT_FALSE(detector.StaysStopped(true));
  EXPECT_FALSE(detector.StaysStopped(false));
  EXPECT_FALSE(detector.StaysStopped(true));
}

TEST(StoppedDetectorTest, TwoLooksInARowDo) {
  StoppedDetector detector;
  EXPECT_FALSE(detector.StaysStopped(false));
  EXPECT_FALSE(detector.StaysStopped(true));
  EXPECT_TRUE(detector.StaysStopped(true));
}

}  // namespace
}  // namespace echocheck
