// SPDX-License-Identifier: MIT
#include "harness/schedule/attempts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/schedule/played_scenario.h"

namespace echocheck {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

Attempt Beside(Verdict verdict) {
  return AttemptOf(PlayedScenario("a").Is(verdict).Build(), false);
}
Attempt Alone(Verdict verdict) { return AttemptOf(PlayedScenario("a").Is(verdict).Build(), true); }

TEST(Attempts, FailuresAreChecksWithTheirCauses) {
  const ScenarioRecord record = PlayedScenario("a")
                                    .Passes("target.starts")
                                    .Fails("echo.bytes", "cut-at-nul")
                                    .Warns("close.released")
                                    .Build();
  EXPECT_THAT(FailuresOf(record),
              ElementsAre(Pair("close.released", ""), Pair("echo.bytes", "cut-at-nul")));
  const Attempt attempt = AttemptOf(record, true);
  EXPECT_EQ(attempt.verdict, Verdict::kFail);
  EXPECT_TRUE(attempt.alone);
  EXPECT_THAT(attempt.failed, ElementsAre("echo.bytes", "close.released"));
  EXPECT_THAT(attempt.causes, ElementsAre("cut-at-nul"));
}

TEST(Attempts, AFailureOfOursIsOneByItsMessage) {
  ScenarioRecord record = PlayedScenario("a").Is(Verdict::kError).Build();
  record.evidence.error = EnvironmentError("no room");
  EXPECT_THAT(FailuresOf(record), ElementsAre(Pair("", "no room")));
  EXPECT_THAT(AttemptOf(record, false).failed, IsEmpty());
}

TEST(Attempts, TheWorstIsShownOrTheBestIfFlakyIsAllowed) {
  EXPECT_TRUE(Replaces(Beside(Verdict::kPass), Alone(Verdict::kFail), false));
  EXPECT_FALSE(Replaces(Beside(Verdict::kFail), Alone(Verdict::kPass), false));
  EXPECT_TRUE(Replaces(Beside(Verdict::kFail), Alone(Verdict::kPass), true));
  EXPECT_FALSE(Replaces(Beside(Verdict::kPass), Alone(Verdict::kFail), true));
  EXPECT_TRUE(Replaces(Beside(Verdict::kWarn), Beside(Verdict::kFail), false));
}

TEST(Attempts, OfTheSameTheOneThatWasAloneIsShown) {
  EXPECT_TRUE(Replaces(Beside(Verdict::kFail), Alone(Verdict::kFail), false));
  EXPECT_FALSE(Replaces(Alone(Verdict::kFail), Beside(Verdict::kFail), false));
  EXPECT_FALSE(Replaces(Beside(Verdict::kPass), Beside(Verdict::kPass), false));
}

TEST(Attempts, WhatWasSeenGoesBeforeWhatWasNot) {
  for (const Verdict unseen : {Verdict::kInconclusive, Verdict::kError, Verdict::kSkipped}) {
    EXPECT_TRUE(Replaces(Beside(unseen), Alone(Verdict::kPass), false));
    EXPECT_FALSE(Replaces(Beside(Verdict::kFail), Alone(unseen), true));
    const Attempt once_seen[] = {Beside(unseen), Alone(Verdict::kPass)};
    EXPECT_FALSE(IsFlaky(once_seen)) << ToString(unseen);
  }
}

TEST(Attempts, AFailureOfOursHidesBehindNoPassButOneThatWasAlone) {
  EXPECT_TRUE(Replaces(Beside(Verdict::kPass), Beside(Verdict::kError), false));
  EXPECT_TRUE(Replaces(Alone(Verdict::kPass), Alone(Verdict::kError), true));
  EXPECT_FALSE(Replaces(Beside(Verdict::kError), Beside(Verdict::kPass), false));
  EXPECT_TRUE(Replaces(Beside(Verdict::kError), Beside(Verdict::kFail), false));
  EXPECT_FALSE(Replaces(Beside(Verdict::kPass), Beside(Verdict::kInconclusive), false));
}

TEST(Attempts, AreFlakyWhenTheyDiffer) {
  const Attempt same[] = {Beside(Verdict::kFail), Alone(Verdict::kFail)};
  const Attempt other[] = {Beside(Verdict::kFail), Beside(Verdict::kError), Alone(Verdict::kPass)};
  EXPECT_FALSE(IsFlaky({}));
  EXPECT_FALSE(IsFlaky(same));
  EXPECT_TRUE(IsFlaky(other));
}

TEST(Attempts, WhatTheyComeToTogether) {
  ScenarioRecord once = PlayedScenario("a").Build();
  Conclude({Beside(Verdict::kPass)}, once);
  EXPECT_THAT(once.attempts, IsEmpty());
  EXPECT_EQ(once.verdict, Verdict::kPass);
  ScenarioRecord allowed = PlayedScenario("a").Build();
  Conclude({Beside(Verdict::kFail), Alone(Verdict::kPass)}, allowed);
  EXPECT_EQ(allowed.attempts.size(), 2U);
  EXPECT_TRUE(allowed.flaky);
  EXPECT_EQ(allowed.verdict, Verdict::kWarn);
}

}  // namespace
}  // namespace echocheck
