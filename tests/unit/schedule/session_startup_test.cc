// SPDX-License-Identifier: MIT
// A target that does not come up, or cannot be executed, and machines that cannot start one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/schedule/session_fixture.h"

namespace echocheck {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class SessionStartupTest : public SessionTest {
 protected:
  SessionStartupTest() { Declare({"a", "b", "c", "d"}); }
};

TEST_F(SessionStartupTest, GivesUpAfterTwoInWhichTheTargetNeverCameUp) {
  player_.Script("a", {Exited()});
  player_.Script("b", {Exited()});
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.started, ElementsAre("a", "b"));
  EXPECT_EQ(Of("a").verdict, Verdict::kFail);
  EXPECT_EQ(Of("b").verdict, Verdict::kFail);
  EXPECT_EQ(Of("c").not_played, "the target never listened: not played");
  EXPECT_EQ(Of("d").verdict, Verdict::kSkipped);
  EXPECT_THAT(listener_.finished, ElementsAre("a", "b", "c", "d"));
  EXPECT_TRUE(record().finished);
  EXPECT_EQ(record().exit_code, 1);
}

TEST_F(SessionStartupTest, WhatIsSkippedForAnotherReasonKeepsIt) {
  player_.not_played = {{"c", "it acts on the process"}};
  player_.Script("a", {Exited()});
  player_.Script("b", {Exited()});
  ASSERT_TRUE(Play());
  EXPECT_EQ(Of("c").not_played, "it acts on the process");
  EXPECT_EQ(Of("d").not_played, "the target never listened: not played");
}

TEST_F(SessionStartupTest, SaysWhenItCouldNotSeeWhetherTheTargetListens) {
  ScenarioRecord unseen = Unseen();
  unseen.evidence.target.startup = Startup::kTimedOut;
  unseen.evidence.target.sockets_unseen = "permission denied";
  player_.Script("a", {Exited()});
  player_.Script("b", {unseen});
  ASSERT_TRUE(Play());
  EXPECT_EQ(Of("c").not_played, "we could not see whether the target listens: not played");
}

TEST_F(SessionStartupTest, TheTwoCountWhenTheyWereToBePlayedAgain) {
  player_.Script("a", {Exited()});
  player_.Script("b", {Exited()});
  options_.repeat = 3;
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.started, ElementsAre("a", "b"));
  EXPECT_EQ(Of("a").verdict, Verdict::kFail);
  EXPECT_EQ(Of("a").not_played, std::nullopt);
  EXPECT_TRUE(record().finished);
}

TEST_F(SessionStartupTest, OneInWhichItCameUpIsEnough) {
  player_.Script("a", {Exited()});
  player_.Script("c", {Exited()});
  player_.Script("d", {Exited()});
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.started, ElementsAre("a", "b", "c", "d", "c"));
}

TEST_F(SessionStartupTest, OneThatIsSkippedIsNoneOfTheTwo) {
  player_.not_played = {{"a", "no"}};
  player_.Script("b", {Exited()});
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.started, ElementsAre("b", "c", "d"));
}

TEST_F(SessionStartupTest, AnErrorOfOursSaysNothingOfTheTarget) {
  player_.Script("a", {Broken(EnvironmentError("no memory"))});
  ASSERT_TRUE(Play());
  EXPECT_EQ(player_.started.size(), 4U);
  EXPECT_EQ(Of("a").verdict, Verdict::kError);
}

TEST_F(SessionStartupTest, AServerThatNobodyCanReachEndsTheRun) {
  player_.Script("a", {Exited()});
  player_.Script("b", {Exited()});
  player_.unreachable = UsageError("nobody takes a connection");
  EXPECT_EQ(PlayFails().message, "nobody takes a connection");
  EXPECT_THAT(player_.started, ElementsAre("a", "b"));
  EXPECT_EQ(player_.events.back(), "end all");
  EXPECT_THAT(reports_.at_end, IsEmpty());
}

TEST_F(SessionStartupTest, OneThatCanBeReachedDoesNot) {
  player_.unreachable = UsageError("nobody takes a connection");
  EXPECT_TRUE(Play());
}

TEST_F(SessionStartupTest, ATargetThatCannotBeExecutedIsTheUsersMistake) {
  player_.Script("a", {Broken(UsageError("./server: no such file"))});
  const Error error = PlayFails();
  EXPECT_EQ(error.kind, ErrorKind::kUsage);
  EXPECT_EQ(error.message.english(), "./server: no such file");
  EXPECT_THAT(player_.events, ElementsAre("start a", "wait a", "end all")) << "nothing is judged";
  EXPECT_THAT(reports_.at_end, IsEmpty());
}

TEST_F(SessionStartupTest, OneThatCouldBeExecutedBeforeIsNot) {
  player_.Script("c", {Broken(UsageError("./server: no such file"))});
  ASSERT_TRUE(Play());
  EXPECT_EQ(Of("c").verdict, Verdict::kError);
  EXPECT_EQ(Of("c").evidence.error->kind, ErrorKind::kEnvironment);
  EXPECT_THAT(Of("c").evidence.error->message.english(),
              StartsWith("./server: no such file (it could be executed before: "));
  EXPECT_EQ(Of("d").verdict, Verdict::kPass) << "the others are played";
}

TEST_F(SessionStartupTest, OneThatExitedWasExecuted) {
  player_.Script("a", {Exited()});
  player_.Script("b", {Broken(UsageError("./server: no such file"))});
  ASSERT_TRUE(Play());
  EXPECT_EQ(Of("b").evidence.error->kind, ErrorKind::kEnvironment);
}

TEST_F(SessionStartupTest, AnyOtherErrorStaysAsItIs) {
  player_.Script("c", {Broken(EnvironmentError("no memory"))});
  ASSERT_TRUE(Play());
  EXPECT_EQ(Of("c").evidence.error->message.english(), "no memory");
}

TEST_F(SessionStartupTest, WhenNoneCanBeStartedTheRunEnds) {
  player_.start_error = EnvironmentError("no file in memory");
  EXPECT_EQ(PlayFails().message, "no file in memory");
  EXPECT_THAT(player_.events, ElementsAre("end all"));
}

}  // namespace
}  // namespace echocheck
