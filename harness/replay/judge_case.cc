// SPDX-License-Identifier: MIT
#include "harness/replay/judge_case.h"

#include <unistd.h>

#include <chrono>
#include <utility>

#include "harness/capture/capture_file.h"
#include "harness/model/record_of_scenario.h"
#include "harness/wire/flow_analyzer.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

Result<FlowOptions> OptionsFor(const Scenario& scenario, const ScenarioEvidence& evidence) {
  FlowOptions options;
  options.origin = evidence.started_at;
  options.servers = {evidence.target.used};
  const auto add_rule = [&](const ClientScript& client, std::uint16_t first,
                            std::uint16_t last) -> Status {
    auto pattern = FlagPattern::Parse(client.flags->pattern);
    if (!pattern)
      return InternalError(
          Say("errors.loaded_pattern", {{"what", pattern.error().message.said()}}));
    options.rules.push_back({first, last, std::move(*pattern), client.flags->mode});
    return {};
  };
  for (const ClientScript& client : scenario.clients) {
    if (!client.flags) continue;
    ECHOCHECK_TRY(
        add_rule(client, client.port, static_cast<std::uint16_t>(client.port + client.count - 1)));
  }
  // On a network that others use, too, another port may have stood in for a client's own.
  for (const ConnectionRecord& connection : evidence.history.connections) {
    const ClientScript& client = scenario.clients.at(connection.script);
    const std::uint16_t port = connection.local.port;
    if (!client.flags || port == client.port + connection.ordinal) continue;
    ECHOCHECK_TRY(add_rule(client, port, port));
  }
  return options;
}

Status ReadFlows(UniqueFd capture, const Scenario& scenario, ScenarioRecord& record) {
  auto options = OptionsFor(scenario, record.evidence);
  if (!options) return options.error();
  if (lseek(capture.get(), 0, SEEK_SET) < 0)
    return SystemError(Say("doing.read_capture_back"), errno);
  auto file = CaptureFile::Open(std::move(capture), "capture.pcap");
  if (!file) return EnvironmentError(file.error().message);  // ours, so no mistake of the user's
  FlowAnalyzer analyzer(std::move(*options));
  while (true) {
    const auto frame = file->Next();
    if (!frame) return frame.error();
    if (!*frame) break;
    analyzer.Add(file->link_type(), **frame);
  }
  record.flows = analyzer.Finish();
  record.wire = analyzer.totals();
  const std::uint64_t written = record.evidence.capture.frames;
  if (record.wire.frames != written) {
    return EnvironmentError(
        Say("errors.frames_differ",
            {{"file", "capture.pcap"}, {"count", record.wire.frames}, {"captured", written}}));
  }
  return {};
}

}  // namespace

ScenarioRecord JudgeCase(const Scenario& scenario, ScenarioEvidence evidence, UniqueFd capture,
                         JudgeOptions options) {
  const auto begin = std::chrono::steady_clock::now();
  ScenarioRecord record = RecordOf(scenario);
  record.evidence = std::move(evidence);
  if (!record.evidence.error && record.evidence.capture.state != CaptureState::kOff) {
    const Status read = ReadFlows(std::move(capture), scenario, record);
    if (!read) record.evidence.error = read.error();
  }
  Judgement judgement = Judge({scenario, record.evidence, record.flows, record.wire}, options);
  record.findings = std::move(judgement.findings);
  record.verdict = judgement.verdict;
  record.behaviour = judgement.behaviour;
  record.close = judgement.close;
  record.evidence.durations.judge = std::chrono::steady_clock::now() - begin;
  return record;
}

}  // namespace echocheck
