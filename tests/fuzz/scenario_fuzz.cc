// SPDX-License-Identifier: MIT
// Any bytes as a scenario file. Either it is refused with a place in the file, or it is a scenario
// that can be listed.
#include <nlohmann/json.hpp>

#include "harness/base/bytes.h"
#include "harness/report/listing.h"
#include "harness/scenario/load_scenario.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/places.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace echocheck;  // NOLINT(google-build-using-namespace)
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto scenario = ParseScenario(text, "some/file.json");
  if (!scenario) {
    Require(scenario.error().kind == ErrorKind::kUsage, "a bad scenario is the user's mistake");
    RequirePlace(scenario.error().message.english(), "some/file.json", text);
    return 0;
  }
  const auto listed = nlohmann::json::parse(RenderScenarioListJson({&*scenario, 1}), nullptr,
                                            /*allow_exceptions=*/false);
  Require(listed.is_array() && listed.size() == 1, "the list is JSON and has the scenario");
  for (const char* language : {"en", "ja"}) {
    Require(IsUtf8(RenderScenarioList({&*scenario, 1}, language)), "the list is UTF-8");
  }
  return 0;
}
