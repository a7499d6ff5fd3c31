// SPDX-License-Identifier: MIT
// What a session tells while it goes on, and how it ends before its end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/schedule/session_fixture.h"

namespace echocheck {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using Heard = FakeListener::Heard;

class SessionEndTest : public SessionTest {
 protected:
  SessionEndTest() { Declare({"a", "b", "c", "d"}); }
};

TEST_F(SessionEndTest, InterruptedItKeepsWhatWasJudgedAndNoMore) {
  player_.interrupt_after = 2;
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.events, ElementsAre("start a", "wait a", "judge a", "start b", "start c",
                                          "start d", "wait b", "judge b", "end all"));
  EXPECT_THAT(Recorded(), ElementsAre("a", "b"));
  EXPECT_FALSE(record().finished);
  EXPECT_EQ(record().exit_code, 2) << "what was seen so far is no verdict";
  EXPECT_THAT(reports_.at_end, SizeIs(1));
}

TEST_F(SessionEndTest, InterruptedAtFirstItKnowsNothing) {
  player_.interrupt_after = 0;
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.started, IsEmpty());
  EXPECT_THAT(Recorded(), IsEmpty());
  EXPECT_FALSE(record().finished);
  EXPECT_EQ(record().exit_code, 2);
}

TEST_F(SessionEndTest, InterruptedBeforeAConfirmationNothingIsConfirmed) {
  player_.Script("b", {Failed()});
  player_.interrupt_after = 4;
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.started, ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(listener_.finished, ElementsAre("a", "c", "d"));
  EXPECT_EQ(Of("b").verdict, Verdict::kFail) << "as it was seen";
  EXPECT_FALSE(record().finished);
  EXPECT_EQ(record().exit_code, 2);
}

TEST_F(SessionEndTest, InterruptedBetweenConfirmationsTheOthersStayOpen) {
  player_.Script("b", {Failed("echo.complete")});
  player_.Script("c", {Failed("close.fin")});
  player_.interrupt_after = 5;
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.started, ElementsAre("a", "b", "c", "d", "b"));
  EXPECT_FALSE(record().finished);
}

TEST_F(SessionEndTest, InterruptedAfterTwoThatNeverCameUpNothingIsSkipped) {
  player_.Script("a", {Exited()});
  player_.Script("b", {Exited()});
  player_.unreachable = UsageError("nobody takes a connection");
  player_.interrupt_after = 2;
  ASSERT_TRUE(Play());
  EXPECT_THAT(Recorded(), ElementsAre("a", "b"));
  EXPECT_FALSE(record().finished);
}

TEST_F(SessionEndTest, AnErrorOfTheListenerEndsTheRun) {
  listener_.fails_at = "b";
  EXPECT_EQ(PlayFails().message, "no room on the screen");
  EXPECT_THAT(listener_.finished, ElementsAre("a", "b"));
  EXPECT_EQ(player_.events.back(), "end all");
  EXPECT_THAT(reports_.at_end, IsEmpty());
}

TEST_F(SessionEndTest, AlsoWhenAScenarioIsSkipped) {
  player_.not_played = {{"b", "no"}};
  listener_.fails_at = "b";
  EXPECT_EQ(PlayFails().message, "no room on the screen");
  EXPECT_THAT(player_.started, IsEmpty());
}

TEST_F(SessionEndTest, AlsoWhenTheFirstIsFinished) {
  listener_.fails_at = "a";
  EXPECT_EQ(PlayFails().message, "no room on the screen");
  EXPECT_THAT(player_.started, ElementsAre("a"));
}

TEST_F(SessionEndTest, AlsoWhenItGivesUp) {
  player_.Script("a", {Exited()});
  player_.Script("b", {Exited()});
  listener_.fails_at = "c";
  EXPECT_EQ(PlayFails().message, "no room on the screen");
  EXPECT_THAT(listener_.finished, ElementsAre("a", "b", "c"));
}

TEST_F(SessionEndTest, AlsoWhenAScenarioThatPlaysAloneIsFinished) {
  Find("c").alone = true;
  listener_.fails_at = "c";
  player_.Script("b", {Failed()});
  EXPECT_EQ(PlayFails().message, "no room on the screen");
  EXPECT_THAT(player_.started, ElementsAre("a", "b", "d", "c"));
}

TEST_F(SessionEndTest, AlsoWhenAFailureIsConfirmed) {
  player_.Script("b", {Failed("echo.complete")});
  player_.Script("c", {Failed("close.fin")});
  listener_.fails_at = "b";
  EXPECT_EQ(PlayFails().message, "no room on the screen");
  EXPECT_THAT(player_.started, ElementsAre("a", "b", "c", "d", "b"));
}

TEST_F(SessionEndTest, AlsoWhenOneIsFinishedByAnother) {
  player_.Script("b", {Failed()});
  player_.Script("c", {Failed()});
  listener_.fails_at = "c";
  EXPECT_EQ(PlayFails().message, "no room on the screen");
}

TEST_F(SessionEndTest, EachIsFinishedOnceInTheOrderOfBeingKnown) {
  player_.Script("b", {Failed("echo.complete")});
  player_.Script("c", {Taking(Milliseconds(50), Passed())});
  ASSERT_TRUE(Play());
  EXPECT_THAT(listener_.finished, ElementsAre("a", "d", "c", "b"));
  EXPECT_THAT(Recorded(), ElementsAre("a", "b", "c", "d"));
}

TEST_F(SessionEndTest, ProgressCountsWhatIsKnownAndWhatFailed) {
  player_.Script("b", {Failed()});
  options_.jobs = 1;
  Find("c").alone = true;
  ASSERT_TRUE(Play());
  EXPECT_THAT(listener_.progress, ElementsAre(Heard{0, 4, 0, "a"}, Heard{1, 4, 0, "b"},
                                              Heard{2, 4, 1, "d"}, Heard{3, 4, 1, "c"}));
}

TEST_F(SessionEndTest, ProgressCountsAgainWhatIsConfirmed) {
  player_.Script("b", {Failed()});
  options_.jobs = 2;
  ASSERT_TRUE(Play());
  EXPECT_EQ(listener_.progress.back(), (Heard{3, 4, 1, "b"}));
}

TEST_F(SessionEndTest, ProgressLeavesOutKnownFailuresThatAreFinished) {
  player_.Script("a", {Failed()});
  options_.known_failures = {{"a", "*", "on my list", "known.txt:1:1", "known.txt:1:1"}};
  ASSERT_TRUE(Play());
  EXPECT_THAT(listener_.progress, Not(IsEmpty()));
  EXPECT_THAT(listener_.progress, Each(Field(&Heard::failed, 0U)));
}

TEST_F(SessionEndTest, ProgressIsToldSeveralTimesASecond) {
  player_.Script("a", {Taking(Milliseconds(1000), Passed())});
  player_.interrupt_after = 1;
  ASSERT_TRUE(Play());
  EXPECT_THAT(listener_.progress, SizeIs(10));
}

}  // namespace
}  // namespace echocheck
