// SPDX-License-Identifier: MIT
#include "harness/report/machine/github_annotations.h"

#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/report/hostile_run.h"
#include "tests/unit/report/machine/verdict_samples.h"

namespace echocheck {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::vector<std::string> Lines(const RunRecord& run) {
  std::istringstream text(RenderGithubAnnotations(run));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

TEST(GithubAnnotations, EachCauseOnceThenWhatHasNone) {
  EXPECT_THAT(Lines(ThreeFaults()),
              ElementsAre(StartsWith("::error title=echocheck%3A cut-at-nul::This is what"),
                          StartsWith("::error title=echocheck%3A never-closes::"),
                          StartsWith("::error title=echocheck%3A close/by_itself::close.prompt: "),
                          StartsWith("::error title=echocheck%3A concurrency/five::echo.bytes: "),
                          StartsWith("::warning title=echocheck%3A child-outlives-sigterm::"),
                          StartsWith("::notice title=echocheck::no longer fails, remove it: ")));
}

TEST(GithubAnnotations, ACauseHasItsHintAndItsScenarios) {
  EXPECT_THAT(Lines(ThreeFaults())[0],
              HasSubstr("%0Ahint: Look at the place where the server does it, and count bytes "
                        "there.%0Abytes/embedded_nul_1, bytes/embedded_nul_2, "));
}

TEST(GithubAnnotations, EscapesWhatWouldEndAProperty) {
  ScenarioRecord scenario = By(Verdict::kFail, "100%\n::error::owned");
  scenario.name = "a,b:c%";
  EXPECT_THAT(Lines(Only(scenario)),
              ElementsAre("::error title=echocheck%3A a%2Cb%3Ac%25::close.fin: 100%25\\n::error::"
                          "owned"));
}

TEST(GithubAnnotations, HostileTextMakesNoCommandOfItsOwn) {
  for (const std::string& line : Lines(HostileRun())) {
    EXPECT_THAT(line, StartsWith("::")) << line;
    EXPECT_TRUE(IsUtf8(line));
  }
}

TEST(GithubAnnotations, TheLastOfTooManyCountsTheRest) {
  std::vector<ScenarioRecord> scenarios;
  for (int i = 0; i < 10; ++i) scenarios.push_back(By(Verdict::kFail, "no"));
  EXPECT_THAT(Lines(RunOf(scenarios, Verdict::kFail, 1)), SizeIs(10));
  EXPECT_THAT(Lines(RunOf(scenarios, Verdict::kFail, 1)).back(), HasSubstr("close.fin: no"));
  scenarios.push_back(By(Verdict::kFail, "no"));
  EXPECT_THAT(Lines(RunOf(scenarios, Verdict::kFail, 1)), SizeIs(10));
  EXPECT_THAT(Lines(RunOf(scenarios, Verdict::kFail, 1)).back(), HasSubstr("::2 more: see"));
}

TEST(GithubAnnotations, HoldsWhatTheTargetPrints) {
  EXPECT_EQ(StopGithubCommands("t0k"), "::stop-commands::t0k\n");
  EXPECT_EQ(ResumeGithubCommands("t0k"), "::t0k::\n");
}

}  // namespace
}  // namespace echocheck
