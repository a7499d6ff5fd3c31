// SPDX-License-Identifier: MIT
#include "harness/client/step_deadline.h"

#include <exception>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

namespace echocheck {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

class StepDeadlineTest : public testing::Test {
 protected:
  StepDeadlineTest() { step_.timeout = kTimeout; }

  static void SleepUntil(SteadyTime when) {
    while (Clock::now() < when) continue;
  }

  // Nothing moves.
  void WaitToTheEnd(TargetControl& target) {
    context_.target = &target;
    StepDeadline deadline(context_, step_);
    asio::co_spawn(
        io_,
        [&]() -> asio::awaitable<void> {
          for (bool passed = false; !passed;) {
            SleepUntil(deadline.when());
            passed = co_await deadline.Passed();
          }
          EXPECT_FALSE(deadline.target_asleep());
        },
        [](std::exception_ptr thrown) { EXPECT_EQ(thrown, nullptr); });
    io_.run();
  }

  static constexpr Milliseconds kTimeout{20};
  static constexpr Milliseconds kPastAll{13 * 20};
  asio::io_context io_;
  Scenario scenario_;
  PlayContext context_{io_, scenario_, {}, {}, 0, 1.0, {}, Barrier(io_, scenario_),
                       {},  nullptr,   {}};
  Step step_{ExpectStep{Expectation::kEcho, {}}, {}};
};

// One that is always awake, and takes `more_` of the processor from look to look.
class AwakeTarget : public TargetControl {
 public:
  explicit AwakeTarget(Nanoseconds more, std::uint64_t* moves = nullptr)
      : more_(more), moves_(moves) {}
  asio::awaitable<SocketResult> Do(const Step& /*step*/, std::uint32_t /*connections*/) override {
    co_return SocketResult{};
  }
  bool Asleep() override { return false; }
  Nanoseconds ProcessorTime() override {
    if (moves_ != nullptr) ++*moves_;
    return more_ * ++looks_;
  }
  void NoteServing() override {}
  int looks() const { return looks_; }

 private:
  Nanoseconds more_;
  std::uint64_t* moves_;  // if set, something moves for somebody before each look
  int looks_ = 0;
};

TEST_F(StepDeadlineTest, AnAwakeTargetIsWaitedForLonger) {
  AwakeTarget target(Nanoseconds(0));
  const SteadyTime begin = Clock::now();
  WaitToTheEnd(target);
  EXPECT_GE(Clock::now() - begin, 3 * kTimeout);
}

TEST_F(StepDeadlineTest, NotWhenItHasHadItsTurn) {
  AwakeTarget target(SpinDetector::kEnough / 2);
  WaitToTheEnd(target);
  EXPECT_GE(target.looks(), 1);
  EXPECT_LE(target.looks(), 3);
}

TEST_F(StepDeadlineTest, WhatItDoesForOthersIsNoTurn) {
  AwakeTarget target(SpinDetector::kEnough, &context_.moves);
  const SteadyTime begin = Clock::now();
  WaitToTheEnd(target);
  EXPECT_GE(Clock::now() - begin, 3 * kTimeout);
}

// Finds so much at each of its first looks, and nothing later.
class LoadedMachine : public CountedTime {
 public:
  LoadedMachine(Nanoseconds found, int times) : found_(found), times_(times) {}
  void Look() override {
    if (times_-- > 0) Add(found_);
  }

 private:
  Nanoseconds found_;
  int times_;
};

TEST_F(StepDeadlineTest, WhatTheMachineTookIsGivenBack) {
  LoadedMachine machine(5 * kTimeout, 2);
  context_.time = &machine;
  AwakeTarget target(SpinDetector::kEnough);
  const SteadyTime begin = Clock::now();
  WaitToTheEnd(target);
  EXPECT_GE(Clock::now() - begin, 11 * kTimeout);
}

// Somebody waits for a processor at so many looks.
class CrowdedMachine : public CountedTime {
 public:
  explicit CrowdedMachine(int times) : times_(times) {}
  void Look() override { SetSomebodyWaits(times_-- > 0); }
  bool all_seen() const { return times_ < 0; }

 private:
  int times_;
};

TEST_F(StepDeadlineTest, IsNotOverWhileSomebodyWaitsForAProcessor) {
  CrowdedMachine machine(3);
  context_.time = &machine;
  AwakeTarget target(SpinDetector::kEnough);
  WaitToTheEnd(target);
  EXPECT_TRUE(machine.all_seen());
}

// Some bytes come, and the machine holds it up again: in all that may take any time.
TEST_F(StepDeadlineTest, WhatTheMachineTookIsGivenBackToATrickle) {
  LoadedMachine machine(std::chrono::hours(1), 1);
  context_.time = &machine;
  StepDeadline deadline(context_, step_);
  SleepUntil(deadline.when());
  asio::co_spawn(
      io_,
      [&]() -> asio::awaitable<void> {
        const bool passed = co_await deadline.Passed();
        EXPECT_FALSE(passed);
      },
      [](std::exception_ptr thrown) { EXPECT_EQ(thrown, nullptr); });
  io_.run();
  SleepUntil(Clock::now() + kPastAll);
  deadline.Moved(1);
  EXPECT_GT(deadline.when(), Clock::now());
}

TEST_F(StepDeadlineTest, ProgressPutsItOff) {
  StepDeadline deadline(context_, step_);
  const SteadyTime before = deadline.when();
  SleepUntil(before - kTimeout / 2);
  deadline.Moved();
  EXPECT_GT(deadline.when(), before);
}

TEST_F(StepDeadlineTest, ATrickleIsNotWaitedForWithoutEnd) {
  StepDeadline deadline(context_, step_);
  SleepUntil(Clock::now() + kPastAll);
  deadline.Moved(1);
  EXPECT_LT(deadline.when(), Clock::now());
}

TEST_F(StepDeadlineTest, ManyBytesMayTakeTheirTime) {
  const SteadyTime begin = Clock::now();
  StepDeadline deadline(context_, step_);
  deadline.Moved(64U << 20);
  EXPECT_LE(deadline.when(), Clock::now() + kTimeout) << "not without the next ones";
  SleepUntil(begin + kPastAll);
  const SteadyTime now = Clock::now();
  deadline.Moved(1);
  EXPECT_GT(deadline.when(), now);
}

}  // namespace
}  // namespace echocheck
