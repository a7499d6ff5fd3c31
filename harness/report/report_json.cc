// SPDX-License-Identifier: MIT
#include "harness/report/report_json.h"

#include <algorithm>
#include <cstddef>

#include "harness/report/json_document.h"
#include "harness/report/run_json.h"
#include "harness/report/scenario_json.h"

namespace echocheck {
namespace {

// What holds for the run, from the last scenario that launched the target.
Json RunTargetToJson(const RunRecord& run) {
  Json json = Json::object();
  json["given"] = TextToJson(run.target);
  const auto launched = std::find_if(
      run.scenarios.rbegin(), run.scenarios.rend(), [](const ScenarioRecord& scenario) {
        return scenario.evidence.target.startup != Startup::kNotLaunched;
      });
  if (launched == run.scenarios.rend()) return json;
  const Json outcome = TargetToJson(launched->evidence.target);
  for (const char* key :
       {"command", "address_form", "address_note", "exit_status", "output_tail"}) {
    if (outcome.contains(key)) json[key] = outcome[key];
  }
  return json;
}

// Roughly, and rather more: most of a report is segments.
std::size_t ExpectedBytes(const RunRecord& run) {
  constexpr std::size_t kSegment = 360;
  constexpr std::size_t kScenario = 16'384;
  std::size_t bytes = kScenario;
  for (const ScenarioRecord& scenario : run.scenarios) {
    bytes += kScenario;
    for (const FlowRecord& flow : scenario.flows) {
      bytes += kSegment * (flow.head.size() + flow.tail.size());
    }
  }
  return bytes;
}

}  // namespace

std::string RenderReportJson(const RunRecord& run) {
  JsonDocument document;
  document.Reserve(ExpectedBytes(run));
  document.Add("format", kReportFormat);
  document.Add("run", ToJson(RunHead<const RunRecord>{run}));
  document.Add("target", RunTargetToJson(run));
  document.OpenList("scenarios");
  for (const ScenarioRecord& scenario : run.scenarios) AddScenario(scenario, document);
  document.Close();
  return std::move(document).Take();
}

}  // namespace echocheck
