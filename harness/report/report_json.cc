// SPDX-License-Identifier: MIT
#include "harness/report/report_json.h"

#include <algorithm>

#include "harness/report/json_document.h"
#include "harness/report/scenario_json.h"

namespace echocheck {
namespace {

Json IsolationGot(const RunRecord& run) {
  Json got = Json::array();
  for (const ScenarioRecord& scenario : run.scenarios) {
    if (scenario.not_played) continue;
    const Json word = ToString(scenario.evidence.isolation);
    if (std::ranges::find(got, word) == got.end()) got.push_back(word);
  }
  return got;
}

Json CauseToJson(const CauseRecord& cause) {
  FieldWriter fields;
  fields("id", cause.id);
  fields("verdict", cause.verdict);
  fields("sentence", cause.sentence);
  fields("hint", cause.hint);
  fields("scenarios", cause.scenarios);
  fields("checks", cause.checks);
  return std::move(fields).Take();
}

Json RunToJson(const RunRecord& run) {
  Json json = Json::object();
  json["tool_version"] = TextToJson(run.tool_version);
  json["started"] = TextToJson(run.started);
  json["host_kernel"] = TextToJson(run.host_kernel);
  json["command"] = TextToJson(run.command);
  json["isolation"] = Json{{"asked", TextToJson(run.isolation)}, {"got", IsolationGot(run)}};
  if (!run.profile.empty()) json["profile"] = TextToJson(run.profile);
  json["language"] = TextToJson(run.language);
  json["seed"] = run.seed;
  json["jobs"] = run.jobs;
  json["repeat"] = run.repeat;
  json["strict"] = run.strict;
  json["allow_flaky"] = run.allow_flaky;
  json["finished"] = run.finished;
  json["duration_ns"] = run.duration.count();
  json["verdict"] = ToString(run.verdict);
  json["exit_code"] = run.exit_code;
  json["causes"] = Json::array();
  for (const CauseRecord& cause : run.causes) json["causes"].push_back(CauseToJson(cause));
  if (!run.no_longer_failing.empty()) json["no_longer_failing"] = ToJson(run.no_longer_failing);
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
