// SPDX-License-Identifier: MIT
// Which parts a scenario's text has, and when.
#include "harness/report/console.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/console_text.h"
#include "tests/unit/report/sample_options.h"
#include "tests/unit/report/sample_run.h"

namespace echocheck {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

ConsoleOptions Plain() { return {}; }

ScenarioRecord ManyClients(std::uint16_t count) {
  ScenarioRecord scenario = BasicScenario();
  scenario.flows.clear();
  for (std::uint16_t i = 0; i < count; ++i) {
    FlowScript flow(static_cast<std::uint16_t>(50001 + i), 1U + 10U * i);
    scenario.flows.push_back(flow.Handshake().ClientCloses().ServerClosesToo().Build());
  }
  return scenario;
}

std::string WithoutColour(std::string text) {
  for (std::size_t at = 0; (at = text.find('\x1b', at)) != std::string::npos;) {
    text.erase(at, text.find('m', at) - at + 1);
  }
  return text;
}

TEST(Console, ColourChangesNothingButColour) {
  ConsoleOptions color;
  color.color = true;
  const RunRecord run = SampleRun();
  for (const ScenarioRecord& scenario : run.scenarios) {
    EXPECT_THAT(RenderScenario(scenario, color), HasSubstr("\x1b["));
    EXPECT_EQ(WithoutColour(RenderScenario(scenario, color)), RenderScenario(scenario, Plain()));
  }
  EXPECT_EQ(WithoutColour(RenderSummary(run, color)), RenderSummary(run, Plain()));
}

TEST(Console, KeepsToItsWidth) {
  for (const int width : {64, 80, 120}) {
    ConsoleOptions options;
    options.width = width;
    options.run_folder = "reports/a-run-folder-with-quite-a-long-name-in-it";
    for (const auto detail :
         {ConsoleOptions::kQuiet, ConsoleOptions::kNormal, ConsoleOptions::kVerbose}) {
      options.detail = detail;
      std::string text = RenderSummary(SampleRun(), options);
      for (const ScenarioRecord& each : SampleRun().scenarios)
        text += RenderScenario(each, options);
      for (const std::string& line : SafeLines(text)) {
        EXPECT_LE(DisplayWidth(line), static_cast<std::size_t>(width)) << line;
      }
    }
  }
}

TEST(Console, TheTitleHasTheLanguageOfTheOptions) {
  ScenarioRecord scenario = BasicScenario();
  scenario.title = {"one client", "1 つのクライアント"};
  ConsoleOptions options;
  EXPECT_THAT(RenderScenario(scenario, options), StartsWith("basic: one client\n"));
  options.language = "ja";
  EXPECT_THAT(RenderScenario(scenario, options), StartsWith("basic: 1 つのクライアント\n"));
  scenario.title.japanese.clear();
  EXPECT_THAT(RenderScenario(scenario, options), StartsWith("basic: one client\n"));
}

TEST(Console, ANarrowTerminalGetsTheNarrowestPage) {
  ConsoleOptions tiny;
  tiny.width = 1;
  ConsoleOptions narrowest;
  narrowest.width = ConsoleOptions::kNarrowest;
  EXPECT_EQ(RenderScenario(FailingScenario(), tiny), RenderScenario(FailingScenario(), narrowest));
}

TEST(Console, LadderCanBeLeftOut) {
  ConsoleOptions options;
  options.ladder = false;
  const std::string text = RenderScenario(FailingScenario(), options);
  EXPECT_THAT(text, Not(HasSubstr("handshake 1 of 3")));
  EXPECT_THAT(text, HasSubstr("echo.bytes"));
}

TEST(Console, QuietHasALineForEachScenarioThatDidNotPass) {
  EXPECT_EQ(RenderScenario(BasicScenario(), Quiet()), "");
  EXPECT_THAT(RenderScenario(FailingScenario(), Quiet()),
              StartsWith("fail  echo/newlines  newline-changed: A line end was translated"));
  EXPECT_EQ(RenderScenario(CrashedScenario(), Quiet()),
            "fail  crash  crashed: The program was killed by signal 11 (SIGSEGV).\n");
  EXPECT_EQ(RenderSummary(RunOf({BasicScenario()}, Verdict::kPass, 0), Quiet()),
            "pass: the target conforms (1 scenario, 21.5 ms)\n");
}

TEST(Console, AnErrorOfOursJudgesNothing) {
  ScenarioRecord scenario = OurErrorScenario();
  scenario.findings = {Judged(Verdict::kFail, "echo.bytes", Level::kMust, "must not be shown")};
  const std::string text = RenderScenario(scenario, Plain());
  EXPECT_THAT(text, HasSubstr("not judged: echocheck itself failed"));
  EXPECT_THAT(text, HasSubstr("    free some space"));
  EXPECT_THAT(text, Not(HasSubstr("must not be shown")));
  EXPECT_THAT(text, Not(HasSubstr("behaviour")));
}

TEST(Console, SaysWhatWasNotSeenAndWhy) {
  const std::string text = RenderScenario(UncapturedScenario(), Plain());
  EXPECT_THAT(text, HasSubstr("  found: it listens on 8080 whatever its arguments\n"));
  EXPECT_THAT(text, HasSubstr("  on the host's network: user namespaces are switched off"));
  EXPECT_THAT(text, HasSubstr("  no capture: no right to capture on lo"));
  ScenarioRecord cut = BasicScenario();
  cut.evidence.capture.state = CaptureState::kIncomplete;
  cut.evidence.capture.reason = "2 frames dropped";
  EXPECT_THAT(RenderScenario(cut, Plain()), HasSubstr("  capture incomplete: 2 frames dropped\n"));
}

TEST(Console, ShowsTheLastOutputOnceAndBounded) {
  ScenarioRecord scenario = CrashedScenario();
  scenario.findings.push_back(scenario.findings.back());
  std::string& output = scenario.evidence.target.output_tail;
  for (int line = 1; line <= 20; ++line) output += "line " + std::to_string(line) + "\n";
  const std::string text = RenderScenario(scenario, Plain());
  EXPECT_THAT(text, Not(HasSubstr("| line 10\n")));
  EXPECT_THAT(text, HasSubstr("  | line 11\n"));
  EXPECT_EQ(text.find("| line 20\n"), text.rfind("| line 20\n"));
  EXPECT_THAT(RenderScenario(CrashedScenario(), Plain()), HasSubstr("the target wrote no output"));
  ScenarioRecord passed = BasicScenario();
  passed.evidence.target.output_tail = "served one\n";
  EXPECT_THAT(RenderScenario(passed, Plain()), Not(HasSubstr("output")));
}

TEST(Console, ShowsTheLastOutputOfWhateverFailed) {
  ScenarioRecord scenario = FailingScenario();
  for (Finding& finding : scenario.findings) finding.evidence.show_output = false;
  scenario.evidence.target.output_tail.clear();
  EXPECT_THAT(RenderScenario(scenario, Plain()), Not(HasSubstr("output")));
  scenario.evidence.target.output_tail =
      "thread panicked at 'called `Result::unwrap()` on an `Err` value: stream did not contain "
      "valid UTF-8'\n";
  const std::string text = RenderScenario(scenario, Plain());
  EXPECT_THAT(text, HasSubstr("the target's last output"));
  EXPECT_THAT(text, HasSubstr("UTF-8'\n")) << "wrapped, not cut";
}

TEST(Console, DrawsThreeFlowsAndCountsTheOthers) {
  const std::string text = RenderScenario(ManyClients(5), Plain());
  EXPECT_THAT(text, HasSubstr("127.0.0.1:50003"));
  EXPECT_THAT(text, Not(HasSubstr("127.0.0.1:50004")));
  EXPECT_THAT(text, HasSubstr("and 2 more connections with 12 segments, in report.json"));
}

TEST(Console, DrawsTheFlowOfAFailureFirst) {
  ScenarioRecord by_port = ManyClients(5);
  by_port.findings = {Judged(Verdict::kFail, "echo.bytes", Level::kMust, "changed")};
  by_port.findings[0].evidence.ports = {50005};
  ScenarioRecord by_frame = by_port;
  by_frame.findings[0].evidence = {};
  by_frame.findings[0].evidence.frames = {42};
  for (const ScenarioRecord& scenario : {by_port, by_frame}) {
    const std::string text = RenderScenario(scenario, Plain());
    EXPECT_LT(text.find("127.0.0.1:50005"), text.find("127.0.0.1:50001"));
    EXPECT_THAT(text, HasSubstr("127.0.0.1:50002"));
    EXPECT_THAT(text, Not(HasSubstr("127.0.0.1:50003")));
  }
}

TEST(Console, BoundsLongListsAndTexts) {
  ScenarioRecord scenario = FailingScenario();
  scenario.findings = {Judged(Verdict::kFail, "echo.bytes", Level::kMust, "changed")};
  scenario.findings[0].expected = std::string(10'000, 'a');
  for (std::uint64_t frame = 1; frame <= 100; ++frame) {
    scenario.findings[0].evidence.frames.push_back(frame);
  }
  const std::string text = RenderScenario(scenario, Plain());
  EXPECT_THAT(text, HasSubstr("11, 12 and 88 more"));
  EXPECT_LT(text.size(), 5'000U);
}

TEST(Console, SummaryCountsVerdictsAndNamesTheReport) {
  ConsoleOptions options;
  options.run_folder = "reports/r";
  options.strict = true;
  const std::string text =
      RenderSummary(RunOf({BasicScenario(), FailingScenario()}, Verdict::kFail, 1), options);
  EXPECT_THAT(text, HasSubstr("fail: the target does not conform "
                              "(2 scenarios, 1 pass, 1 fail, 21.5 ms)\n"
                              "  strict: a SHOULD counts as a MUST\n"
                              "  page: reports/r/report.html\n"));
}

TEST(Console, AnUnfinishedOrEmptyRunSaysSo) {
  RunRecord run = RunOf({}, Verdict::kInconclusive, 2);
  run.finished = false;
  EXPECT_THAT(RenderSummary(run, Plain()),
              ContainsRegex("^inconclusive: no scenario was run .*\n  the run was not finished\n"));
}

}  // namespace
}  // namespace echocheck
