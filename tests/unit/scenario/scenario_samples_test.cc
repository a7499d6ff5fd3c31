// SPDX-License-Identifier: MIT
// The loader's half of samples.json; schema_test.py holds the schema to the other half.
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "harness/scenario/load_scenario.h"

namespace echocheck {
namespace {

using nlohmann::json;

json ReadSamples() {
  std::ifstream file(ECHOCHECK_SOURCE_DIR "/tests/unit/scenario/samples.json");
  return json::parse(file);
}

json ScenarioOf(const json& sample, json scenario) {
  if (sample.contains("set")) scenario.update(sample["set"]);
  for (const auto& key : sample.value("drop", json::array())) {
    scenario.erase(key.get<std::string>());
  }
  if (sample.contains("set") || !scenario.contains("clients")) return scenario;
  json& client = scenario["clients"][0];
  if (sample.contains("client")) client.update(sample["client"]);
  if (sample.contains("step")) client["steps"].push_back(sample["step"]);
  return scenario;
}

TEST(ScenarioSamplesTest, LoaderAcceptsWhatItShould) {
  const json samples = ReadSamples();
  ASSERT_FALSE(samples["samples"].empty());
  for (const json& sample : samples["samples"]) {
    const json scenario = ScenarioOf(sample, samples["base"]);
    const auto loaded = ParseScenario(scenario.dump(), "sample.json");
    EXPECT_EQ(loaded.has_value(), sample["accept"].get<bool>())
        << sample["name"] << ": " << (loaded ? "accepted" : loaded.error().message.english());
  }
}

}  // namespace
}  // namespace echocheck
