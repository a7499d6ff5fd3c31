// SPDX-License-Identifier: MIT
#include "harness/base/nearest_name.h"

#include <array>
#include <string>

#include <gtest/gtest.h>

namespace echocheck {
namespace {

constexpr std::array<std::string_view, 4> kSteps = {"connect", "send", "expect", "close"};

TEST(NearestNameTest, FindsTheOneThatWasMeant) {
  EXPECT_EQ(NearestName("sendd", kSteps), "send");
  EXPECT_EQ(NearestName("sned", kSteps), "send");
  EXPECT_EQ(NearestName("conect", kSteps), "connect");
  EXPECT_EQ(DidYouMean("clos", kSteps), ", did you mean \"close\"?");
}

TEST(NearestNameTest, GuessesNothingFarOff) {
  EXPECT_EQ(NearestName("banana", kSteps), std::nullopt);
  EXPECT_EQ(NearestName("", kSteps), std::nullopt);
  EXPECT_EQ(NearestName(std::string(100'000, 'x'), kSteps), std::nullopt);
  EXPECT_EQ(DidYouMean("banana", kSteps), "");
}

}  // namespace
}  // namespace echocheck
