// SPDX-License-Identifier: MIT
// The whole of what users see, approved.
#include <gtest/gtest.h>

#include "harness/report/console.h"
#include "harness/report/report_json.h"
#include "tests/unit/report/golden.h"
#include "tests/unit/report/sample_run.h"

namespace echocheck {
namespace {

ConsoleOptions InFolder(ConsoleOptions::Detail detail = ConsoleOptions::kNormal) {
  ConsoleOptions options;
  options.detail = detail;
  options.run_folder = "reports/2026-01-02T03-04-05-myserver";
  return options;
}

std::string Console(const RunRecord& run, const ConsoleOptions& options) {
  std::string text;
  for (const ScenarioRecord& scenario : run.scenarios) {
    text += RenderScenario(scenario, options);
    if (options.detail != ConsoleOptions::kQuiet) text += '\n';
  }
  return text + RenderSummary(run, options);
}

TEST(Golden, BasicSession) {
  ExpectGolden("basic.txt", Console(RunOf({BasicScenario()}, Verdict::kPass, 0), InFolder()));
}

TEST(Golden, BasicSessionInColour) {
  ConsoleOptions options = InFolder();
  options.color = true;
  ExpectGolden("basic_color.txt", Console(RunOf({BasicScenario()}, Verdict::kPass, 0), options));
}

TEST(Golden, FailingScenario) {
  ExpectGolden("failing.txt", Console(RunOf({FailingScenario()}, Verdict::kFail, 1), InFolder()));
}

TEST(Golden, FailingScenarioInJapanese) {
  ConsoleOptions options = InFolder();
  options.language = "ja";
  ExpectGolden("failing_ja.txt", Console(RunOf({FailingScenario()}, Verdict::kFail, 1), options));
}

TEST(Golden, EveryFate) { ExpectGolden("every_fate.txt", Console(SampleRun(), InFolder())); }

TEST(Golden, EveryFateVerbose) {
  ExpectGolden("verbose.txt", Console(SampleRun(), InFolder(ConsoleOptions::kVerbose)));
}

TEST(Golden, EveryFateQuiet) {
  ExpectGolden("quiet.txt", Console(SampleRun(), InFolder(ConsoleOptions::kQuiet)));
}

TEST(Golden, ReportJson) { ExpectGolden("report.json", RenderReportJson(SampleRun())); }

}  // namespace
}  // namespace echocheck
