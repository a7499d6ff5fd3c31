// SPDX-License-Identifier: MIT
// A step has stopped the target, and the client that was to let it go on gives up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/client/target_control.h"
#include "tests/unit/client/play_clients_fixture.h"

namespace echocheck {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Remembers the steps that acted on it.
class SteppedTarget : public TargetControl {
 public:
  asio::awaitable<SocketResult> Do(const Step& step, std::uint32_t /*connections*/) override {
    steps.push_back(StepName(step));
    co_return SocketResult{};
  }
  bool Asleep() override { return true; }
  Nanoseconds ProcessorTime() override { return Nanoseconds(0); }
  void NoteServing() override {}

  std::vector<std::string> steps;
};

class StoppedTargetTest : public PlayClientsTest {
 protected:
  StoppedTargetTest() { target_ = &stepped_; }

  static constexpr SignalStep kStop{TargetSignal::kStop};
  static constexpr SignalStep kContinue{TargetSignal::kContinue};
  SteppedTarget stepped_;
};

TEST_F(StoppedTargetTest, GoesOnAlsoWhenItsClientGivesUp) {
  Client({kStop, Text("hoge\n"), Expect(Expectation::kEcho), kContinue});
  Play(ReadOneAndLeave);
  EXPECT_EQ(OutcomeOf(4), StepOutcome::kAbandoned);
  EXPECT_THAT(stepped_.steps, ElementsAre("signal SIGSTOP", "signal SIGCONT"));
}

TEST_F(StoppedTargetTest, OneThatIsHeldGoesOnAlsoWhenItsClientGivesUp) {
  Client({HoldStep{}, Text("hoge\n"), Expect(Expectation::kEcho), ReleaseStep{}});
  Play(ReadOneAndLeave);
  EXPECT_EQ(OutcomeOf(4), StepOutcome::kAbandoned);
  EXPECT_THAT(stepped_.steps, ElementsAre("hold", "release"));
}

TEST_F(StoppedTargetTest, GoesOnOnceWhenAllGoesWell) {
  Client({kStop, kContinue, Text("hoge\n"), Expect(Expectation::kEcho)});
  Play(Echo);
  EXPECT_THAT(stepped_.steps, ElementsAre("signal SIGSTOP", "signal SIGCONT"));
}

TEST_F(StoppedTargetTest, IsNotToldToGoOnWhenItWasNotStopped) {
  Client({Text("hoge\n"), Expect(Expectation::kReset), kStop, kContinue});
  Play(ReadOneAndLeave);
  EXPECT_THAT(stepped_.steps, IsEmpty());
}

TEST_F(StoppedTargetTest, IsNotToldToGoOnByOneThatHadGoneOn) {
  Client({kStop, kContinue, Text("hoge\n"), Expect(Expectation::kReset), kContinue});
  Play(ReadOneAndLeave);
  EXPECT_THAT(stepped_.steps, ElementsAre("signal SIGSTOP", "signal SIGCONT"));
}

}  // namespace
}  // namespace echocheck
