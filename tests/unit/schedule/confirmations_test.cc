// SPDX-License-Identifier: MIT
#include "harness/schedule/confirmations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace echocheck {
namespace {

using ::testing::ElementsAre;

const FailureSet kCut = {{"echo.complete", "cut-at-nul"}, {"flags.sequence", ""}};
const FailureSet kCutOnly = {{"echo.complete", "cut-at-nul"}};
const FailureSet kStays = {{"close.fin", "never-closes"}};

class ConfirmationsTest : public testing::Test {
 protected:
  void Failed(std::size_t scenario, const FailureSet& failures, Nanoseconds took = {}) {
    confirmations_.Add(scenario, Verdict::kFail, failures, took);
  }
  Confirmations confirmations_;
};

TEST_F(ConfirmationsTest, NothingFailedNothingToDo) {
  EXPECT_EQ(confirmations_.Next(), std::nullopt);
}

TEST_F(ConfirmationsTest, OneStandsForAllThatFailedInTheSameWay) {
  Failed(1, kCut);
  Failed(2, kStays);
  Failed(4, kCut);
  Failed(7, kCut);
  EXPECT_EQ(confirmations_.Next(), 1U);
  EXPECT_THAT(confirmations_.Confirm(Verdict::kFail, kCut), ElementsAre(1, 4, 7));
  EXPECT_EQ(confirmations_.Next(), 2U);
  EXPECT_THAT(confirmations_.Confirm(Verdict::kFail, kStays), ElementsAre(2));
  EXPECT_EQ(confirmations_.Next(), std::nullopt);
}

TEST_F(ConfirmationsTest, WhenItComesOutDifferentlyTheNextIsPlayed) {
  Failed(1, kCut);
  Failed(4, kCut);
  Failed(7, kCut);
  EXPECT_THAT(confirmations_.Confirm(Verdict::kPass, {}), ElementsAre(1));
  EXPECT_EQ(confirmations_.Next(), 4U);
  EXPECT_THAT(confirmations_.Confirm(Verdict::kFail, kStays), ElementsAre(4));
  EXPECT_EQ(confirmations_.Next(), 7U);
  EXPECT_THAT(confirmations_.Confirm(Verdict::kFail, kCut), ElementsAre(7));
  EXPECT_EQ(confirmations_.Next(), std::nullopt);
}

TEST_F(ConfirmationsTest, TheShortestStandsForAll) {
  Failed(1, kCut, Milliseconds(300));
  Failed(2, kCut, Milliseconds(20));
  Failed(3, kCut, Milliseconds(100));
  EXPECT_EQ(confirmations_.Next(), 2U);
  EXPECT_THAT(confirmations_.Confirm(Verdict::kPass, {}), ElementsAre(2));
  EXPECT_EQ(confirmations_.Next(), 3U);
  EXPECT_THAT(confirmations_.Confirm(Verdict::kFail, kCut), ElementsAre(3, 1));
  EXPECT_EQ(confirmations_.Next(), std::nullopt);
}

TEST_F(ConfirmationsTest, TheSameFaultMayShowInMoreOrFewerChecks) {
  Failed(1, kCut);
  Failed(2, kCut);
  EXPECT_THAT(confirmations_.Confirm(Verdict::kFail, kCutOnly), ElementsAre(1, 2));
}

TEST_F(ConfirmationsTest, AWarningIsNotAFailure) {
  Failed(1, kStays);
  confirmations_.Add(2, Verdict::kWarn, kStays, {});
  EXPECT_THAT(confirmations_.Confirm(Verdict::kFail, kStays), ElementsAre(1));
  EXPECT_EQ(confirmations_.Next(), 2U);
  EXPECT_THAT(confirmations_.Confirm(Verdict::kWarn, kStays), ElementsAre(2));
}

}  // namespace
}  // namespace echocheck
