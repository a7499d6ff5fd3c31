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
using ::testing::StartsWith;
using Document = nlohmann::ordered_json;
using Pointer = Document::json_pointer;

// What is rendered from what was read from what was rendered.
void ExpectRoundTrip(const std::string& report) {
  const auto run = ReadReportJson(report);
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_EQ(RenderReportJson(*run), report);
}

std::string Golden(const std::string& name) {
  std::ifstream file(std::string(ECHOCHECK_SOURCE_DIR) + "/tests/golden/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string ProblemWith(std::string_view text) {
  const auto run = ReadReportJson(text);
  if (run) return "accepted";
  EXPECT_EQ(run.error().kind, ErrorKind::kEnvironment);
  return run.error().message;
}

std::string ProblemWhen(const std::string& pointer, Document value) {
  Document report = Document::parse(RenderReportJson(SampleRun()));
  report[Pointer(pointer)] = std::move(value);
  return ProblemWith(report.dump());
}

TEST(ReadReport, GivesBackEveryFate) { ExpectRoundTrip(Golden("report.json")); }

TEST(ReadReport, GivesBackWhatHasEveryOptionalKey) {
  ExpectRoundTrip(Golden("report_hostile.json"));
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
  for (int i = 0; i < 300; ++i) script.ClientSends(AllOctets()).ServerSends("x");
  ScenarioRecord scenario = BasicScenario();
  scenario.flows = {script.BuildKeeping(200, 200)};
  ExpectRoundTrip(RenderReportJson(RunOf({scenario}, Verdict::kPass, 0)));
}

// What the first report has left out is still told by one that was made from it.
TEST(ReadReport, CountsTheConnectionsThatWereLeftOut) {
  ScenarioRecord scenario = BasicScenario();
  for (int i = 0; i < 99; ++i) {
    scenario.evidence.history.connections.push_back(BasicClient());
    scenario.flows.push_back(BasicSession().Build());
  }
  const std::string report = RenderReportJson(RunOf({scenario}, Verdict::kPass, 0));
  const auto run = ReadReportJson(report);
  ASSERT_TRUE(run) << run.error().message;
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
  EXPECT_EQ(ProblemWhen("/scenarios/0/verdict", "passed"),
            "not a report of echocheck: /scenarios/0/verdict is none of: pass, fail, warn, "
            "inconclusive, skipped, error");
  EXPECT_THAT(ProblemWhen("/scenarios/1/findings/1/evidence/ports/0", 65536),
              HasSubstr("/scenarios/1/findings/1/evidence/ports/0 is not an integer from 0 to "
                        "65535"));
  EXPECT_THAT(ProblemWhen("/scenarios/0/flows/0/segments/first/0/flags", "SYM"),
              HasSubstr("/scenarios/0/flows/0/segments/first/0/flags is not flags joined by +, as "
                        "in SYN+ACK"));
  EXPECT_THAT(ProblemWhen("/scenarios/0/flows/0/segments/left_out", 1),
              HasSubstr("/segments/left_out is not \"count\" less those that are here"));
  EXPECT_THAT(ProblemWhen("/scenarios/0/target/command/1", 7),
              HasSubstr("/scenarios/0/target/command/1 is not a string"));
  EXPECT_THAT(ProblemWhen("/scenarios/0/target", 7),
              HasSubstr("/scenarios/0/target is not an object"));
  EXPECT_THAT(ProblemWhen("/format", 2), HasSubstr("/format is 2, and this echocheck reads 1"));
  EXPECT_THAT(ProblemWith("{}"), HasSubstr("/format is missing"));
  EXPECT_THAT(ProblemWith("[]"), HasSubstr("the document is not an object"));
}

TEST(ReadReport, AReportThatWasCutSaysWhere) {
  const std::string report = RenderReportJson(RunOf({UncapturedScenario()}, Verdict::kPass, 0));
  for (std::size_t size = 0; size < report.size() - 1; size += 97) {
    EXPECT_THAT(ProblemWith(report.substr(0, size)),
                StartsWith("not a whole report: parse error at line "));
  }
  EXPECT_THAT(ProblemWith(std::string(100'000, '[')), StartsWith("not a whole report"));
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
                "not a report of echocheck: " + parent + "/" + member.key() + " is missing");
    }
  }
}

}  // namespace
}  // namespace echocheck
