// SPDX-License-Identifier: MIT
// What each format says of each verdict: the table of docs/machine-reports.md.
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "harness/base/time_bounds.h"
#include "harness/report/machine/check50_json.h"
#include "harness/report/machine/github_annotations.h"
#include "harness/report/machine/gradescope_json.h"
#include "harness/report/machine/junit_xml.h"
#include "harness/report/machine/markdown_summary.h"
#include "harness/report/machine/tap.h"
#include "harness/report/topics.h"
#include "tests/unit/report/machine/verdict_samples.h"

namespace echocheck {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Of the first test: its result's element and content, or "pass".
std::string Junit(const RunRecord& run) {
  pugi::xml_document document;
  const auto parsed = document.load_string(RenderJunitXml(run).c_str());
  if (!parsed) return parsed.description();
  const pugi::xml_node test = document.select_node("//testcase").node();
  const pugi::xml_node child = test.first_child();
  if (!child) return "pass";
  const std::string name = child.name();
  return (name == "system-out" ? "pass" : name) + ": " + child.text().as_string();
}

std::string Tap(const RunRecord& run) {
  std::istringstream lines(RenderTap(run));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("ok") || line.starts_with("not ok")) return line;
  }
  return "";
}

std::string Check50(const RunRecord& run) {
  return nlohmann::json::parse(RenderCheck50Json(run))["results"][0]["passed"].dump();
}

// "passed 1/1", or "none".
std::string Gradescope(const RunRecord& run) {
  const auto document = nlohmann::json::parse(RenderGradescopeJson(run));
  for (const auto& test : document["tests"]) {
    if (test["name"] == "run") continue;
    return test["status"].get<std::string>() + " " + test["score"].dump() + "/" +
           test["max_score"].dump();
  }
  return "none";
}

// Of the first annotation.
std::string Annotation(const RunRecord& run) {
  const std::string text = RenderGithubAnnotations(run);
  return text.substr(0, text.find('\n'));
}

TEST(MachineVerdicts, Pass) {
  const RunRecord run = Only(By(Verdict::kPass, "it did"));
  EXPECT_EQ(Junit(run), "pass");
  EXPECT_EQ(Tap(run), "ok 1 - close/half_close");
  EXPECT_EQ(Check50(run), "true");
  EXPECT_EQ(Gradescope(run), "passed 1/1");
  EXPECT_EQ(Annotation(run), "::notice title=echocheck::pass: the target conforms (1 scenario)");
}

TEST(MachineVerdicts, WarnPassesWithItsWords) {
  const RunRecord run = Only(By(Verdict::kWarn, "it was slow"));
  EXPECT_THAT(Junit(run), HasSubstr("pass: warn: close.fin: it was slow"));
  EXPECT_EQ(Tap(run), "ok 1 - close/half_close");
  EXPECT_THAT(RenderTap(run), HasSubstr("message: \"close.fin: it was slow\""));
  EXPECT_EQ(Check50(run), "true");
  EXPECT_EQ(Gradescope(run), "passed 1/1");
  EXPECT_EQ(Annotation(run),
            "::warning title=echocheck%3A close/half_close::close.fin: it was slow");
}

TEST(MachineVerdicts, Fail) {
  const RunRecord run = Only(By(Verdict::kFail, "it did not"));
  EXPECT_THAT(Junit(run), HasSubstr("failure: fail: close.fin: it did not"));
  EXPECT_EQ(Tap(run), "not ok 1 - close/half_close");
  EXPECT_EQ(Check50(run), "false");
  EXPECT_EQ(Gradescope(run), "failed 0/1");
  EXPECT_EQ(Annotation(run), "::error title=echocheck%3A close/half_close::close.fin: it did not");
}

TEST(MachineVerdicts, InconclusiveIsNoPass) {
  const RunRecord run = Only(By(Verdict::kInconclusive, "frames were lost"));
  EXPECT_THAT(Junit(run), HasSubstr("error: inconclusive: close.fin: frames were lost"));
  EXPECT_EQ(Tap(run), "not ok 1 - close/half_close");
  EXPECT_EQ(Check50(run), "null");
  EXPECT_EQ(Gradescope(run), "failed 0/1");
  EXPECT_THAT(RenderGradescopeJson(run), HasSubstr("says nothing about the program"));
  EXPECT_THAT(Annotation(run), HasSubstr("::inconclusive: close.fin: frames were lost"));
}

