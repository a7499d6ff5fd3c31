// SPDX-License-Identifier: MIT
#include "harness/report/html/page_data.h"

#include <cstdint>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "harness/report/console.h"
#include "harness/report/console_text.h"
#include "harness/report/downgrades.h"
#include "harness/report/html/packed_flows.h"
#include "harness/report/html/page_text.h"
#include "harness/report/html/page_words.h"
#include "harness/report/html/scenario_page_data.h"
#include "harness/report/json_text.h"
#include "harness/report/remarks.h"
#include "harness/report/repeat_command.h"
#include "harness/report/scenario_points.h"

namespace echocheck {
namespace {

// Bytes that are no UTF-8 are written out before a JSON library sees them and objects.
std::string DumpShowable(Json json) {
  MakeShowable(json);
  return json.dump();
}

Json CausesToPage(const RunRecord& run) {
  Json causes = Json::array();
  for (const CauseRecord& cause : run.causes) {
    causes.push_back({{"id", cause.id},
                      {"verdict", ToString(cause.verdict)},
                      {"sentence", cause.sentence},
                      {"hint", cause.hint},
                      {"scenarios", cause.scenarios},
                      {"checks", cause.checks}});
  }
  return causes;
}

Json RemarksToPage(const RunRecord& run) {
  Json remarks = Json::array();
  for (const Remark& remark : RemarksOf(run)) {
    remarks.push_back({{"id", remark.id},
                       {"sentence", remark.text},
                       {"hint", remark.hint},
                       {"scenarios", remark.scenarios}});
  }
  return remarks;
}

// What fits one line below the verdict.
Json RunFacts(const RunRecord& run, Language language) {
  std::uint64_t earned = 0;
  std::uint64_t possible = 0;
  for (const ScenarioRecord& scenario : run.scenarios) {
    earned += PointsEarned(scenario);
    possible += PointsPossible(scenario);
  }
  const std::size_t count = run.scenarios.size();
  const auto text = [&](std::string_view name) { return ToText(Say(name), language); };
  return {ToText(Say("console.scenarios", {{"count", count}}), language),
          fmt::format("{}/{} {}", earned, possible, text("console.points")),
          FormatDuration(run.duration),
          run.started,
          run.profile,
          run.strict ? text("console.strict") : "",
          run.allow_flaky ? text("console.flaky_allowed") : ""};
}

std::string IsolationText(const RunRecord& run) {
  const Language language = LanguageNamed(run.language);
  std::set<std::string> got;
  for (const ScenarioRecord& scenario : run.scenarios) {
    if (scenario.not_played) continue;
    const ScenarioEvidence& evidence = scenario.evidence;
    got.insert(std::string(ToString(evidence.isolation)) +
               (evidence.isolation_note.empty()
                    ? ""
                    : " (" + ToText(evidence.isolation_note, language) + ")"));
  }
  std::string text;
  for (const std::string& each : got) text += (text.empty() ? "" : ", ") + each;
  if (run.confined && !text.empty()) text += ", --confine";
  return text;
}

Json RunToPage(const RunRecord& run) {
  const Language language = LanguageNamed(run.language);
  return {{"version", run.tool_version},
          {"started", run.started},
          {"kernel", run.host_kernel},
          {"command", run.command},
          {"target", run.target},
          {"isolation", IsolationText(run)},
          {"seed", std::to_string(run.seed)},
          {"finished", run.finished},
          {"verdict", ToString(run.verdict)},
          {"sentence", VerdictSentence(run, language)},
          {"facts", RunFacts(run, language)},
          {"downgrades", DowngradeLines(run, language)},
          {"exit_code", run.exit_code},
          {"no_longer_failing", run.no_longer_failing}};
}

std::set<std::uint64_t> FramesNamed(const ScenarioRecord& scenario) {
  std::set<std::uint64_t> frames;
  for (const Finding& finding : scenario.findings) {
    if (finding.verdict != Verdict::kFail && finding.verdict != Verdict::kWarn) continue;
    frames.insert(finding.evidence.frames.begin(), finding.evidence.frames.end());
  }
  return frames;
}

void AppendFlows(const ScenarioRecord& scenario, const std::vector<bool>& with_segments,
                 FlowPacker& packer, JsonText& out) {
  std::map<std::uint16_t, std::string_view> names;
  for (const ConnectionRecord& client : scenario.evidence.history.connections) {
    names.emplace(client.local.port, client.client);
  }
  FlowContext context;
  context.marked = FramesNamed(scenario);
  const std::vector<std::size_t> shown = ShownFlows(scenario);
  out.Open('[');
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const FlowRecord& flow = scenario.flows[shown[i]];
    out.Item();
    const auto name = names.find(flow.client.port);
    context.client_name = name == names.end() ? std::string_view() : name->second;
    context.with_segments = with_segments[i];
    context.tshark = TsharkCommand(scenario, flow.client.port);
    packer.Append(flow, context, out);
  }
  out.Close(']');
}

void AddShowable(std::string_view key, Json json, JsonText& out) {
  out.Key(key);
  out.Raw(DumpShowable(std::move(json)));
}

void BeginPageData(std::string_view kind, std::string_view language, JsonText& out) {
  out.Open('{');
  out.Key("kind");
  out.String(kind);
  out.Key("language");
  out.String(language == "ja" ? "ja" : "en");
  out.Key("words");
  out.Raw(PageWords(LanguageNamed(language)));
}

void EndPageData(const FlowPacker& packer, JsonText& out) {
  out.Key("tables");
  packer.AppendTables(out);
  out.Close('}');
}

}  // namespace

std::string RunPageData(const RunRecord& run, const PageBounds& bounds) {
  std::string text;
  JsonText out(text);
  BeginPageData("run", run.language, out);
  AddShowable("run", RunToPage(run), out);
  AddShowable("causes", CausesToPage(run), out);
  AddShowable("remarks", RemarksToPage(run), out);
  out.Key("scenarios");
  out.Open('[');
  for (const ScenarioRecord& scenario : run.scenarios) {
    out.Item();
    out.Raw(DumpShowable(ScenarioPageData(run, scenario, bounds)));
  }
  out.Close(']');
  out.Key("flows");
  out.Open('[');
  FlowPacker packer(LanguageNamed(run.language));
  const auto with_segments = FlowsWithSegments(run.scenarios, bounds);
  for (std::size_t i = 0; i < run.scenarios.size(); ++i) {
    out.Item();
    AppendFlows(run.scenarios[i], with_segments[i], packer, out);
  }
  out.Close(']');
  EndPageData(packer, out);
  return text;
}

std::string CapturePageData(const CaptureOnPage& capture) {
  std::string text;
  JsonText out(text);
  BeginPageData("capture", capture.language, out);
  AddShowable("capture",
              {{"title", std::string(capture.title)},
               {"frames", capture.totals.frames},
               {"tcp_segments", capture.totals.tcp_segments},
               {"not_ours", capture.totals.not_ours},
               {"malformed", capture.totals.malformed},
               {"left_out", capture.left_out}},
              out);
  out.Key("flows");
  out.Open('[');  // of one run
  out.Open('[');
  FlowPacker packer(LanguageNamed(capture.language));
  FlowContext context;
  for (const FlowRecord& flow : capture.connections) {
    out.Item();
    context.number = flow.stream;
    context.tshark = TsharkCommand(capture.file, flow.stream);
    packer.Append(flow, context, out);
  }
  out.Close(']');
  out.Close(']');
  EndPageData(packer, out);
  return text;
}

}  // namespace echocheck
