// SPDX-License-Identifier: MIT
#include "harness/report/listing.h"

#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace echocheck {
namespace {

TEST(Listing, ScenariosHaveTheirTitlesInTheLanguage) {
  Scenario both;
  both.name = "a";
  both.title = {"It says bye", "終わりを告げる"};
  Scenario english;
  english.name = "close/b";
  english.title.english = "It says hello";
  const std::vector<Scenario> scenarios = {both, english};
  EXPECT_EQ(RenderScenarioList(scenarios, "en"), "a        It says bye\nclose/b  It says hello\n");
  EXPECT_EQ(RenderScenarioList(scenarios, "ja"),
            "a        終わりを告げる\nclose/b  It says hello\n");
}

TEST(Listing, ScenariosAsJsonHaveTheJapaneseTitleWhereThereIsOne) {
  Scenario scenario;
  scenario.title = {"It says bye", "終わりを告げる"};
  const std::vector<Scenario> scenarios = {scenario};
  const auto json = nlohmann::json::parse(RenderScenarioListJson(scenarios));
  EXPECT_EQ(json[0]["title"], "It says bye");
  EXPECT_EQ(json[0].value("title_ja", ""), "終わりを告げる");
}

TEST(Listing, ScenariosAsJsonHaveWhatAProgramNeeds) {
  Scenario scenario;
  scenario.name = "close/a";
  scenario.path = "scenarios/close/a.json";
  scenario.title.english = "It says \"bye\"\n";
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
