// SPDX-License-Identifier: MIT
// The end of a run of many scenarios.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/console.h"
#include "harness/report/console_text.h"
#include "harness/report/failure_groups.h"
#include "tests/unit/report/golden.h"
#include "tests/unit/report/sample_many.h"
#include "tests/unit/report/sample_options.h"

namespace echocheck {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

ConsoleOptions OfMany() {
  ConsoleOptions options;
  options.run_folder = "reports/20260102-030405-myserver";
  return options;
}

TEST(Summary, OfAPassingCatalogueFitsOneScreen) {
  const std::string text = RenderSummary(PassingCatalogue(), OfMany());
  EXPECT_LE(std::ranges::count(text, '\n'), 24);
  ExpectGolden("summary_passing.txt", text);
}

TEST(Summary, ThreeFaultsAreThreeCauses) {
  ExpectGolden("summary_three_faults.txt", RenderSummary(ThreeFaults(), OfMany()));
}

TEST(Summary, IsJapaneseInJapanese) {
  ConsoleOptions japanese = OfMany();
  japanese.language = "ja";
  japanese.suggests_next = true;
  japanese.names_lead = true;
  RunRecord run = ThreeFaults();
  run.allow_flaky = true;
  run.strict = true;
  run.no_longer_failing = {"close/half_close"};
  run.scenarios.front().known_failure = "ticket 12";
  run.scenarios.back().flaky = true;
  run.scenarios.back().attempts = {{Verdict::kFail, false, {}, {"echo.bytes"}, {}, ""},
                                   {Verdict::kPass, true, {}, {}, {}, ""}};
  ExpectGolden("summary_ja.txt", RenderSummary(run, japanese));
}

// Below it all says less than it seems to: so it comes first, also where little is printed.
TEST(Summary, SaysFirstWhatWasNotSeen) {
  const RunRecord run = RunOf({UncapturedScenario(), BasicScenario()}, Verdict::kPass, 0);
  ConsoleOptions options = OfMany();
  options.width = 120;
  for (const auto detail : {ConsoleOptions::kNormal, ConsoleOptions::kQuiet}) {
    options.detail = detail;
    EXPECT_THAT(RenderSummary(run, options),
                StartsWith("not isolated: 1 of 2 scenarios ran on the host's network: user "
                           "namespaces are switched off (see echocheck doctor)\n"
                           "packets not captured in 1 of 2 scenarios: no right to capture on lo "
                           "(see echocheck doctor)\n"
                           "how connections close was not seen in 1 of 2 scenarios: they earn no "
                           "points\n"));
  }
  options.language = "ja";
  EXPECT_THAT(RenderSummary(run, options), StartsWith("隔離なし: 2 件中 1 件"));
}

TEST(Summary, KeepsToItsWidth) {
  for (const int width : {64, 80, 120}) {
    for (const char* language : {"en", "ja"}) {
      ConsoleOptions options = OfMany();
      options.width = width;
      options.language = language;
      for (const std::string& line : SafeLines(RenderSummary(ThreeFaults(), options))) {
        EXPECT_LE(DisplayWidth(line), static_cast<std::size_t>(width)) << line;
      }
    }
  }
}

TEST(Summary, QuietIsTheVerdictAlone) {
  ConsoleOptions quiet = OfMany();
  quiet.detail = ConsoleOptions::kQuiet;
  const std::string text = RenderSummary(PassingCatalogue(), quiet);
  EXPECT_EQ(text, "pass: the target conforms (77 scenarios, 21.5 ms)\n");
}

TEST(Summary, WhatWasNotPlayedIsOneGroupAndCostsItsPoints) {
  std::vector<ScenarioRecord> scenarios = {FailedBy("basic", "target.listens")};
  for (const char* name : {"bytes/a", "bytes/b"}) {
    scenarios.push_back(Brief(name, Verdict::kSkipped));
    scenarios.back().not_played = "the target never listened: not played";
  }
  const std::string text = RenderSummary(RunOf(scenarios, Verdict::kFail, 1), OfMany());
  EXPECT_THAT(text, HasSubstr("skipped  the target never listened: not played\n"
                              "         2 scenarios: bytes/a, bytes/b\n"));
  EXPECT_THAT(text, HasSubstr(" 0/2 "));
  EXPECT_EQ(RenderScenario(scenarios[1], Quiet()), "");
  EXPECT_THAT(RenderScenario(scenarios[1], {}), HasSubstr("  the target never listened"));
}

TEST(Summary, AFailureOfOursIsToldByItsMessage) {
  const std::string text =
      RenderSummary(RunOf({Brief("basic"), OurErrorScenario()}, Verdict::kError, 2), OfMany());
  EXPECT_THAT(text, HasSubstr("error  echocheck itself failed: cannot write"));
  EXPECT_THAT(text, HasSubstr("1 scenario: full_disk\n"));
}

TEST(Summary, ProgressIsOneLineShorterThanThePage) {
  const std::string name = "close/half_close";
  EXPECT_EQ(RenderProgress({23, 75, 3, name}, {}), "[23/75] 3 failed  close/half_close");
  const std::string longest(200, 'x');
  EXPECT_EQ(DisplayWidth(RenderProgress({1, 2, 0, longest}, {})), 79U);
  EXPECT_THAT(RenderProgress({1, 2, 0, "\x1b[2J"}, {}), Not(HasSubstr("\x1b")));
}

TEST(Summary, AScenarioSaysThatItIsFlakyOrKnown) {
  ScenarioRecord scenario = FailedBy("basic", "echo.bytes", "cut-at-nul");
  scenario.flaky = true;
  scenario.attempts = {{Verdict::kFail, false, {}, {}, {}, ""},
                       {Verdict::kPass, true, {}, {}, {}, ""}};
  EXPECT_THAT(RenderScenario(scenario, {}), HasSubstr("  played 2 times: 1 pass, 1 fail\n"));
  EXPECT_THAT(RenderScenario(scenario, Quiet()),
              HasSubstr("fail  basic  flaky  cut-at-nul: This is what"));
  scenario.known_failure = "ticket 12";
  EXPECT_THAT(RenderScenario(scenario, {}), HasSubstr("known failure, does not count: ticket 12"));
  EXPECT_EQ(RenderScenario(scenario, Quiet()), "");
}

}  // namespace
}  // namespace echocheck
