// SPDX-License-Identifier: MIT
#include "harness/report/listing.h"

#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace echocheck {
namespace {

TEST(Listing, ScenariosAsJsonHaveWhatAProgramNeeds) {
  Scenario scenario;
  scenario.name = "close/a";
  scenario.path = "scenarios/close/a.json";
  scenario.title = "It says \"bye\"\n";
  scenario.tags = {"basic", "course"};
  scenario.level = Level::kShould;
  scenario.points = 3;
  scenario.alone = true;
  const std::vector<Scenario> scenarios = {scenario, Scenario{}};
  const auto json = nlohmann::json::parse(RenderScenarioListJson(scenarios));
  ASSERT_EQ(json.size(), 2U);
  EXPECT_EQ(json[0], (nlohmann::json{{"name", "close/a"},
                                     {"path", "scenarios/close/a.json"},
                                     {"title", "It says \"bye\"\n"},
                                     {"tags", {"basic", "course"}},
                                     {"level", "SHOULD"},
                                     {"source", ""},
                                     {"points", 3},
                                     {"alone", true}}));
  EXPECT_EQ(RenderScenarioListJson({}), "[]\n");
}

}  // namespace
}  // namespace echocheck
