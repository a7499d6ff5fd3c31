// SPDX-License-Identifier: MIT
// What a session makes of scenarios that did not pass, or not each time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/schedule/session_fixture.h"

namespace echocheck {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;

class SessionConfirmTest : public SessionTest {
 protected:
  // The first scenario passes alone; the others play beside each other.
  SessionConfirmTest() { Declare({"a", "b", "c", "d"}); }

  KnownFailure Known(const std::string& scenario, const std::string& check) {
    return {scenario, check, "on my list", "known.txt:1:1", "known.txt:1:5"};
  }
};

TEST_F(SessionConfirmTest, WhatFailedBesideOthersIsPlayedAgainAlone) {
  player_.Script("b", {Failed()});
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.started, ElementsAre("a", "b", "c", "d", "b"));
  EXPECT_EQ(Of("b").verdict, Verdict::kFail);
  EXPECT_THAT(WereAlone("b"), ElementsAre(false, true));
  EXPECT_FALSE(Of("b").flaky);
  EXPECT_TRUE(record().finished);
  EXPECT_EQ(record().exit_code, 1);
}

TEST_F(SessionConfirmTest, WhatFailedAloneIsNot) {
  player_.Script("a", {Failed()});
  Find("d").alone = true;
  player_.Script("d", {Failed("echo.concurrent")});
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.started, ElementsAre("a", "b", "c", "d"));
  EXPECT_TRUE(record().finished);
}

TEST_F(SessionConfirmTest, WhatWarnedOrWasNotSeenIsPlayedAgainToo) {
  player_.Script("b", {Warned()});
  player_.Script("c", {Unseen(), Passed()});
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.started, ElementsAre("a", "b", "c", "d", "b", "c"));
  EXPECT_EQ(Of("b").verdict, Verdict::kWarn);
  EXPECT_EQ(Of("c").verdict, Verdict::kPass) << "what was not seen says nothing";
  EXPECT_FALSE(Of("c").flaky);
}

TEST_F(SessionConfirmTest, TheShortestOfAKindStandsForAll) {
  player_.Script("b", {Taking(Milliseconds(30), Failed())});
  player_.Script("c", {Taking(Milliseconds(20), Failed())});
  player_.Script("d", {Taking(Milliseconds(25), Failed())});
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.started, ElementsAre("a", "b", "c", "d", "c"));
  EXPECT_THAT(listener_.finished, ElementsAre("a", "c", "d", "b"));
  EXPECT_TRUE(record().finished);
}

TEST_F(SessionConfirmTest, OneOfEachKindIsPlayedAlone) {
  player_.Script("b", {Failed("echo.complete", "cut")});
  player_.Script("c", {Failed("echo.complete", "reordered")});
  player_.Script("d", {Warned("close.fin")});
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.started, ElementsAre("a", "b", "c", "d", "b", "c", "d"));
  EXPECT_THAT(std::vector(player_.at_once.end() - 3, player_.at_once.end()), ElementsAre(1, 1, 1));
}

TEST_F(SessionConfirmTest, WhatComesOutOtherwiseIsFlakyAndTheNextIsPlayed) {
  player_.Script("b", {Failed(), Passed()});
  player_.Script("c", {Failed()});
  player_.Script("d", {Failed()});
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.started, ElementsAre("a", "b", "c", "d", "b", "c"));
  EXPECT_TRUE(Of("b").flaky);
  EXPECT_EQ(Of("b").verdict, Verdict::kFail) << "it counts as its worst attempt";
  EXPECT_FALSE(Of("c").flaky);
  EXPECT_FALSE(Of("d").flaky);
}

TEST_F(SessionConfirmTest, WhatOnlyWarnsAloneIsFlakyToo) {
  player_.Script("b", {Failed("close.fin"), Warned("close.fin")});
  player_.Script("c", {Failed("close.fin")});
  ASSERT_TRUE(Play());
  EXPECT_THAT(player_.started, ElementsAre("a", "b", "c", "d", "b", "c"));
  EXPECT_TRUE(Of("b").flaky);
  EXPECT_FALSE(Of("c").flaky);
}

