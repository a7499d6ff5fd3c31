// SPDX-License-Identifier: MIT
#include "harness/report/machine/tap.h"

#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "harness/report/console_text.h"
#include "harness/report/machine/test_case.h"
#include "harness/report/remarks.h"

namespace echocheck {
namespace {

bool IsOk(CaseOutcome outcome) {
  switch (outcome) {
    case CaseOutcome::kPassed:
    case CaseOutcome::kWarned:
    case CaseOutcome::kSkipped:
      return true;
    case CaseOutcome::kFailed:
    case CaseOutcome::kNotJudged:
    case CaseOutcome::kKnownFailure:
      return false;
  }
  return false;
}

// A hash would begin a directive, a backslash take its meaning away.
std::string Description(std::string_view safe_text) {
  std::string text;
  for (const char letter : safe_text) {
    if (letter == '#' || letter == '\\') text += '\\';
    text += letter;
  }
  return text;
}

std::string Directive(const TestCase& test) {
  if (test.outcome == CaseOutcome::kSkipped) return " # SKIP " + test.headline;
  if (test.outcome != CaseOutcome::kKnownFailure) return "";
  return " # TODO known failure: " + SafeLine(*test.scenario->known_failure);
}

// As a YAML string in double quotes: of safe text only two characters have to be escaped.
std::string Quoted(std::string_view safe_text) {
  std::string text = "\"";
  for (const char letter : safe_text) {
    if (letter == '"' || letter == '\\') text += '\\';
    text += letter;
  }
  return text += '"';
}

// As a YAML block, which people can read. Its first line must not be indented more than others, and
// perl's reader takes an empty line for its end.
std::string Block(const std::string& details) {
  std::string text;
  for (const std::string& line : SafeLines(details)) {
    if (text.empty() && line.starts_with(' ')) text += "    findings:\n";
    if (line.find_first_not_of(' ') != std::string::npos) text += "    " + line + '\n';
  }
  return text;
}

// The keys are those that TAP's users have in common; `details` is ours.
std::string Diagnostics(const TestCase& test) {
  std::string text = "  ---\n";
  text += "  message: " + Quoted(test.headline) + '\n';
  text += "  severity: " + Quoted(VerdictWords(test)) + '\n';
  if (test.scenario != nullptr) {
    const double milliseconds =
        static_cast<double>(test.scenario->evidence.durations.total.count()) / 1e6;
    text += fmt::format("  duration_ms: {:.3f}\n", milliseconds);
  }
  const std::string details = Block(test.details);
  if (!details.empty()) text += "  details: |\n" + details;
  return text + "  ...\n";
}

}  // namespace

std::string RenderTap(const RunRecord& run) {
  const std::vector<TestCase> tests = TestCasesOf(run);
  std::string text = fmt::format("TAP version 13\n1..{}\n", tests.size());
  text +=
      fmt::format("# echocheck {}, target: {}\n", SafeLine(run.tool_version), SafeLine(run.target));
  for (const std::string& line : DowngradesIn(run)) text += "# " + line + '\n';
  for (const Remark& remark : RemarksOf(run)) text += "# remark: " + RemarkLine(remark) + '\n';
  std::size_t number = 0;
  for (const TestCase& test : tests) {
    text += fmt::format("{} {} - {}{}\n", IsOk(test.outcome) ? "ok" : "not ok", ++number,
                        Description(test.name), Directive(test));
    if (test.outcome != CaseOutcome::kPassed) text += Diagnostics(test);
  }
  text += fmt::format("# verdict: {}, exit code {}\n", ToString(run.verdict), run.exit_code);
  return text;
}

}  // namespace echocheck
