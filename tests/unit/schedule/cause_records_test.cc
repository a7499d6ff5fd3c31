// SPDX-License-Identifier: MIT
#include "harness/schedule/cause_records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/schedule/played_scenario.h"

namespace echocheck {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kChecks[] = {"target.survives", "echo.complete", "close.fin"};

std::vector<std::string> Ids(const std::vector<CauseRecord>& causes) {
  std::vector<std::string> ids;
  for (const CauseRecord& cause : causes) ids.push_back(cause.id);
  return ids;
}

TEST(CauseRecords, EachCauseOnceWithItsScenariosAndChecks) {
  const ScenarioRecord scenarios[] = {
      PlayedScenario("a").Warns("echo.complete", "held").Fails("close.fin", "held").Build(),
      PlayedScenario("b").Passes("echo.complete").Build(),
      PlayedScenario("c").Fails("close.fin", "held").Fails("echo.complete").Build()};
  const auto causes = CausesOf(scenarios, {}, kChecks);
  ASSERT_EQ(causes.size(), 1U);
  EXPECT_EQ(causes[0].id, "held");
  EXPECT_EQ(causes[0].sentence, "why held");
  EXPECT_EQ(causes[0].hint, "look for held");
  EXPECT_EQ(causes[0].verdict, Verdict::kFail);
  EXPECT_THAT(causes[0].scenarios, ElementsAre("a", "c"));
  EXPECT_THAT(causes[0].checks, ElementsAre("echo.complete", "close.fin"));
}

TEST(CauseRecords, TheMostBasicComesFirst) {
  const ScenarioRecord scenarios[] = {PlayedScenario("a").Fails("close.fin", "leaks").Build(),
                                      PlayedScenario("b").Fails("echo.complete", "cut").Build(),
                                      PlayedScenario("c").Fails("target.survives", "died").Build()};
  EXPECT_THAT(Ids(CausesOf(scenarios, {}, kChecks)), ElementsAre("died", "cut", "leaks"));
}

TEST(CauseRecords, OfThoseAtOneCheckTheRankDecides) {
  const ScenarioRecord scenarios[] = {PlayedScenario("a").Fails("echo.complete", "cut").Build(),
                                      PlayedScenario("b").Fails("echo.complete", "held").Build()};
  constexpr std::string_view kRanked[] = {"held", "cut"};
  EXPECT_THAT(Ids(CausesOf(scenarios, kRanked, kChecks)), ElementsAre("held", "cut"));
}

TEST(CauseRecords, WhatOnlyWarnsComesLast) {
  const ScenarioRecord scenarios[] = {
      PlayedScenario("a").Warns("target.survives", "lingers").Build(),
      PlayedScenario("b").Fails("close.fin", "leaks").Build()};
  EXPECT_THAT(Ids(CausesOf(scenarios, {}, kChecks)), ElementsAre("leaks", "lingers"));
}

TEST(CauseRecords, WhatIsKnownNeedsNoCause) {
  ScenarioRecord known = PlayedScenario("a").Fails("close.fin", "leaks").Build();
  known.known_failure = "ticket 12";
  EXPECT_THAT(CausesOf(std::span(&known, 1), {}, kChecks), IsEmpty());
}

}  // namespace
}  // namespace echocheck