TEST(MachineVerdicts, AnErrorOfOursSaysSo) {
  const RunRecord run = Only(OurErrorScenario());
  EXPECT_THAT(Junit(run), HasSubstr("error: error: echocheck failed: cannot write"));
  EXPECT_EQ(Tap(run), "not ok 1 - full_disk");
  EXPECT_EQ(Check50(run), "null");
  EXPECT_EQ(Gradescope(run), "failed 0/1");
  EXPECT_THAT(Annotation(run), HasSubstr("::error: echocheck failed: cannot write"));
}

TEST(MachineVerdicts, SkippedIsWorthNothing) {
  const RunRecord run = Only(By(Verdict::kSkipped, "it serves no UDP"));
  EXPECT_THAT(Junit(run), HasSubstr("skipped: skipped: close.fin: it serves no UDP"));
  EXPECT_EQ(Tap(run), "ok 1 - close/half_close # SKIP close.fin: it serves no UDP");
  EXPECT_EQ(Check50(run), "null");
  EXPECT_EQ(Gradescope(run), "none");
  EXPECT_THAT(RenderGradescopeJson(run), HasSubstr("skipped, and worth no points"));
  EXPECT_THAT(Annotation(run), HasSubstr("every scenario was skipped"));
}

// A target that never listened has earned nothing of what it could have.
TEST(MachineVerdicts, NotPlayedIsWorthItsPoints) {
  const RunRecord run = Only(NotPlayed("the target never listened"));
  EXPECT_THAT(Junit(run), HasSubstr("skipped: skipped: the target never listened"));
  EXPECT_EQ(Tap(run), "ok 1 - close/half_close # SKIP the target never listened");
  EXPECT_EQ(Gradescope(run), "failed 0/1");
}

// A server that resets its connections would look the same.
TEST(MachineVerdicts, ACloseThatWasNotSeenEarnsNothing) {
  const RunRecord run = Only(UncapturedScenario());
  EXPECT_EQ(Junit(run), "pass");
  EXPECT_EQ(Tap(run), "ok 1 - uncaptured");
  EXPECT_EQ(Check50(run), "null");
  EXPECT_THAT(RenderCheck50Json(run), HasSubstr("how the connections close was not seen"));
  EXPECT_EQ(Gradescope(run), "failed 0/1");
  EXPECT_THAT(RenderGradescopeJson(run), HasSubstr("let it be run where packets can be captured"));
}

TEST(MachineVerdicts, ACloseThatTheSocketsShowedEarnsItsPoints) {
  ScenarioRecord scenario = UncapturedScenario();
  scenario.findings.push_back(Passed("close.no_reset", Level::kMust, "the server did not reset"));
  EXPECT_EQ(Gradescope(Only(scenario)), "passed 1/1");
  EXPECT_EQ(Check50(Only(scenario)), "true");
}

// Each says it before it says anything else of the run.
TEST(MachineVerdicts, WhatWasNotSeenIsAtTheTop) {
  const RunRecord run = Only(UncapturedScenario());
  const std::string isolation = "not isolated: 1 of 1 scenarios ran on the host's network: user";
  const std::string capture = "packets not captured in 1 of 1 scenarios: no right to capture";
  const std::string close = "how connections close was not seen in 1 of 1 scenarios";
  for (const std::string& line : {isolation, capture, close}) {
    EXPECT_THAT(RenderTap(run).substr(0, RenderTap(run).find("ok 1")), HasSubstr("# " + line));
    EXPECT_THAT(RenderJunitXml(run), HasSubstr("\"echocheck.downgrade\" value=\"" + line));
    EXPECT_THAT(RenderGithubAnnotations(run), HasSubstr("::warning title=echocheck::" + line));
    EXPECT_THAT(nlohmann::json::parse(RenderGradescopeJson(run))["output"].get<std::string>(),
                HasSubstr(line));
    const std::string page = RenderMarkdownSummary(run);
    EXPECT_THAT(page.substr(0, page.find("| topic")), HasSubstr("**" + line.substr(0, 20)));
  }
}

TEST(MachineVerdicts, WhatTheUserAskedForIsNoDowngrade) {
  RunRecord run = Only(UncapturedScenario());
  run.isolation = "host";
  EXPECT_THAT(RenderTap(run), Not(HasSubstr("not isolated")));
  EXPECT_THAT(RenderTap(run), HasSubstr("packets not captured"));
  EXPECT_THAT(RenderTap(Only(BasicScenario())), Not(HasSubstr("not captured")));
}

