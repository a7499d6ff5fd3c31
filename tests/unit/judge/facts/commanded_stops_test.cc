// SPDX-License-Identifier: MIT
// What a scenario itself does to the target is not held against it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/judge/session.h"

namespace echocheck {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Session Guest() { return Session().Echoed("hoge\n"); }

TEST(ToldToStopTest, ExcusesAConnectionThatWasOpen) {
  for (const TargetSignal signal :
       {TargetSignal::kTerminate, TargetSignal::kInterrupt, TargetSignal::kKill}) {
    const Session fin = Guest().Sent("fuga\n").Stopped(signal).ServerCloses().Waited(
        Expectation::kEcho, StepOutcome::kEof);
    EXPECT_THAT(fin.Failing(), IsEmpty());
    const Session reset = Guest().Sent("fuga\n").Signalled(signal).ServerResets().Waited(
        Expectation::kEcho, StepOutcome::kReset);
    EXPECT_THAT(reset.Failing(), IsEmpty());
  }
}

TEST(ToldToStopTest, DoesNotExcuseWhatCameBefore) {
  const Session session = Guest()
                              .Sent("fuga\n")
                              .ServerCloses()
                              .Waited(Expectation::kEcho, StepOutcome::kEof)
                              .Stopped(TargetSignal::kTerminate);
  EXPECT_THAT(session.Failing(), ElementsAre("echo.complete", "close.order"));
}

TEST(ToldToStopTest, DoesNotExcuseAStoppedAndContinuedTarget) {
  const Session session = Guest()
                              .Sent("fuga\n")
                              .Signalled(TargetSignal::kStop)
                              .Signalled(TargetSignal::kContinue)
                              .ServerCloses()
                              .Waited(Expectation::kEcho, StepOutcome::kEof);
  EXPECT_THAT(session.Failing(), ElementsAre("echo.complete", "close.order"));
}

TEST(ToldToStopTest, ExcusesWhoeverConnectsToAStoppedTarget) {
  Session session = Guest().ClosedByClient().Stopped(TargetSignal::kTerminate);
  session.AndClient("late").NotConnected(StepOutcome::kRefused);
  EXPECT_THAT(session.Failing(), IsEmpty());
  EXPECT_EQ(VerdictOn(session, "open.handshake"), Verdict::kPass) << "of the first client";
}

TEST(ToldToStopTest, JudgesWhatComesAfterARestart) {
  Session session = Guest().ServerCloses().Restarted(TargetSignal::kKill);
  EXPECT_EQ(VerdictOn(session, "target.survives"), Verdict::kPass);
  session.AndClient("late").Echoed("hoge\n").Sent("fuga\n").ServerCloses().Waited(
      Expectation::kEcho, StepOutcome::kEof);
  EXPECT_THAT(session.Says("echo.complete")->evidence.ports, ElementsAre(50002));
}

TEST(ToldToStopTest, ExcusesWhoeverConnectsToATargetThatDidNotComeBack) {
  Session session = Guest().ClosedByClient().Restarted(TargetSignal::kKill, Startup::kExited);
  session.AndClient("late").NotConnected(StepOutcome::kRefused);
  EXPECT_THAT(session.Failing(), ElementsAre("target.restarts"));
}

TEST(ToldToStopTest, CallsNoEndByOrderAnEndByItself) {
  Session session = Guest().Signalled(TargetSignal::kTerminate).Died({{}, 15});
  EXPECT_EQ(VerdictOn(session, "target.survives"), Verdict::kPass);
  Session died = Guest().Died({{}, 11}).Signalled(TargetSignal::kTerminate);
  EXPECT_EQ(VerdictOn(died, "target.survives"), Verdict::kFail);
}

TEST(ToldToStopTest, SkipsWhatAStepOnTheTargetKeptFromBeing) {
  const Step stop{StopStep{TargetSignal::kTerminate}, {}};
  const Step send{SendStep{{"hoge", 1}, {}}, {}};
  const Session session =
      Guest().CouldNot(stop, StepOutcome::kTimedOut).CouldNot(send, StepOutcome::kAbandoned);
  EXPECT_EQ(VerdictOn(session, "echo.complete"), Verdict::kSkipped);
}

}  // namespace
}  // namespace echocheck
