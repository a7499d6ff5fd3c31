// SPDX-License-Identifier: MIT
#include "harness/report/scenario_json.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "harness/case/capture_json.h"
#include "harness/case/evidence_json.h"
#include "harness/case/history_json.h"
#include "harness/case/reason_json.h"
#include "harness/case/target_json.h"
#include "harness/model/run_files.h"
#include "harness/report/finding_json.h"
#include "harness/report/flow_json.h"
#include "harness/report/scenario_points.h"
#include "harness/report/shown_connections.h"

namespace echocheck {
namespace {

// Adds those of `records` to show, as the list `name`, and how many others there are besides
// `left_out`.
template <class Record, class Port, class Add>
void AddSome(const std::vector<Record>& records, const std::set<std::uint16_t>& named,
             const std::string& name, Port port_of, Add add, std::uint64_t left_out,
             JsonDocument& document) {
  document.OpenList(name);
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (IsShown(i, port_of(records[i]), named)) {
      add(records[i], document);
    } else {
      ++left_out;
    }
  }
  document.Close();
  document.Add(name + "_left_out", left_out);
}

// The Japanese text has a key where there is one.
void AddText(const std::string& key, const LocalizedText& text, JsonDocument& document) {
  document.Add(key, TextToJson(text.english));
  if (!text.japanese.empty()) document.Add(key + "_ja", TextToJson(text.japanese));
}

// The sentence has a key of its own, as in record/reason_json.h.
void AddReason(const std::string& key, const Reason& reason, JsonDocument& document) {
  document.Add(key, TextToJson(reason.english()));
  if (reason.HasName()) document.Add(key + "_said", SentenceToJson(reason.said()));
}

}  // namespace

template <class Archive>
void Describe(Archive& fields, Of<Archive, Attempt>& attempt) {
  fields("verdict", attempt.verdict);
  fields("alone", attempt.alone);
  fields("failed", attempt.failed);
  fields("causes", attempt.causes);
  fields("duration_ns", attempt.duration);
  fields("folder", attempt.folder);
  DescribeIfSet(fields, "sha256", attempt.digests);
}

template void Describe(FieldWriter&, const Attempt&);
template void Describe(FieldReader&, Attempt&);

Json TargetToJson(const TargetOutcome& target) {
  Json json = ToJson(target);
  json["command"] = ToJson(target.command);
  return json;
}

void AddScenario(const ScenarioRecord& scenario, JsonDocument& document) {
  const ScenarioEvidence& evidence = scenario.evidence;
  document.OpenObject("");
  document.Add("name", TextToJson(scenario.name));
  AddText("title", scenario.title, document);
  AddText("description", scenario.description, document);
  document.Add("path", TextToJson(scenario.path));
  document.Add("tags", ToJson(scenario.tags));
  document.Add("level", ToString(scenario.level));
  document.Add("source", TextToJson(scenario.source));
  document.Add("points", scenario.points);
  document.Add("points_earned", PointsEarned(scenario));
  document.Add("verdict", ToString(scenario.verdict));
  document.Add("behaviour", ToString(scenario.behaviour));
  document.Add("close", ToString(scenario.close));
  if (scenario.not_played) AddReason("not_played", *scenario.not_played, document);
  document.Add("flaky", scenario.flaky);
  if (!scenario.attempts.empty()) {
    document.OpenList("attempts");
    for (const Attempt& attempt : scenario.attempts) document.Add("", ToJson(attempt));
    document.Close();
  }
  if (scenario.known_failure) document.Add("known_failure", TextToJson(*scenario.known_failure));
  if (evidence.error) document.Add("error", ToJson(*evidence.error));
  document.OpenList("findings");
  for (const Finding& finding : scenario.findings) document.Add("", ToJson(finding));
  document.Close();
  Json isolation{{"got", ToString(evidence.isolation)},
                 {"note", TextToJson(evidence.isolation_note)}};
  if (evidence.isolation_note.HasName()) {
    isolation["note_said"] = SentenceToJson(evidence.isolation_note.said());
  }
  document.Add("isolation", isolation);
  document.Add("started_at_ns", evidence.started_at.count());
  document.Add("durations", ToJson(evidence.durations));
  if (evidence.held_up) document.Add("held_up", ToJson(*evidence.held_up));
  document.Add("target", TargetToJson(evidence.target));
  const std::set<std::uint16_t> named = NamedPorts(scenario);
  AddSome(
      evidence.history.connections, named, "clients",
      [](const ConnectionRecord& client) { return client.local.port; },
      [](const ConnectionRecord& client, JsonDocument& list) { list.Add("", ToJson(client)); },
      scenario.clients_left_out, document);
  document.Add("capture", ToJson(evidence.capture));
  document.Add("wire", ToJson(scenario.wire));
  AddSome(
      scenario.flows, named, "flows", [](const FlowRecord& flow) { return flow.client.port; },
      AddFlow, scenario.flows_left_out, document);
  document.Add("folder", TextToJson(scenario.folder));
  document.Add("files", ToJson(FilesOf(scenario)));
  if (!scenario.digests.empty()) document.Add("sha256", ToJson(scenario.digests));
  document.Close();
}

}  // namespace echocheck
