// SPDX-License-Identifier: MIT
// Which scenario a session plays when, and beside which others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/schedule/session_fixture.h"

namespace echocheck {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Le;

class SessionOrderTest : public SessionTest {};

TEST_F(SessionOrderTest, TheFirstPlaysWithNobodyBeside) {
  Declare({"a", "b", "c"});
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.events, ElementsAre("start a", "wait a", "judge a", "start b", "start c",
                                          "wait b", "judge b", "wait c", "judge c", "end all"));
}

TEST_F(SessionOrderTest, TheOthersBeginWithTheLongest) {
  Declare({"a", "b", "c", "d"});
  MakeLong("b", 5);
  MakeLong("c", 70);
  MakeLong("d", 60);
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.started, ElementsAre("a", "c", "d", "b"));
  EXPECT_THAT(Recorded(), ElementsAre("a", "b", "c", "d")) << "in the order asked for";
}

TEST_F(SessionOrderTest, WhatMeasuresTheOthersPlaysLastAndAlone) {
  Declare({"a", "b", "c", "d", "e"});
  MakeLong("b", 70);
  Find("b").alone = true;
  Find("c").alone = true;
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.started, ElementsAre("a", "d", "e", "b", "c"));
  EXPECT_THAT(player_.at_once, ElementsAre(1, 1, 2, 1, 1));
}

TEST_F(SessionOrderTest, NoMoreThanAskedForPlaySideBySide) {
  Declare({"a", "b", "c", "d", "e", "f", "g", "h"});
  options_.jobs = 3;
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.at_once, ElementsAre(1, 1, 2, 3, 3, 3, 3, 3));
}

TEST_F(SessionOrderTest, TheNextStartsBeforeTheLastIsJudged) {
  Declare({"a", "b", "c"});
  options_.jobs = 1;
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.events, ElementsAre("start a", "wait a", "judge a", "start b", "wait b",
                                          "start c", "judge b", "wait c", "judge c", "end all"));
}

TEST_F(SessionOrderTest, FewerPlaySideBySideWhileTheyAreHeldUp) {
  std::vector<std::string> names;
  for (int i = 0; i < 30; ++i) names.push_back(std::to_string(i));
  Declare(names);
  ScenarioRecord held_up = Taking(Milliseconds(90), Passed());
  held_up.evidence.held_up = HeldUp{Milliseconds(80), Milliseconds(90), false};
  for (const std::string& name : names) player_.Script(name, {held_up});
  options_.jobs = 8;
  ASSERT_TRUE(Play());
  EXPECT_EQ(player_.at_once[8], 8U);
  const std::vector<std::size_t> last(player_.at_once.end() - 8, player_.at_once.end());
  EXPECT_THAT(last, AllOf(Each(Le(2U)), Contains(2U))) << "as many as there are processors";
}

TEST_F(SessionOrderTest, NobodyIsHeldUpInAQuietRun) {
  std::vector<std::string> names;
  for (int i = 0; i < 30; ++i) names.push_back(std::to_string(i));
  Declare(names);
  for (const std::string& name : names) player_.Script(name, {Taking(Milliseconds(90), Passed())});
  options_.jobs = 8;
  ASSERT_TRUE(Play());
  EXPECT_EQ(player_.at_once.back(), 8U);
}

TEST_F(SessionOrderTest, OnTheHostOnePlaysAtATime) {
  Declare({"a", "b", "c"});
  player_.one_at_a_time = true;
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.at_once, Each(1U));
  EXPECT_EQ(record().jobs, 1U);
}

TEST_F(SessionOrderTest, ElseTheRecordSaysWhatWasAskedFor) {
  Declare({"a"});
  ASSERT_TRUE(Play());
  EXPECT_EQ(record().jobs, 4U);
}

TEST_F(SessionOrderTest, RepeatPlaysAllAndThenAllAgain) {
  Declare({"a", "b", "c"});
  MakeLong("c", 70);
  options_.repeat = 3;
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.started, ElementsAre("a", "c", "b", "c", "a", "b", "c", "a", "b"));
  EXPECT_EQ(Of("a").attempts.size(), 3U);
  EXPECT_EQ(Of("b").attempts.size(), 3U);
  EXPECT_TRUE(record().finished);
}

TEST_F(SessionOrderTest, WhatIsPlayedOnceHasNoListOfAttempts) {
  Declare({"a"});
  ASSERT_TRUE(Play());
  EXPECT_THAT(Of("a").attempts, IsEmpty());
}

TEST_F(SessionOrderTest, WhatCannotBePlayedIsSkippedWithItsReason) {
  Declare({"a", "b", "c"});
  player_.not_played = {{"a", "it acts on the process"}};
  options_.repeat = 2;
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.started, ElementsAre("b", "c", "b", "c"));
  EXPECT_EQ(player_.at_once[1], 1U) << "the first one that can be played is alone";
  EXPECT_EQ(Of("a").not_played, "it acts on the process");
  EXPECT_EQ(Of("a").verdict, Verdict::kSkipped);
  EXPECT_EQ(Of("a").behaviour, Verdict::kSkipped);
  EXPECT_EQ(Of("a").close, Verdict::kSkipped);
  EXPECT_EQ(record().verdict, Verdict::kPass);
}

TEST_F(SessionOrderTest, WhenNothingCanBePlayedAllIsKnown) {
  Declare({"a", "b"});
  player_.not_played = {{"a", "no"}, {"b", "no"}};
  player_.unreachable = UsageError("nobody was asked");
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.started, IsEmpty());
  EXPECT_TRUE(record().finished);
  EXPECT_EQ(record().verdict, Verdict::kSkipped);
}

}  // namespace
}  // namespace echocheck
