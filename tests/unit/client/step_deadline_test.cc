// SPDX-License-Identifier: MIT
#include "harness/client/step_deadline.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

using Clock = std::chrono::steady_clock;

class StepDeadlineTest : public testing::Test {
 protected:
  StepDeadlineTest() { step_.timeout = kTimeout; }

  static void SleepUntil(SteadyTime when) {
    while (Clock::now() < when) continue;
  }

  static constexpr Milliseconds kTimeout{2};
  boost::asio::io_context io_;
  Scenario scenario_;
  PlayContext context_{io_, scenario_, {}, 0, 1.0, {}, Rendezvous(io_, scenario_), {}, nullptr, {}};
  Step step_{ExpectStep{Expectation::kEcho, {}}, {}};
};

TEST_F(StepDeadlineTest, ProgressPutsItOff) {
  StepDeadline deadline(context_, step_);
  const SteadyTime before = deadline.when();
  SleepUntil(before - kTimeout / 2);
  deadline.Moved();
  EXPECT_GT(deadline.when(), before);
}

TEST_F(StepDeadlineTest, ATrickleIsNotWaitedForWithoutEnd) {
  const SteadyTime begin = Clock::now();
  StepDeadline deadline(context_, step_);
  SleepUntil(begin + 13 * kTimeout);
  deadline.Moved(1);
  EXPECT_LT(deadline.when(), Clock::now());
}

TEST_F(StepDeadlineTest, ManyOctetsMayTakeTheirTime) {
  const SteadyTime begin = Clock::now();
  StepDeadline deadline(context_, step_);
  deadline.Moved(64U << 20);
  EXPECT_LE(deadline.when(), Clock::now() + kTimeout) << "not without the next ones";
  SleepUntil(begin + 13 * kTimeout);
  const SteadyTime now = Clock::now();
  deadline.Moved(1);
  EXPECT_GT(deadline.when(), now);
}

}  // namespace
}  // namespace echocheck
