// SPDX-License-Identifier: MIT
#include "harness/base/counted_time.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

using Clock = std::chrono::steady_clock;

// Finds `found` at each look.
class LoadedMachine : public CountedTime {
 public:
  Nanoseconds found{0};
  int looks = 0;
  int waiting = 0;  // at so many looks somebody waits
  void Look() override {
    ++looks;
    Add(found);
    SetSomebodyWaits(waiting-- > 0);
  }
};

void WaitUntil(SteadyTime when) {
  while (Clock::now() < when) continue;
}

TEST(CountedDeadline, IsOverAtOnceWhereAllTimeCounts) {
  CountedTime time;
  EXPECT_FALSE(CountedDeadline(time, std::chrono::hours(1)).Passed());
  CountedDeadline deadline(time, Milliseconds(1));
  WaitUntil(deadline.when());
  EXPECT_TRUE(deadline.Passed());
}

TEST(CountedDeadline, LooksAtNothingBefore) {
  LoadedMachine machine;
  CountedDeadline deadline(machine, std::chrono::hours(1));
  EXPECT_FALSE(deadline.Passed());
  EXPECT_EQ(machine.looks, 0);
}

TEST(CountedDeadline, IsPutOffByWhatTheMachineTook) {
  LoadedMachine machine;
  machine.found = std::chrono::hours(1);
  CountedDeadline deadline(machine, Milliseconds(1));
  const SteadyTime before = deadline.when();
  WaitUntil(before);
  EXPECT_FALSE(deadline.Passed());
  EXPECT_EQ(deadline.when(), before + std::chrono::hours(1));
}

TEST(CountedDeadline, IsNotOverWhileSomebodyWaitsForAProcessor) {
  LoadedMachine machine;
  machine.waiting = 2;
  CountedDeadline deadline(machine, Milliseconds(1));
  for (int look = 0; look < 2; ++look) {
    WaitUntil(deadline.when());
    EXPECT_FALSE(deadline.Passed());
    EXPECT_GT(deadline.when(), Clock::now());
  }
  WaitUntil(deadline.when());
  EXPECT_TRUE(deadline.Passed());
}

TEST(CountedDeadline, WhatWasTakenBeforeItsBeginningIsNotItsOwn) {
  LoadedMachine machine;
  machine.found = std::chrono::hours(1);
  machine.Look();
  machine.found = Nanoseconds(0);
  CountedDeadline deadline(machine, Milliseconds(1));
  WaitUntil(deadline.when());
  EXPECT_TRUE(deadline.Passed());
}

TEST(HeldUpSince, CountsNothingTwice) {
  LoadedMachine machine;
  machine.found = Milliseconds(2);
  machine.Look();
  HeldUpSince since(machine);
  EXPECT_EQ(since.Take(), Nanoseconds(0)) << "that was before";
  machine.Look();
  machine.Look();
  EXPECT_EQ(since.Take(), Milliseconds(4));
  EXPECT_EQ(since.Take(), Nanoseconds(0));
}

}  // namespace
}  // namespace echocheck
