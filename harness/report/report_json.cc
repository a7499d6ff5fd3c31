// SPDX-License-Identifier: MIT
#include "harness/report/report_json.h"

#include <algorithm>

#include "harness/record/capture_json.h"
#include "harness/record/evidence_json.h"
#include "harness/record/history_json.h"
#include "harness/record/target_json.h"
#include "harness/report/finding_json.h"
#include "harness/report/flow_json.h"
#include "harness/report/json_document.h"
#include "harness/report/run_files.h"

namespace echocheck {
namespace {

Json IsolationGot(const RunRecord& run) {
  Json got = Json::array();
  for (const ScenarioRecord& scenario : run.scenarios) {
    const Json word = ToString(scenario.evidence.isolation);
    if (std::ranges::find(got, word) == got.end()) got.push_back(word);
  }
  return got;
}

Json RunToJson(const RunRecord& run) {
  Json json = Json::object();
  json["tool_version"] = TextToJson(run.tool_version);
  json["started"] = TextToJson(run.started);
  json["host_kernel"] = TextToJson(run.host_kernel);
  json["command"] = TextToJson(run.command);
  json["isolation"] = Json{{"asked", TextToJson(run.isolation)}, {"got", IsolationGot(run)}};
  json["seed"] = run.seed;
  json["strict"] = run.strict;
  json["finished"] = run.finished;
  json["duration_ns"] = run.duration.count();
  json["verdict"] = ToString(run.verdict);
  json["exit_code"] = run.exit_code;
  return json;
}

// Its command is what people look for first, so it is plain text here; evidence.json has it exact.
Json TargetToJson(const TargetOutcome& target) {
  Json json = ToJson(target);
  json["command"] = ToJson(target.command);
  return json;
}

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

void AddScenario(const ScenarioRecord& scenario, JsonDocument& document) {
  const ScenarioEvidence& evidence = scenario.evidence;
  document.OpenObject("");
  document.Add("name", TextToJson(scenario.name));
  document.Add("title", TextToJson(scenario.title));
  document.Add("description", TextToJson(scenario.description));
  document.Add("path", TextToJson(scenario.path));
  document.Add("verdict", ToString(scenario.verdict));
  document.Add("behaviour", ToString(scenario.behaviour));
  document.Add("close", ToString(scenario.close));
  if (evidence.error) document.Add("error", ToJson(*evidence.error));
  document.OpenList("findings");
  for (const Finding& finding : scenario.findings) document.Add("", FindingToJson(finding));
  document.Close();
  document.Add("isolation", Json{{"got", ToString(evidence.isolation)},
                                 {"note", TextToJson(evidence.isolation_note)}});
  document.Add("started_at_ns", evidence.started_at.count());
  document.Add("durations", ToJson(evidence.durations));
  document.Add("target", TargetToJson(evidence.target));
  document.OpenList("clients");
  for (const auto& client : evidence.history.connections) document.Add("", ToJson(client));
  document.Close();
  document.Add("capture", ToJson(evidence.capture));
  document.Add("wire", WireToJson(scenario.wire));
  document.OpenList("flows");
  for (const FlowRecord& flow : scenario.flows) document.Add("", FlowToJson(flow));
  document.Close();
  document.Add("folder", TextToJson(scenario.folder));
  document.Add("files", ToJson(FilesOf(scenario)));
  document.Close();
}

}  // namespace

std::string RenderReportJson(const RunRecord& run) {
  JsonDocument document;
  document.Add("format", kReportFormat);
  document.Add("run", RunToJson(run));
  document.Add("target", RunTargetToJson(run));
  document.OpenList("scenarios");
  for (const ScenarioRecord& scenario : run.scenarios) AddScenario(scenario, document);
  document.Close();
  return std::move(document).Take();
}

}  // namespace echocheck
