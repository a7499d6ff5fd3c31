// SPDX-License-Identifier: MIT
#include "harness/schedule/playing_order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace echocheck {
namespace {

using ::testing::ElementsAre;

Scenario Visitors(std::uint32_t count, std::uint32_t at_once, std::uint64_t bytes) {
  ClientScript script;
  script.count = count;
  script.at_once = at_once;
  script.steps.push_back({SendStep{{RandomBytes{bytes, {}}, 1}, {}}, {}});
  Scenario scenario;
  scenario.clients = {script};
  return scenario;
}

TEST(PlayingOrder, ClientsOneAfterAnotherAndBytesAreLong) {
  const std::vector<Scenario> scenarios = {
      Visitors(1, 1, 5),           // 0
      Visitors(2000, 16, 1000),    // 1: 125 rounds
      Visitors(1, 1, 64U << 20),   // 2: 64 MiB
      Visitors(2000, 2000, 1000),  // 3: all at once
      Visitors(1, 1, 5),           // 4
  };
  EXPECT_THAT(LongestFirst(scenarios), ElementsAre(1, 2, 3, 0, 4));
}

TEST(PlayingOrder, SilenceIsLongToo) {
  const auto silent = [](auto step) {
    Scenario scenario = Visitors(1, 1, 5);
    scenario.clients[0].steps.push_back({step, {}});
    return scenario;
  };
  const std::vector<Scenario> scenarios = {
      Visitors(1, 1, 5),                                            // 0
      silent(PauseStep{Milliseconds(300)}),                         // 1
      Visitors(500, 1, 5),                                          // 2
      silent(ExpectStep{Expectation::kQuiet, Milliseconds(2200)}),  // 3
      silent(IdleStep{Milliseconds(400)}),                          // 4
  };
  EXPECT_THAT(LongestFirst(scenarios), ElementsAre(3, 2, 4, 1, 0));
}

}  // namespace
}  // namespace echocheck
