// SPDX-License-Identifier: MIT
#include "harness/report/html/scenario_page_data.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "harness/base/base64.h"
#include "harness/model/run_files.h"
#include "harness/report/repeat_command.h"
#include "harness/report/scenario_points.h"
#include "harness/report/shown_connections.h"
#include "harness/words/language.h"
#include "harness/words/sentence.h"

namespace echocheck {
namespace {

// The first of `list` as `key`, and the number of the others.
template <class Number>
void AddNumbers(Json& json, const std::string& key, const std::vector<Number>& list,
                std::size_t most) {
  const std::size_t count = std::min(list.size(), most);
  Json numbers = Json::array();
  for (std::size_t i = 0; i < count; ++i) numbers.push_back(list[i]);
  json[key] = std::move(numbers);
  json[key + "_left_out"] = list.size() - count;
}

// Bytes in base64, whatever they are: they are compared one by one.
Json DifferenceToJson(const StreamDifference& difference) {
  return {{"offset", difference.offset},
          {"begin", difference.window_begin},
          {"expected", EncodeBase64(difference.expected)},
          {"actual", EncodeBase64(difference.actual)}};
}

Json FindingToPage(const Finding& finding, const PageBounds& bounds) {
  Json json = {{"check", finding.check},
               {"level", ToString(finding.level)},
               {"verdict", ToString(finding.verdict)},
               {"summary", finding.summary},
               {"source", finding.source},
               {"expected", finding.expected},
               {"actual", finding.actual}};
  if (finding.cause) {
    json["cause"] = {{"id", finding.cause->id},
                     {"sentence", finding.cause->sentence},
                     {"hint", finding.cause->hint}};
  }
  AddNumbers(json, "frames", finding.evidence.frames, bounds.numbers_a_finding);
  AddNumbers(json, "ports", finding.evidence.ports, bounds.numbers_a_finding);
  if (finding.evidence.difference) {
    json["difference"] = DifferenceToJson(*finding.evidence.difference);
  }
  if (finding.evidence.show_output) json["output"] = true;
  return json;
}

Json DatagramTotals(const ConnectionRecord& client) {
  const auto returned = std::ranges::count_if(
      client.datagrams, [](const DatagramRecord& datagram) { return datagram.returned > 0; });
  return {
      {"sent", client.datagrams.size()}, {"returned", returned}, {"strange", client.strange_count}};
}

Json ClientToPage(const ConnectionRecord& client) {
  Json steps = Json::array();
  for (const StepRecord& step : client.steps) {
    steps.push_back({StepName(step.kind, step.argument), ToString(step.outcome), step.begin.count(),
                     step.end.count(), step.error, step.target_asleep ? 1 : 0});
  }
  Json json = {{"name", client.client},
               {"local", ToString(client.local)},
               {"ending", ToString(client.ending)},
               {"sent", client.stream.sent},
               {"received", client.stream.received},
               {"steps", std::move(steps)}};
  if (client.probe) {
    json["probe"] = {{"missing", client.probe->missing},
                     {"released", client.probe->released},
                     {"released_by", ToString(client.probe->released_by)}};
  }
  if (!client.datagrams.empty()) json["datagrams"] = DatagramTotals(client);
  return json;
}

// As many as the page holds, those that a finding names first among equals; the rest is counted.
void AddClients(const ScenarioRecord& scenario, const PageBounds& bounds, Json& json) {
  const auto& clients = scenario.evidence.history.connections;
  const std::set<std::uint16_t> named = NamedPorts(scenario);
  Json shown = Json::array();
  for (const bool wanted : {true, false}) {
    for (const ConnectionRecord& client : clients) {
      if (named.contains(client.local.port) != wanted) continue;
      if (shown.size() < bounds.clients_a_scenario) shown.push_back(ClientToPage(client));
    }
  }
  json["clients_left_out"] = clients.size() - shown.size() + scenario.clients_left_out;
  json["clients"] = std::move(shown);
}

std::string ExitText(const TargetOutcome& target, Language language) {
  if (target.ended_early) {
    return ToText(Say("page.ended_by_itself", {{"status", ToString(*target.ended_early)}}),
                  language);
  }
  return target.exit_status ? ToString(*target.exit_status) : "";
}

std::string SocketText(const SocketRecord& socket, Language language) {
  return ToText(Say("page.socket_left", {{"state", socket.state},
                                         {"local", ToString(socket.local)},
                                         {"remote", ToString(socket.remote)},
                                         {"unread", socket.receive_queue},
                                         {"unacknowledged", socket.send_queue}}),
                language);
}

Json TargetToPage(const TargetOutcome& target, const PageBounds& bounds, Language language) {
  Json sockets = Json::array();
  for (const SocketRecord& socket : target.sockets_left) {
    if (sockets.size() < bounds.sockets_left) sockets.push_back(SocketText(socket, language));
  }
  std::string command;
  for (const std::string& word : target.command) command += (command.empty() ? "" : " ") + word;
  Json json = {{"command", command},
               {"address_note", ToText(target.address_note, language)},
               {"exit", ExitText(target, language)},
               {"output", target.output_tail},
               {"output_bytes", target.output_bytes}};
  json["sockets_more"] = target.sockets_left.size() - sockets.size();
  json["sockets_left"] = std::move(sockets);
  return json;
}

// Why the wire shows nothing, or perhaps not all.
std::string CaptureNote(const CaptureLog& capture, Language language) {
  switch (capture.state) {
    case CaptureState::kOff:
      return ToText(Say("console.no_capture", {{"reason", capture.reason.said()}}), language);
    case CaptureState::kIncomplete:
      return ToText(Say("console.capture_cut", {{"reason", capture.reason.said()}}), language);
    case CaptureState::kComplete:
      return "";
  }
  return "";
}

// A reader that speaks must know of a text that it is not in the language of the page.
void MarkEnglish(Json& json, const std::string& key, const LocalizedText& text,
                 std::string_view language) {
  if (!HasLanguage(text, language)) json[key + "_lang"] = "en";
}

Json AttemptsToPage(const std::vector<Attempt>& attempts) {
  Json json = Json::array();
  for (const Attempt& attempt : attempts) {
    json.push_back({{"verdict", ToString(attempt.verdict)},
                    {"alone", attempt.alone},
                    {"failed", attempt.failed},
                    {"duration_ns", attempt.duration.count()},
                    {"folder", attempt.folder}});
  }
  return json;
}

Json DurationsToPage(const Durations& durations) {
  return {durations.arena.count(), durations.capture.count(), durations.start.count(),
          durations.play.count(),  durations.close.count(),   durations.stop.count(),
          durations.judge.count()};
}

}  // namespace

Json ScenarioPageData(const RunRecord& run, const ScenarioRecord& scenario,
                      const PageBounds& bounds) {
  const ScenarioEvidence& evidence = scenario.evidence;
  const Language language = LanguageNamed(run.language);
  const bool played = !scenario.not_played && !evidence.error;
  Json json = {{"name", scenario.name},
               {"title", InLanguage(scenario.title, run.language)},
               {"description", InLanguage(scenario.description, run.language)},
               {"path", scenario.path},
               {"tags", scenario.tags},
               {"level", ToString(scenario.level)},
               {"source", scenario.source},
               {"points", scenario.points},
               {"earned", PointsEarned(scenario)},
               {"verdict", ToString(scenario.verdict)},
               {"behaviour", ToString(scenario.behaviour)},
               {"close", ToString(scenario.close)},
               {"flaky", scenario.flaky},
               {"played", played},
               {"total_ns", evidence.durations.total.count()},
               {"durations", DurationsToPage(evidence.durations)},
               {"attempts", AttemptsToPage(scenario.attempts)}};
  MarkEnglish(json, "title", scenario.title, run.language);
  MarkEnglish(json, "description", scenario.description, run.language);
  if (scenario.not_played) json["not_played"] = ToText(*scenario.not_played, language);
  if (scenario.known_failure) json["known_failure"] = *scenario.known_failure;
  if (evidence.error) json["error"] = ToText(evidence.error->message, language);
  json["findings"] = Json::array();
  for (const Finding& finding : scenario.findings) {
    // A failure of ours judges nothing.
    if (!evidence.error) json["findings"].push_back(FindingToPage(finding, bounds));
  }
  AddClients(scenario, bounds, json);
  json["target"] = TargetToPage(evidence.target, bounds, language);
  json["capture_note"] = played ? CaptureNote(evidence.capture, language) : "";
  json["flows_left_out"] =
      scenario.flows.size() - ShownFlows(scenario).size() + scenario.flows_left_out;
  json["folder"] = scenario.folder;
  json["files"] = FilesOf(scenario);
  json["repeat"] = RepeatCommand(run, scenario);
  json["tshark"] = TsharkCommand(scenario);
  return json;
}

}  // namespace echocheck
