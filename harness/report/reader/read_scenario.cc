// SPDX-License-Identifier: MIT
#include "harness/report/reader/read_scenario.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/case/bytes_json.h"
#include "harness/case/capture_json.h"
#include "harness/case/evidence_json.h"
#include "harness/case/history_json.h"
#include "harness/case/reason_json.h"
#include "harness/case/target_json.h"
#include "harness/model/run_files.h"
#include "harness/report/finding_json.h"
#include "harness/report/flow_json.h"
#include "harness/report/scenario_json.h"

namespace echocheck {
namespace {

// "isolation" of a scenario.
struct IsolationNote {
  Isolation got = Isolation::kPrivate;
  Reason note;
};

void Describe(FieldReader& fields, IsolationNote& isolation) {
  fields("got", isolation.got);
  DescribeReason(fields, "note", "note_said", isolation.note);
}

// TargetToJson() shows the command as plain text; its record has bytes.
struct ShownCommand {
  std::vector<std::string> command;
};

void Describe(FieldReader& fields, ShownCommand& shown) { fields("command", shown.command); }

void ReadTarget(FieldReader& fields, TargetOutcome& target) {
  constexpr const char* kKey = "target";
  Json json = fields.Raw(kKey);
  ShownCommand shown;
  fields.Instead(kKey, json, shown);
  if (json.is_object()) {
    Json& words = json["command"] = Json::array();
    for (const std::string& word : shown.command) words.push_back(BytesToJson(word));
  }
  fields.Instead(kKey, json, target);
}

}  // namespace

void Describe(FieldReader& fields, ScenarioRecord& scenario) {
  ScenarioEvidence& evidence = scenario.evidence;
  fields("name", scenario.name);
  fields("title", scenario.title.english);
  DescribeIfSet(fields, "title_ja", scenario.title.japanese);
  fields("description", scenario.description.english);
  DescribeIfSet(fields, "description_ja", scenario.description.japanese);
  fields("path", scenario.path);
  fields("tags", scenario.tags);
  fields("level", scenario.level);
  fields("source", scenario.source);
  fields("points", scenario.points);
  fields("verdict", scenario.verdict);
  fields("behaviour", scenario.behaviour);
  fields("close", scenario.close);
  DescribeReason(fields, "not_played", "not_played_said", scenario.not_played);
  fields("flaky", scenario.flaky);
  std::optional<std::vector<Attempt>> attempts;
  fields("attempts", attempts);
  scenario.attempts = std::move(attempts).value_or(std::vector<Attempt>());
  fields("known_failure", scenario.known_failure);
  fields("error", evidence.error);
  fields("findings", scenario.findings);
  IsolationNote isolation;
  fields("isolation", isolation);
  evidence.isolation = isolation.got;
  evidence.isolation_note = std::move(isolation.note);
  fields("started_at_ns", evidence.started_at);
  fields("durations", evidence.durations);
  fields("held_up", evidence.held_up);
  ReadTarget(fields, evidence.target);
  fields("clients", evidence.history.connections);
  fields("clients_left_out", scenario.clients_left_out);
  fields("capture", evidence.capture);
  fields("wire", scenario.wire);
  fields("flows", scenario.flows);
  fields("flows_left_out", scenario.flows_left_out);
  fields("folder", scenario.folder);
  std::vector<std::string> files;  // what else is among them follows from the rest
  fields("files", files);
  DescribeIfSet(fields, "sha256", scenario.digests);
  scenario.has_commented_capture = std::ranges::find(files, kCommentedCaptureFile) != files.end();
}

}  // namespace echocheck
