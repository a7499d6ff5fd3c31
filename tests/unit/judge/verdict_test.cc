// SPDX-License-Identifier: MIT
#include "harness/judge/verdict.h"

#include <vector>

#include <gtest/gtest.h>

namespace echocheck {
namespace {

constexpr Verdict kAll[] = {Verdict::kPass,         Verdict::kFail,    Verdict::kWarn,
                            Verdict::kInconclusive, Verdict::kSkipped, Verdict::kError};

Verdict Together(std::vector<Verdict> verdicts) { return CombineVerdicts(verdicts); }

TEST(CombineVerdictsTest, KnowsNothingOfNothing) {
  EXPECT_EQ(Together({}), Verdict::kInconclusive);
}

TEST(CombineVerdictsTest, TakesTheGravest) {
  // From the gravest on; each decides over all that follow, in any order.
  constexpr Verdict kGravestFirst[] = {Verdict::kFail, Verdict::kError, Verdict::kInconclusive,
                                       Verdict::kWarn, Verdict::kPass,  Verdict::kSkipped};
  for (std::size_t i = 0; i < std::size(kGravestFirst); ++i) {
    for (std::size_t j = i; j < std::size(kGravestFirst); ++j) {
      EXPECT_EQ(Together({kGravestFirst[i], kGravestFirst[j]}), kGravestFirst[i]);
      EXPECT_EQ(Together({kGravestFirst[j], kGravestFirst[i]}), kGravestFirst[i]);
    }
  }
}

TEST(CombineVerdictsTest, NeverPassesWhatWasSkippedAltogether) {
  EXPECT_EQ(Together({Verdict::kSkipped, Verdict::kSkipped}), Verdict::kSkipped);
  EXPECT_EQ(ExitCode(Verdict::kSkipped), 2);
}

TEST(ExitCodeTest, FollowsTheVerdict) {
  const auto expected = [](Verdict verdict) {
    if (verdict == Verdict::kPass || verdict == Verdict::kWarn) return 0;
    return verdict == Verdict::kFail ? 1 : 2;
  };
  for (const Verdict verdict : kAll) EXPECT_EQ(ExitCode(verdict), expected(verdict));
}

TEST(VerdictOfTest, TurnsAViolationIntoWhatItsLevelSays) {
  EXPECT_EQ(VerdictOf(Outcome::kFail, Level::kMust, false), Verdict::kFail);
  EXPECT_EQ(VerdictOf(Outcome::kFail, Level::kShould, false), Verdict::kWarn);
  EXPECT_EQ(VerdictOf(Outcome::kFail, Level::kShould, true), Verdict::kFail);
  EXPECT_EQ(VerdictOf(Outcome::kFail, Level::kInfo, true), Verdict::kPass);
}

TEST(VerdictOfTest, BlamesNobodyForWhatWasNotSeen) {
  for (const Level level : {Level::kMust, Level::kShould, Level::kInfo}) {
    EXPECT_EQ(VerdictOf(Outcome::kPass, level, true), Verdict::kPass);
    EXPECT_EQ(VerdictOf(Outcome::kInconclusive, level, true), Verdict::kInconclusive);
    EXPECT_EQ(VerdictOf(Outcome::kSkipped, level, true), Verdict::kSkipped);
  }
}

}  // namespace
}  // namespace echocheck
