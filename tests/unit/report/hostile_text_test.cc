// SPDX-License-Identifier: MIT
// Nothing that a target, a scenario or a file name holds can steer a terminal or break a report.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "harness/report/console.h"
#include "harness/report/console_text.h"
#include "harness/report/report_json.h"
#include "tests/unit/report/golden.h"
#include "tests/unit/report/hostile_run.h"

namespace echocheck {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Console(ConsoleOptions::Detail detail) {
  ConsoleOptions options;
  options.detail = detail;
  options.run_folder = "reports/" + Hostile();
  const RunRecord run = HostileRun();
  std::string text;
  for (const ScenarioRecord& scenario : run.scenarios) text += RenderScenario(scenario, options);
  return text + RenderSummary(run, options);
}

void ExpectHarmless(const std::string& text) {
  EXPECT_TRUE(IsUtf8(text));
  for (const char byte : text) {
    const bool is_control = static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f;
    ASSERT_TRUE(!is_control || byte == '\n') << "byte " << static_cast<int>(byte);
  }
  EXPECT_THAT(text, Not(HasSubstr("\xc2\x9b")));      // CSI, one byte in Latin-1
  EXPECT_THAT(text, Not(HasSubstr("\xe2\x80\xae")));  // right-to-left override
}

TEST(HostileText, NeverReachesTheConsole) {
  ExpectHarmless(Console(ConsoleOptions::kQuiet));
  ExpectHarmless(Console(ConsoleOptions::kNormal));
  ExpectHarmless(Console(ConsoleOptions::kVerbose));
}

TEST(HostileText, IsShownEscapedRatherThanHidden) {
  const std::string text = Console(ConsoleOptions::kNormal);
  EXPECT_THAT(text, HasSubstr("\\x1b[2J"));
  EXPECT_THAT(text, HasSubstr("\\u{202e}"));
  EXPECT_THAT(text, HasSubstr("\\xe3\\x82"));
}

TEST(HostileText, BreaksNoLine) {
  for (const auto detail :
       {ConsoleOptions::kQuiet, ConsoleOptions::kNormal, ConsoleOptions::kVerbose}) {
    for (const std::string& line : SafeLines(Console(detail))) {
      EXPECT_LE(DisplayWidth(line), 80U) << line;
    }
  }
}

TEST(HostileText, LeavesTheReportValidJson) {
  const std::string report = RenderReportJson(HostileRun());
  ASSERT_TRUE(IsUtf8(report));
  const auto json = nlohmann::json::parse(report, nullptr, /*allow_exceptions=*/false);
  ASSERT_FALSE(json.is_discarded());
  EXPECT_EQ(json["scenarios"][0]["target"]["output_tail"]["base64"].get<std::string>().size() % 4,
            0U);
  EXPECT_THAT(json["run"]["command"].get<std::string>(), HasSubstr("\xef\xbf\xbd"));
}

// With every optional key present: what the schema is held against.
TEST(HostileText, ReportGolden) {
  ExpectGolden("report_hostile.json", RenderReportJson(HostileRun()));
}

}  // namespace
}  // namespace echocheck
