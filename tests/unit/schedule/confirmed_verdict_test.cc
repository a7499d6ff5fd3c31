// SPDX-License-Identifier: MIT
// What failed beside others and only warns alone has not failed alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/schedule/confirmations.h"

namespace echocheck {
namespace {

TEST(ConfirmedVerdictTest, AnotherVerdictConfirmsNothing) {
  const FailureSet failures = {{"close.fin", "never-closes"}};
  Confirmations confirmations;
  confirmations.Add(1, Verdict::kFail, failures, {});
  confirmations.Add(2, Verdict::kFail, failures, {});
  EXPECT_THAT(confirmations.Confirm(Verdict::kWarn, failures), testing::ElementsAre(1));
  EXPECT_EQ(confirmations.Next(), 2U) << "the next one of them is played";
  EXPECT_THAT(confirmations.Confirm(Verdict::kFail, failures), testing::ElementsAre(2));
}

TEST(ConfirmedVerdictTest, AnotherVerdictIsAnotherGroup) {
  const FailureSet failures = {{"close.fin", "never-closes"}};
  Confirmations confirmations;
  confirmations.Add(1, Verdict::kFail, failures, {});
  confirmations.Add(2, Verdict::kWarn, failures, {});
  EXPECT_THAT(confirmations.Confirm(Verdict::kFail, failures), testing::ElementsAre(1));
  EXPECT_THAT(confirmations.Confirm(Verdict::kWarn, failures), testing::ElementsAre(2));
}

}  // namespace
}  // namespace echocheck
