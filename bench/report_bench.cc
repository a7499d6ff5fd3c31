// SPDX-License-Identifier: MIT
// What it takes to write a run of 60 scenarios with 20,000 segments in each format: all of them
// together are to take at most 100 ms.
#include <cstdint>
#include <string>

#include <benchmark/benchmark.h>

#include "harness/report/html/html_page.h"
#include "harness/report/machine/check50_json.h"
#include "harness/report/machine/github_annotations.h"
#include "harness/report/machine/gradescope_json.h"
#include "harness/report/machine/junit_xml.h"
#include "harness/report/machine/markdown_summary.h"
#include "harness/report/machine/tap.h"
#include "harness/report/reader/read_report.h"
#include "harness/report/report_json.h"

namespace echocheck {
namespace {

constexpr std::size_t kScenarios = 60;
constexpr std::size_t kSegments = 20'000;

FlowRecord LongFlow(std::size_t segments) {
  FlowRecord flow;
  flow.client = {kIpv4Loopback, 50001};
  flow.server = {kIpv4Loopback, 50000};
  flow.handshake_seen = true;
  for (std::size_t i = 0; i < segments; ++i) {
    FlowSegment segment;
    segment.frame = i + 1;
    segment.time = Nanoseconds(21'000'000 + 12'345 * i);
    segment.from = i % 2 == 0 ? Side::kClient : Side::kServer;
    segment.flags = tcp_flag::kPsh | tcp_flag::kAck;
    segment.seq = static_cast<std::uint32_t>(i / 2 * 1448 + 1);
    segment.ack = segment.seq;
    segment.length = 1448;
    segment.window = 65536;
    segment.role = SegmentRole::kData;
    segment.actor = Actor::kProgram;
    segment.client_state = segment.server_state = TcpState::kEstablished;
    segment.preview = "hoge and so on, thirty-two bytes";
    // The first and the last of them, as they are kept.
    (i < segments / 2 ? flow.head : flow.tail).push_back(segment);
  }
  flow.segment_count = segments;
  return flow;
}

Finding FindingOf(std::size_t check, bool fails) {
  Finding finding;
  finding.check = "echo.check_" + std::to_string(check);
  finding.source = "RFC 862, TCP";
  finding.verdict = fails ? Verdict::kFail : Verdict::kPass;
  finding.summary = "byte 9 came back changed: what was sent is not what came";
  if (!fails) return finding;
  finding.expected = "\"hoge\\nhoge\\n\"";
  finding.actual = "\"hoge\\nhoge\\r\"";
  finding.evidence.frames = {6, 7};
  finding.evidence.ports = {50001};
  finding.evidence.difference = StreamDifference{9, 0, "hoge\nhoge\n", "hoge\nhoge\r"};
  finding.evidence.show_output = true;
  finding.cause = Cause{"newline-changed",
                        {},
                        "A line end was translated on its way.",
                        "Look for text mode, or a library that knows lines."};
  return finding;
}

// Every third scenario fails, in two checks of fifteen.
RunRecord CatalogueRun() {
  RunRecord run;
  run.tool_version = "0.0.0";
  run.target = "./myserver {host} {port}";
  run.finished = true;
  run.verdict = Verdict::kFail;
  run.exit_code = 1;
  for (std::size_t i = 0; i < kScenarios; ++i) {
    ScenarioRecord scenario;
    const bool fails = i % 3 == 0;
    scenario.name = "topic" + std::to_string(i % 9) + "/scenario" + std::to_string(i);
    scenario.folder = scenario.name;
    scenario.title.english = "a title of the usual length";
    scenario.verdict = fails ? Verdict::kFail : Verdict::kPass;
    for (std::size_t check = 0; check < 15; ++check) {
      scenario.findings.push_back(FindingOf(check, fails && check >= 13));
    }
    scenario.evidence.target.startup = Startup::kListening;
    for (int line = 0; line < 40; ++line) {
      scenario.evidence.target.output_tail += "read 5 bytes, wrote 5 bytes\n";
    }
    scenario.flows = {LongFlow(kSegments / kScenarios)};
    run.scenarios.push_back(std::move(scenario));
  }
  return run;
}

template <std::string (*kRender)(const RunRecord&)>
void BM_Render(benchmark::State& state) {
  const RunRecord run = CatalogueRun();
  std::size_t bytes = 0;
  for (auto _ : state) {
    const std::string text = kRender(run);
    bytes = text.size();
    benchmark::DoNotOptimize(bytes);
  }
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(BM_Render<RenderReportJson>)->Name("json")->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Render<RenderHtml>)->Name("html")->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Render<RenderJunitXml>)->Name("junit")->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Render<RenderTap>)->Name("tap")->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Render<RenderGradescopeJson>)->Name("gradescope")->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Render<RenderCheck50Json>)->Name("check50")->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Render<RenderMarkdownSummary>)->Name("markdown")->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Render<RenderGithubAnnotations>)
    ->Name("github_annotations")
    ->Unit(benchmark::kMillisecond);

// What `render` takes before it writes anything.
void BM_Read(benchmark::State& state) {
  const std::string json = RenderReportJson(CatalogueRun());
  for (auto _ : state) benchmark::DoNotOptimize(ReadReportJson(json, "report.json").has_value());
  state.counters["bytes"] = static_cast<double>(json.size());
}
BENCHMARK(BM_Read)->Name("read")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace echocheck
