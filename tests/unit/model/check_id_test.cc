// SPDX-License-Identifier: MIT
#include "harness/model/check_id.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

TEST(CheckIdTest, ANameBeginsWithTheFamily) {
  EXPECT_EQ(FamilyOf(CheckId::kTargetStarts), CheckFamily::kTarget);
  EXPECT_EQ(FamilyOf(CheckId::kUdpSender), CheckFamily::kUdp);
  EXPECT_EQ(FamilyOf(CheckId::kCaptureComplete), CheckFamily::kCapture);
  for (std::size_t i = 0; i < EnumNames(CheckId()).size(); ++i) {
    const auto check = static_cast<CheckId>(i);
    EXPECT_TRUE(ToString(check).starts_with(ToString(FamilyOf(check)))) << ToString(check);
  }
}

TEST(CheckSetTest, HasWhatItWasMadeOf) {
  const CheckSet set = {CheckId::kTargetStarts, CheckId::kCaptureComplete};
  for (std::size_t i = 0; i < EnumNames(CheckId()).size(); ++i) {
    const auto check = static_cast<CheckId>(i);
    const bool in = check == CheckId::kTargetStarts || check == CheckId::kCaptureComplete;
    EXPECT_EQ(set.Has(check), in) << ToString(check);
  }
}

}  // namespace
}  // namespace echocheck
