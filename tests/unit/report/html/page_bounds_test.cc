// SPDX-License-Identifier: MIT
#include "harness/report/html/page_bounds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/html/page_data.h"
#include "tests/unit/report/sample_many.h"

namespace echocheck {
namespace {

using ::testing::ElementsAre;

// Clients on 50001, 50002, ...: seven segments each.
ScenarioRecord WithClients(std::string name, Verdict verdict, std::uint16_t count) {
  ScenarioRecord scenario = Brief(std::move(name), verdict);
  for (std::uint16_t i = 0; i < count; ++i) {
    FlowScript flow(static_cast<std::uint16_t>(50001 + i), 1U + 7U * i);
    flow.Handshake().ClientSends("a").ServerSends("a").ClientCloses().ServerResets(Actor::kKernel);
    scenario.flows.push_back(flow.Build());
  }
  return scenario;
}

PageBounds Bounds(std::size_t segments, std::size_t a_scenario) {
  PageBounds bounds;
  bounds.segments = segments;
  bounds.segments_a_scenario = a_scenario;
  return bounds;
}

TEST(PageBounds, WhatFailedGetsItsShareFirst) {
  const std::vector<ScenarioRecord> scenarios = {WithClients("a", Verdict::kPass, 2),
                                                 WithClients("b", Verdict::kFail, 2)};
  EXPECT_THAT(FlowsWithSegments(scenarios, Bounds(21, 100)),
              ElementsAre(ElementsAre(true, false), ElementsAre(true, true)));
  EXPECT_THAT(FlowsWithSegments(scenarios, Bounds(0, 100)),
              ElementsAre(ElementsAre(false, false), ElementsAre(false, false)));
}

TEST(PageBounds, NoScenarioTakesAll) {
  const std::vector<ScenarioRecord> scenarios = {WithClients("a", Verdict::kFail, 3),
                                                 WithClients("b", Verdict::kPass, 1)};
  EXPECT_THAT(FlowsWithSegments(scenarios, Bounds(100, 8)),
              ElementsAre(ElementsAre(true, false, false), ElementsAre(true)));
}

TEST(PageBounds, SamplesTakeRoomToo) {
  std::vector<ScenarioRecord> scenarios = {WithClients("a", Verdict::kFail, 1)};
  scenarios[0].flows[0].samples.resize(200);
  EXPECT_THAT(FlowsWithSegments(scenarios, Bounds(1000, 106)), ElementsAre(ElementsAre(false)));
  EXPECT_THAT(FlowsWithSegments(scenarios, Bounds(1000, 107)), ElementsAre(ElementsAre(true)));
}

TEST(PageBounds, AFlowThatAFindingNamesGoesFirst) {
  ScenarioRecord scenario = WithClients("a", Verdict::kFail, 3);
  scenario.findings = {Judged(Verdict::kFail, "echo.bytes", Level::kMust, "changed")};
  scenario.findings[0].evidence.ports = {50003};
  const std::vector<ScenarioRecord> scenarios = {scenario};
  EXPECT_THAT(FlowsWithSegments(scenarios, Bounds(7, 100)),
              ElementsAre(ElementsAre(false, false, true)));
}

TEST(PageBounds, ThePageHasTheConnectionsThatReportJsonHas) {
  ScenarioRecord scenario = WithClients("a", Verdict::kFail, 100);
  scenario.findings = {Judged(Verdict::kFail, "echo.bytes", Level::kMust, "changed")};
  scenario.findings[0].evidence.ports = {50090};
  const auto shown = ShownFlows(scenario);
  ASSERT_EQ(shown.size(), 65U);
  EXPECT_EQ(shown.back(), 89U);

  // Read back from report.json, a record has only those: the page is the same.
  ScenarioRecord read_back = scenario;
  read_back.flows.clear();
  for (const std::size_t i : shown) read_back.flows.push_back(scenario.flows[i]);
  read_back.flows_left_out = 35;
  EXPECT_EQ(RunPageData(RunOf({read_back}, Verdict::kFail, 1)),
            RunPageData(RunOf({scenario}, Verdict::kFail, 1)));
}

}  // namespace
}  // namespace echocheck
