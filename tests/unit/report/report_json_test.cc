// SPDX-License-Identifier: MIT
#include "harness/report/report_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "harness/report/json_document.h"
#include "tests/unit/report/sample_run.h"

namespace echocheck {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;

nlohmann::json Parsed(const RunRecord& run) { return nlohmann::json::parse(RenderReportJson(run)); }

TEST(JsonDocument, KeepsShortValuesOnOneLineAndBreaksLongOnes) {
  JsonDocument document;
  document.Add("short", Json{{"a", 1}, {"b", {1, 2}}});
  document.Add("long", Json{{"text", std::string(120, 'x')}, {"empty", Json::array()}});
  document.OpenList("list");
  document.Add("", Json{{"item", std::string(120, 'y')}});
  document.Close();
  document.OpenObject("nothing");
  EXPECT_EQ(std::move(document).Take(),
            "{\n"
            "  \"short\": {\"a\": 1, \"b\": [1, 2]},\n"
            "  \"long\": {\n"
            "    \"text\": \"" +
                std::string(120, 'x') +
                "\",\n"
                "    \"empty\": []\n"
                "  },\n"
                "  \"list\": [\n"
                "    {\"item\": \"" +
                std::string(120, 'y') +
                "\"}\n"
                "  ],\n"
                "  \"nothing\": {}\n"
                "}\n");
}

TEST(ReportJson, ARunWithoutScenariosIsADocument) {
  const auto json = Parsed(RunOf({}, Verdict::kInconclusive, 2));
  EXPECT_EQ(json["format"], 1);
  EXPECT_EQ(json["run"]["exit_code"], 2);
  EXPECT_EQ(json["run"]["isolation"]["asked"], "auto");
  EXPECT_TRUE(json["scenarios"].empty());
}

TEST(ReportJson, SaysWhichArenasThereWere) {
  EXPECT_EQ(Parsed(SampleRun())["run"]["isolation"]["got"], nlohmann::json({"private", "host"}));
}

TEST(ReportJson, SaysWhenTheServerWasConfined) {
  RunRecord run = RunOf({}, Verdict::kInconclusive, 2);
  EXPECT_FALSE(Parsed(run)["run"].contains("confined"));
  run.confined = true;
  EXPECT_EQ(Parsed(run)["run"]["confined"], true);
}

TEST(ReportJson, KeepsBothEndsOfALongFlowAndCountsTheRest) {
  FlowScript script;
  script.Handshake();
  for (int i = 0; i < 10; ++i) script.ClientSends("x").ServerSends("x");
  ScenarioRecord scenario = BasicScenario();
  scenario.flows = {script.BuildKeeping(5, 4)};
  const auto segments =
      Parsed(RunOf({scenario}, Verdict::kPass, 0))["scenarios"][0]["flows"][0]["segments"];
  EXPECT_EQ(segments["count"], 23);
  EXPECT_EQ(segments["left_out"], 14);
  EXPECT_EQ(segments["first"].size(), 5U);
  EXPECT_EQ(segments["last"].back()["frame"], 23);
  ASSERT_EQ(segments["samples"].size(), 2U);
  EXPECT_EQ(segments["samples"][1]["sent"], 10);
  EXPECT_EQ(segments["samples"][1]["server_zero_window_ns"], 600);
}

TEST(ReportJson, NamesTheFilesThatThereAre) {
  const auto files = [](const ScenarioRecord& scenario) {
    return Parsed(RunOf({scenario}, Verdict::kPass, 0))["scenarios"][0]["files"];
  };
  EXPECT_EQ(files(BasicScenario()),
            nlohmann::json({"capture.pcap", "target.log", "evidence.json", "scenario.json"}));
  EXPECT_EQ(files(UncapturedScenario()),
            nlohmann::json({"target.log", "evidence.json", "scenario.json"}));
  EXPECT_EQ(files(OurErrorScenario()), nlohmann::json::array());
}

TEST(ReportJson, AnErrorOfOursIsThereAndApart) {
  const auto scenario = Parsed(RunOf({OurErrorScenario()}, Verdict::kError, 2))["scenarios"][0];
  EXPECT_EQ(scenario["verdict"], "error");
  EXPECT_EQ(scenario["error"]["kind"], "environment");
  EXPECT_TRUE(scenario["findings"].empty());
  EXPECT_FALSE(
      Parsed(RunOf({BasicScenario()}, Verdict::kPass, 0))["scenarios"][0].contains("error"));
}

TEST(ReportJson, TargetIsThatOfTheLastScenarioThatLaunchedIt) {
  const auto json = Parsed(RunOf({CrashedScenario(), OurErrorScenario()}, Verdict::kError, 2));
  EXPECT_EQ(json["target"]["exit_status"]["signal"], 11);
  EXPECT_EQ(json["target"]["command"][0], "./myserver");
}

}  // namespace
}  // namespace echocheck