TEST_F(SessionConfirmTest, AFlakyOneCountsAsItsBestAttemptIfThatIsAllowed) {
  player_.Script("b", {Failed(), Passed()});
  options_.allow_flaky = true;
  ASSERT_TRUE(Play());
  EXPECT_TRUE(Of("b").flaky);
  EXPECT_EQ(Of("b").verdict, Verdict::kWarn) << "and warns at least";
  EXPECT_EQ(record().exit_code, 0);
}

TEST_F(SessionConfirmTest, AnErrorOfOursIsReplacedByWhatWasSeenAlone) {
  player_.Script("b", {Broken(EnvironmentError("no memory")), Passed()});
  player_.Script("c", {Broken(EnvironmentError("no pipe")), Failed()});
  ASSERT_TRUE(Play());
  EXPECT_EQ(Of("b").verdict, Verdict::kPass);
  EXPECT_FALSE(Of("b").flaky);
  EXPECT_EQ(Of("c").verdict, Verdict::kFail);
  EXPECT_FALSE(Of("c").flaky);
}

TEST_F(SessionConfirmTest, AnErrorOfOursThatComesAgainStays) {
  player_.Script("b", {Broken(EnvironmentError("no memory"))});
  ASSERT_TRUE(Play());
  EXPECT_EQ(Of("b").verdict, Verdict::kError);
  EXPECT_EQ(record().exit_code, 2);
  EXPECT_TRUE(record().finished);
}

TEST_F(SessionConfirmTest, RepeatFindsWhatIsFlakyWithoutConfirmation) {
  player_.Script("b", {Passed(), Failed()});
  options_.repeat = 2;
  ASSERT_TRUE(Play());
  EXPECT_EQ(std::ranges::count(player_.started, "b"), 2);
  EXPECT_TRUE(Of("b").flaky);
  EXPECT_EQ(Of("b").verdict, Verdict::kFail);
}

TEST_F(SessionConfirmTest, TheWorstOfAllAttemptsDecides) {
  player_.Script("b", {Passed(), Failed(), Warned()});
  options_.repeat = 3;
  ASSERT_TRUE(Play());
  EXPECT_EQ(Of("b").verdict, Verdict::kFail);
  EXPECT_EQ(Of("b").findings.at(0).check, "echo.complete");
}

TEST_F(SessionConfirmTest, WhatFailedEachTimeIsConfirmedOnce) {
  player_.Script("b", {Failed()});
  options_.repeat = 2;
  ASSERT_TRUE(Play());
  EXPECT_THAT(WereAlone("b"), ElementsAre(false, false, true));
  EXPECT_EQ(Of("b").verdict, Verdict::kFail);
}

TEST_F(SessionConfirmTest, NothingIsFinishedBeforeItsLastPlannedPlay) {
  player_.Script("c", {Failed()});
  options_.repeat = 2;
  player_.interrupt_after = 5;  // a b c d a
  ASSERT_TRUE(Play());
  EXPECT_THAT(listener_.finished, ElementsAre("a"));
}

TEST_F(SessionConfirmTest, AKnownFailureDoesNotCount) {
  player_.Script("b", {Failed("close.fin")});
  options_.known_failures = {Known("b", "close.*")};
  ASSERT_TRUE(Play());
  EXPECT_THAT(Of("b").known_failure, Optional(std::string("on my list")));
  EXPECT_EQ(Of("b").verdict, Verdict::kFail);
  EXPECT_EQ(record().verdict, Verdict::kPass);
  EXPECT_THAT(record().no_longer_failing, IsEmpty());
}

TEST_F(SessionConfirmTest, AnotherFailureOfTheSameScenarioCounts) {
  player_.Script("b", {Failed("echo.complete")});
  options_.known_failures = {Known("b", "close.*")};
  ASSERT_TRUE(Play());
  EXPECT_EQ(Of("b").known_failure, std::nullopt);
  EXPECT_EQ(record().verdict, Verdict::kFail);
}

TEST_F(SessionConfirmTest, AKnownFailureThatPassesIsTold) {
  options_.known_failures = {Known("b", "close.*")};
  ASSERT_TRUE(Play());
  EXPECT_THAT(record().no_longer_failing, ElementsAre("known.txt:1:1: b close.*"));
}

}  // namespace
}  // namespace echocheck