TEST(MachineVerdicts, AKnownFailureNeitherPassesNorFails) {
  const RunRecord run = Only(Known(By(Verdict::kFail, "it did not"), "ticket #12"));
  EXPECT_THAT(Junit(run), HasSubstr("skipped: fail, known: known failure: ticket #12"));
  EXPECT_EQ(Tap(run), "not ok 1 - close/half_close # TODO known failure: ticket #12");
  EXPECT_EQ(Check50(run), "null");
  EXPECT_EQ(Gradescope(run), "failed 0/1");
  EXPECT_THAT(Annotation(run), HasSubstr("::notice title=echocheck::pass"));
}

TEST(MachineVerdicts, FlakyFailsAndSaysSo) {
  const RunRecord run = Only(Flaky(By(Verdict::kFail, "now so, now so")));
  EXPECT_THAT(Junit(run), HasSubstr("failure: fail, flaky: close.fin: now so, now so"));
  EXPECT_THAT(Junit(run), HasSubstr("played 2 times, and it is flaky: 1 pass, 1 fail"));
  EXPECT_THAT(RenderTap(run), HasSubstr("severity: \"fail, flaky\""));
}

TEST(MachineVerdicts, FlakyThatIsAllowedPassesWithItsWords) {
  ScenarioRecord scenario = Flaky(Brief("basic", Verdict::kWarn));
  scenario.findings = {Passed("echo.bytes", Level::kMust, "all came back")};
  const RunRecord run = Only(scenario);
  EXPECT_THAT(Junit(run), HasSubstr("pass: warn, flaky: flaky: 1 pass, 1 fail"));
  EXPECT_EQ(Tap(run), "ok 1 - basic");
  EXPECT_THAT(Annotation(run), HasSubstr("::warning title=echocheck%3A basic::flaky"));
}

// A report from elsewhere may claim them.
TEST(MachineVerdicts, SumsOfDurationsAreBounded) {
  RunRecord run = Only(By(Verdict::kPass, "it did"));
  run.scenarios[0].evidence.durations.total = kFarthestTime;
  run.scenarios.resize(4, run.scenarios[0]);
  const std::string longest = "time=\"4611686018.427\"";
  EXPECT_THAT(RenderJunitXml(run), HasSubstr("skipped=\"0\" " + longest));
  EXPECT_EQ(TopicsOf(run, "top", "all").front().time, kFarthestTime);
}

TEST(MachineVerdicts, AFailureIsOfTheKindOfItsCause) {
  ScenarioRecord scenario = FailedBy("bytes/nul", "echo.complete", "cut-at-nul");
  EXPECT_THAT(RenderJunitXml(Only(scenario)), HasSubstr("<failure type=\"cut-at-nul\""));
  EXPECT_THAT(RenderJunitXml(Only(By(Verdict::kFail, "no"))),
              HasSubstr("<failure type=\"close.fin\""));
}

TEST(MachineVerdicts, VisibilityIsATag) {
  ScenarioRecord scenario = Brief("basic");
  scenario.tags = {"course", "after_published"};
  const auto tests = nlohmann::json::parse(RenderGradescopeJson(Only(scenario)))["tests"];
  EXPECT_EQ(tests[0]["visibility"], "after_published");
  EXPECT_EQ(nlohmann::json::parse(RenderGradescopeJson(Only(Brief("a"))))["tests"][0]["visibility"],
            "visible");
}

TEST(MachineVerdicts, TitlesHaveTheLanguageOfTheRun) {
  ScenarioRecord scenario = BasicScenario();
  scenario.title = {"one client", "1 つのクライアント"};
  RunRecord run = RunOf({scenario}, Verdict::kPass, 0);
  const auto name = [&] {
    return nlohmann::json::parse(RenderGradescopeJson(run))["tests"][0]["name"];
  };
  const auto description = [&] {
    return nlohmann::json::parse(RenderCheck50Json(run))["results"][0]["description"];
  };
  EXPECT_EQ(name(), "basic: one client");
  EXPECT_EQ(description(), "one client");
  run.language = "ja";
  EXPECT_EQ(name(), "basic: 1 つのクライアント");
  EXPECT_EQ(description(), "1 つのクライアント");
}

TEST(MachineVerdicts, GradescopeNumbersByTopic) {
  const RunRecord run = RunOf(
      {Brief("basic"), Brief("close/a"), Brief("bytes/a"), Brief("close/b")}, Verdict::kPass, 0);
  const auto document = nlohmann::json::parse(RenderGradescopeJson(run));
  std::string numbers;
  for (const auto& test : document["tests"]) numbers += test["number"].get<std::string>() + " ";
  EXPECT_EQ(numbers, "1.1 2.1 3.1 2.2 ");
  EXPECT_FALSE(document.contains("score"));
}

}  // namespace
}  // namespace echocheck
