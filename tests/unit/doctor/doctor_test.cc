// SPDX-License-Identifier: MIT
// What machines allow differs. That each answer is whole, and agrees with the others, does not.
#include "harness/doctor/doctor.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace echocheck {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

bool Found(const MachineReport& report, const std::string& name) {
  const auto capability = std::ranges::find(report.capabilities, name, &HostCapability::name);
  return capability != report.capabilities.end() && capability->found;
}

TEST(DoctorTest, SaysOfEachThingWhatIsLostAndHowToFixIt) {
  const auto report = Diagnose(Language::kEnglish);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->capabilities.size(), 9U);
  for (const HostCapability& capability : report->capabilities) {
    EXPECT_THAT(capability.name, Not(IsEmpty()));
    EXPECT_THAT(capability.detail, Not(IsEmpty())) << capability.name;
    EXPECT_THAT(capability.lost, Not(IsEmpty())) << capability.name;
    EXPECT_THAT(capability.fix, Not(IsEmpty())) << capability.name;
  }
}

TEST(DoctorTest, APrivateArenaWorksWhenItsMountAndItsCaptureDo) {
  const auto report = Diagnose(Language::kEnglish);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->private_arena,
            Found(*report, "/proc mount in the arena") && Found(*report, "capture in the arena"));
  EXPECT_EQ(report->host_capture, Found(*report, "capture on the host"));
  const auto why_not = WhyNoPrivateArena();
  ASSERT_TRUE(why_not);
  EXPECT_EQ(report->private_arena, why_not->empty());
}

}  // namespace
}  // namespace echocheck
