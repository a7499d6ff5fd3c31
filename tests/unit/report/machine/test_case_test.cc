// SPDX-License-Identifier: MIT
#include "harness/report/machine/test_case.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/report/hostile_run.h"
#include "tests/unit/report/machine/verdict_samples.h"

namespace echocheck {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> NamesIn(const RunRecord& run) {
  std::vector<std::string> names;
  for (const TestCase& test : TestCasesOf(run)) names.push_back(test.name);
  return names;
}

TEST(TestCases, HaveNamesOfTheirOwn) {
  const RunRecord run =
      RunOf({Brief("basic"), Brief("basic (2)"), Brief("basic"), Brief(""), Brief("basic")},
            Verdict::kPass, 0);
  EXPECT_THAT(NamesIn(run), ElementsAre("basic", "basic (2)", "basic (3)", "unnamed", "basic (4)"));
}

TEST(TestCases, ARunThatDidNotEndHasOneMore) {
  RunRecord run = RunOf({Brief("basic")}, Verdict::kPass, 2);
  run.finished = false;
  const auto tests = TestCasesOf(run);
  ASSERT_EQ(tests.size(), 2U);
  EXPECT_EQ(tests[1].outcome, CaseOutcome::kNotJudged);
  EXPECT_EQ(tests[1].headline, "the run ended before all scenarios were played");
  EXPECT_THAT(NamesIn(RunOf({}, Verdict::kInconclusive, 2)), ElementsAre("run"));
}

TEST(TestCases, ARunInWhichAllWasSkippedIsNoPass) {
  const auto tests = TestCasesOf(Only(By(Verdict::kSkipped, "no UDP")));
  ASSERT_EQ(tests.size(), 2U);
  EXPECT_EQ(tests[1].outcome, CaseOutcome::kNotJudged);
}

TEST(TestCases, ACauseSaysMoreThanWhatACheckFound) {
  ScenarioRecord scenario = FailedBy("a", "echo.complete", "cut-at-nul");
  scenario.findings.insert(scenario.findings.begin(),
                           Judged(Verdict::kFail, "open.first", Level::kMust, "first"));
  EXPECT_THAT(TestCasesOf(Only(scenario))[0].headline, HasSubstr("cut-at-nul: This is what"));
}

TEST(TestCases, DetailsAreThoseThatDidNotPass) {
  const std::string details = TestCasesOf(Only(FailingScenario()))[0].details;
  EXPECT_THAT(details, HasSubstr("byte 9 came back changed"));
  EXPECT_THAT(details, HasSubstr("newline-changed"));
  EXPECT_THAT(details, HasSubstr("| accepted"));
  EXPECT_THAT(details, HasSubstr("file: echo/newlines/capture.pcap"));
  EXPECT_THAT(details, ::testing::Not(HasSubstr("target.starts")));
}

TEST(TestCases, HostileTextIsOneLineOfPrintableCharacters) {
  for (const TestCase& test : TestCasesOf(HostileRun())) {
    for (const std::string& line : {test.name, test.topic, test.headline}) {
      EXPECT_TRUE(IsUtf8(line));
      for (const char byte : line) EXPECT_GE(static_cast<unsigned char>(byte), 0x20) << line;
    }
  }
}

TEST(TestCases, SecondsAreNeverNegative) {
  EXPECT_EQ(Seconds(Nanoseconds(1'234'567'890)), "1.234");
  EXPECT_EQ(Seconds(Nanoseconds(-1)), "0.000");
  EXPECT_EQ(Seconds(Nanoseconds(12'345'000'000'000)), "12345.000");
}

}  // namespace
}  // namespace echocheck
