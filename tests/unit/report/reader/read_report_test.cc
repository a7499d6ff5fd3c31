// SPDX-License-Identifier: MIT
// What report.json holds comes back, and what is no report is told with its place.
#include "harness/report/reader/read_report.h"

#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "harness/report/report_json.h"
#include "tests/unit/report/hostile_run.h"
#include "tests/unit/report/sample_many.h"

namespace echocheck {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using Document = nlohmann::ordered_json;
using Pointer = Document::json_pointer;

// What is rendered from what was read from what was rendered.
void ExpectRoundTrip(const std::string& report) {
  const auto run = ReadReportJson(report, "dir/report.json");
  ASSERT_TRUE(run) << run.error().message.english();
  EXPECT_EQ(RenderReportJson(*run), report);
}

std::string Golden(const std::string& name) {
  std::ifstream file(std::string(ECHOCHECK_SOURCE_DIR) + "/tests/golden/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string WholeProblemWith(std::string_view text) {
  const auto run = ReadReportJson(text, "dir/r.json");
  if (run) return "accepted";
  EXPECT_EQ(run.error().kind, ErrorKind::kEnvironment);
  return run.error().message.english();
}

// Without its place.
std::string ProblemWith(std::string_view text) {
  const std::string problem = WholeProblemWith(text);
  if (problem == "accepted") return problem;
  EXPECT_THAT(problem, MatchesRegex("dir/r\\.json:[0-9]+:[0-9]+: .*"));
  return problem.substr(problem.find(": ") + 2);
}

std::string ProblemWhen(const std::string& pointer, Document value) {
  Document report = Document::parse(RenderReportJson(SampleRun()));
  report[Pointer(pointer)] = std::move(value);
  return ProblemWith(report.dump());
}

TEST(ReadReport, GivesBackEveryFate) { ExpectRoundTrip(Golden("report.json")); }

TEST(ReadReport, GivesBackThatTheServerWasConfined) {
  RunRecord run = SampleRun();
  run.confined = true;
  ExpectRoundTrip(RenderReportJson(run));
}

TEST(ReadReport, GivesBackWhatHasEveryOptionalKey) {
  ExpectRoundTrip(Golden("report_hostile.json"));
}

TEST(ReadReport, GivesBackTheTextsOfAScenarioInBothLanguages) {
  ScenarioRecord scenario = BasicScenario();
  scenario.title = {"one client", "1 つのクライアント"};
  scenario.description = {"It speaks.", "話します。"};
  const std::string report = RenderReportJson(RunOf({scenario}, Verdict::kPass, 0));
  const auto run = ReadReportJson(report, "dir/report.json");
  ASSERT_TRUE(run) << run.error().message.english();
  EXPECT_EQ(run->scenarios[0].title, scenario.title);
  EXPECT_EQ(run->scenarios[0].description, scenario.description);
  ExpectRoundTrip(report);
}

// Reports of earlier versions have no Japanese texts.
TEST(ReadReport, GivesBackATextThatIsEnglishAlone) {
  ScenarioRecord scenario = BasicScenario();
  scenario.title = {"one client", ""};
  const std::string report = RenderReportJson(RunOf({scenario}, Verdict::kPass, 0));
  EXPECT_THAT(report, Not(HasSubstr("_ja")));
  const auto run = ReadReportJson(report, "dir/report.json");
  ASSERT_TRUE(run) << run.error().message.english();
  EXPECT_EQ(run->scenarios[0].title, scenario.title);
  EXPECT_EQ(ProblemWhen("/scenarios/0/title_ja", 7), "/scenarios/0/title_ja: expected a string");
}

TEST(ReadReport, GivesBackFlakyAndKnownAndCauses) {
  ExpectRoundTrip(RenderReportJson(ThreeFaults()));
}

TEST(ReadReport, GivesBackARunThatHasNotBegun) {
  RunRecord run = RunOf({}, Verdict::kInconclusive, 2);
  run.finished = false;
  ExpectRoundTrip(RenderReportJson(run));
}

TEST(ReadReport, GivesBackTheEndsOfALongFlow) {
  FlowScript script;
  script.Handshake();
  for (int i = 0; i < 300; ++i) script.ClientSends(AllBytes()).ServerSends("x");
  ScenarioRecord scenario = BasicScenario();
  scenario.flows = {script.BuildKeeping(200, 200)};
  ExpectRoundTrip(RenderReportJson(RunOf({scenario}, Verdict::kPass, 0)));
}

// What the first report has left out is still told by one that was made from it.
TEST(ReadReport, GivesBackThatACaptureHasComments) {
  ScenarioRecord scenario = BasicScenario();
  scenario.has_commented_capture = true;
  const std::string report = RenderReportJson(RunOf({scenario}, Verdict::kPass, 0));
  EXPECT_THAT(report, HasSubstr("\"capture.pcap\", \"capture.pcapng\""));
  ExpectRoundTrip(report);
  ExpectRoundTrip(RenderReportJson(RunOf({BasicScenario()}, Verdict::kPass, 0)));
}

TEST(ReadReport, CountsTheConnectionsThatWereLeftOut) {
  ScenarioRecord scenario = BasicScenario();
  for (int i = 0; i < 99; ++i) {
    scenario.evidence.history.connections.push_back(BasicClient());
    scenario.flows.push_back(BasicSession().Build());
  }
  const std::string report = RenderReportJson(RunOf({scenario}, Verdict::kPass, 0));
  const auto run = ReadReportJson(report, "dir/report.json");
  ASSERT_TRUE(run) << run.error().message.english();
  EXPECT_EQ(run->scenarios[0].clients_left_out, 36U);
  EXPECT_EQ(run->scenarios[0].flows.size(), 64U);
  ExpectRoundTrip(report);
}

TEST(ReadReport, IgnoresWhatItDoesNotKnow) {
  EXPECT_EQ(ProblemWhen("/new", 1), "accepted");
  EXPECT_EQ(ProblemWhen("/run/new", {{"a", 1}}), "accepted");
  EXPECT_EQ(ProblemWhen("/scenarios/0/flows/0/segments/first/0/new", nullptr), "accepted");
}

TEST(ReadReport, NamesThePlaceAndWhatWouldBeRight) {
  EXPECT_EQ(
      ProblemWhen("/scenarios/0/verdict", "passed"),
      "/scenarios/0/verdict: expected one of: pass, fail, warn, inconclusive, skipped, error");
  EXPECT_THAT(ProblemWhen("/scenarios/1/findings/1/evidence/ports/0", 65536),
              HasSubstr("/scenarios/1/findings/1/evidence/ports/0: expected an integer from 0 to "
                        "65535"));
  EXPECT_THAT(
      ProblemWhen("/scenarios/0/flows/0/segments/first/0/flags", "SYM"),
      HasSubstr("/scenarios/0/flows/0/segments/first/0/flags: expected flags joined by +, as "
                "in SYN+ACK"));
  EXPECT_THAT(ProblemWhen("/scenarios/0/flows/0/segments/left_out", 1),
              HasSubstr("/segments/left_out: expected \"count\" less those that are here"));
  EXPECT_THAT(ProblemWhen("/scenarios/0/target/command/1", 7),
              HasSubstr("/scenarios/0/target/command/1: expected a string"));
  EXPECT_THAT(ProblemWhen("/scenarios/0/target", 7),
              HasSubstr("/scenarios/0/target: expected an object"));
  EXPECT_THAT(ProblemWhen("/format", 2),
              HasSubstr("/format: unknown format 2, this version reads format 1"));
  EXPECT_THAT(ProblemWith("{}"), HasSubstr("missing key \"format\""));
  EXPECT_THAT(ProblemWith("[]"), HasSubstr("expected an object"));
}

TEST(ReadReport, AReportThatWasCutSaysWhere) {
  const std::string report = RenderReportJson(RunOf({UncapturedScenario()}, Verdict::kPass, 0));
  for (std::size_t size = 0; size < report.size() - 1; size += 97) {
    EXPECT_NE(ProblemWith(report.substr(0, size)), "accepted") << size;
  }
  EXPECT_EQ(WholeProblemWith("{\n  \"format\": 1,\n"),
            "dir/r.json:3:1: expected a key in double quotes, found the end of the file");
  EXPECT_EQ(WholeProblemWith(std::string(100'000, '[')),
            "dir/r.json:1:100001: expected a value, found the end of the file");
}

TEST(ReadReport, AWrongValueIsToldWithItsLineAndColumn) {
  EXPECT_EQ(WholeProblemWith("{\n  \"format\": 2}"),
            "dir/r.json:2:13: /format: unknown format 2, this version reads format 1");
  EXPECT_EQ(WholeProblemWith("\n{\"format\": 1}"), "dir/r.json:2:1: missing key \"run\"");
}

// Each key that may not be missing is named when it is, and no report that lacks it is half read.
TEST(ReadReport, EveryMissingKeyIsNamedOrNotNeeded) {
  const Document full =
      Document::parse(RenderReportJson(RunOf({FailingScenario()}, Verdict::kFail, 1)));
  for (const std::string parent :
       {"", "/run", "/target", "/scenarios/0", "/scenarios/0/findings/1",
        "/scenarios/0/findings/1/evidence", "/scenarios/0/flows/0", "/scenarios/0/target",
        "/scenarios/0/flows/0/segments/first/0", "/scenarios/0/flows/0/from_client"}) {
    for (const auto& member : full.at(Pointer(parent)).items()) {
      Document report = full;
      report.at(Pointer(parent)).erase(member.key());
      const std::string problem = ProblemWith(report.dump());
      if (problem == "accepted") continue;
      EXPECT_EQ(problem,
                parent + (parent.empty() ? "" : ": ") + "missing key \"" + member.key() + "\"");
    }
  }
}

}  // namespace
}  // namespace echocheck
