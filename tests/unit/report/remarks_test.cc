// SPDX-License-Identifier: MIT
// What INFO checks found out is seen in each report that has a place for it, and changes nothing.
#include "harness/report/remarks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/console.h"
#include "harness/report/console_text.h"
#include "harness/report/html/page_data.h"
#include "harness/report/html/plain_summary.h"
#include "harness/report/machine/github_annotations.h"
#include "harness/report/machine/gradescope_json.h"
#include "harness/report/machine/junit_xml.h"
#include "harness/report/machine/markdown_summary.h"
#include "harness/report/machine/tap.h"
#include "tests/unit/report/sample_many.h"
#include "tests/unit/report/sample_options.h"

namespace echocheck {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Finding Info(std::string check, std::string summary, std::string expected) {
  Finding finding = Passed(std::move(check), Level::kInfo, std::move(summary));
  finding.expected = std::move(expected);
  return finding;
}

Finding Deaf(std::string check) {
  Finding finding = Info(std::move(check), "0 of 5 bytes came back", "all that was sent");
  finding.cause = Cause{"exhausted-descriptors", {}, "It accepted nobody any more.", "Wait."};
  return finding;
}

ScenarioRecord Scenario(std::string name, std::vector<Finding> findings) {
  ScenarioRecord scenario = BasicScenario();
  scenario.name = std::move(name);
  scenario.findings = std::move(findings);
  return scenario;
}

RunRecord WithRemarks() {
  return RunOf({Scenario("process/a", {Deaf("echo.complete"), Deaf("close.released"),
                                       Info("close.fin", "no FIN", "FIN")}),
                Scenario("process/b", {Deaf("echo.complete")}),
                Scenario("udp/largest", {Info("udp.complete", "it was not answered", "an answer"),
                                         Info("capture.complete", "12 frames", "")})},
               Verdict::kPass, 0);
}

TEST(RemarksTest, AreThereOnceEach) {
  const std::vector<Remark> remarks = RemarksOf(WithRemarks());
  ASSERT_EQ(remarks.size(), 2U);
  EXPECT_EQ(remarks[0].id, "exhausted-descriptors");
  EXPECT_EQ(remarks[0].text, "It accepted nobody any more.");
  EXPECT_THAT(remarks[0].scenarios, testing::ElementsAre("process/a", "process/b"));
  EXPECT_EQ(remarks[1].id, "udp.complete");
  EXPECT_EQ(remarks[1].text, "it was not answered");
  EXPECT_EQ(remarks[1].hint, "");
}

TEST(RemarksTest, AreNotWhatHoldsOrCounts) {
  EXPECT_THAT(RemarksOf(PassingCatalogue()), IsEmpty());
  EXPECT_THAT(RemarksOf(ThreeFaults()), IsEmpty());
  Finding counts = Deaf("echo.complete");
  counts.level = Level::kMust;
  EXPECT_THAT(RemarksOf(RunOf({Scenario("process/a", {counts})}, Verdict::kPass, 0)), IsEmpty());
}

TEST(RemarksTest, StandBehindTheCausesOnTheConsole) {
  const std::string text = RenderSummary(WithRemarks(), {});
  EXPECT_THAT(text, HasSubstr("\nremarks, which change no verdict:\n"
                              "info  exhausted-descriptors: It accepted nobody any more.\n"
                              "      hint  Wait.\n"
                              "      2 scenarios: process/a, process/b\n"
                              "info  udp.complete: it was not answered\n"
                              "      1 scenario: udp/largest\n"));
  EXPECT_THAT(text, HasSubstr("pass: the target conforms"));
  EXPECT_THAT(RenderSummary(PassingCatalogue(), {}), Not(HasSubstr("remarks")));
  ConsoleOptions quiet;
  quiet.detail = ConsoleOptions::kQuiet;
  EXPECT_THAT(RenderSummary(WithRemarks(), quiet), Not(HasSubstr("remarks")));
}

TEST(RemarksTest, AreSaidOfASingleScenario) {
  RunRecord run = WithRemarks();
  run.scenarios.resize(1);
  EXPECT_THAT(RenderSummary(run, {}),
              HasSubstr("\nremarks, which change no verdict:\ninfo  exhausted-descriptors"));
}

TEST(RemarksTest, KeepToTheWidthAndTheLanguage) {
  RunRecord run = WithRemarks();
  run.scenarios[0].findings[0].cause->sentence =
      std::string(20, 'x') + std::string(300, ' ') + "word word word word word word word word word";
  ConsoleOptions japanese;
  japanese.language = "ja";
  const std::string text = RenderSummary(run, japanese);
  EXPECT_THAT(text, HasSubstr("参考 (判定には影響しません):"));
  EXPECT_THAT(text, Not(HasSubstr("remarks")));
  for (const std::string& line : SafeLines(text)) EXPECT_LE(DisplayWidth(line), 80U) << line;
}

TEST(RemarksTest, AreInEveryReportThatHasAPlaceForThem) {
  const RunRecord run = WithRemarks();
  const std::string markdown = RenderMarkdownSummary(run);
  EXPECT_THAT(markdown, HasSubstr("### Remarks, which change no verdict\n\n"
                                  "- `exhausted-descriptors`: It accepted nobody any more.\n"
                                  "  - hint: Wait.\n"));
  EXPECT_THAT(RenderMarkdownSummary(PassingCatalogue()), Not(HasSubstr("Remarks")));
  EXPECT_THAT(RenderTap(run), HasSubstr("\n# remark: exhausted-descriptors: It accepted nobody any "
                                        "more.\n"));
  EXPECT_THAT(RenderJunitXml(run),
              HasSubstr(R"(<property name="echocheck.remark" value="exhausted-descriptors: It )"));
  EXPECT_THAT(RenderGithubAnnotations(run),
              HasSubstr("::notice title=echocheck%3A exhausted-descriptors::It accepted nobody any "
                        "more.%0Ahint: Wait.\n"));
  EXPECT_THAT(RenderGradescopeJson(run),
              HasSubstr("remark exhausted-descriptors: It accepted nobody any more."));
  EXPECT_THAT(RunPageData(run, {}), HasSubstr(R"("remarks":[{"id":"exhausted-descriptors")"));
  EXPECT_THAT(PlainRunSummary(run),
              HasSubstr("<strong>exhausted-descriptors</strong> It accepted"));
}

}  // namespace
}  // namespace echocheck
