// SPDX-License-Identifier: MIT
#include "tests/fuzz/format_rules.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "harness/base/bytes.h"
#include "harness/report/console.h"
#include "harness/report/console_text.h"
#include "harness/report/machine/check50_json.h"
#include "harness/report/machine/github_annotations.h"
#include "harness/report/machine/gradescope_json.h"
#include "harness/report/machine/junit_xml.h"
#include "harness/report/machine/tap.h"
#include "harness/report/machine/test_case.h"
#include "harness/report/reader/read_report.h"
#include "harness/report/report_json.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/markup_rules.h"

namespace echocheck {
namespace {

std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// Well-formed text without control characters, but newlines.
void HoldHarmless(std::string_view text, std::string_view what) {
  Require(IsUtf8(text), what);
  const bool has_control = std::ranges::any_of(text, [](char byte) {
    const auto value = static_cast<unsigned char>(byte);
    return (value < 0x20 && byte != '\n') || value == 0x7f;
  });
  Require(!has_control, what);
  for (const std::string_view deceptive : {"\xc2\x9b", "\xe2\x80\xae", "\xe2\x80\xa8"}) {
    Require(text.find(deceptive) == std::string_view::npos, what);
  }
}

void HoldJson(const std::string& text, std::string_view what) {
  Require(IsUtf8(text) && nlohmann::json::accept(text), what);
}

std::string Console(const RunRecord& run, const ConsoleOptions& options) {
  std::string text;
  for (const ScenarioRecord& scenario : run.scenarios) text += RenderScenario(scenario, options);
  return text + RenderSummary(run, options);
}

// Colours are the only sequences: ESC, "[", digits and semicolons, "m".
std::string WithoutColors(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    if (text[0] != '\x1b') {
      plain += text[0];
      text.remove_prefix(1);
      continue;
    }
    const std::size_t end = text.find_first_not_of("0123456789;", 2);
    Require(text.substr(0, 2) == "\x1b[" && end < text.size() && text[end] == 'm',
            "a terminal is told of colours alone");
    text.remove_prefix(end + 1);
  }
  return plain;
}

// Without the blanks at the ends of lines, which nobody sees.
std::string WithoutLastBlanks(std::string_view text) {
  std::string out;
  for (const std::string_view line : LinesOf(text)) {
    out += line.substr(0, line.find_last_not_of(' ') + 1);
    out += '\n';
  }
  return out;
}

std::size_t CountCases(const pugi::xml_node& root) {
  std::size_t count = 0;
  for (const pugi::xml_node& suite : root.children("testsuite")) {
    const auto cases = suite.children("testcase");
    const auto here = static_cast<std::size_t>(std::distance(cases.begin(), cases.end()));
    RequireEqual(suite.attribute("tests").as_ullong(), here, "a suite counts its cases");
    count += here;
  }
  return count;
}

}  // namespace

void HoldConsole(const RunRecord& run) {
  ConsoleOptions options;
  options.language = run.language;
  options.run_folder = "reports/" + run.target;
  options.strict = run.strict;
  options.suggests_next = true;  // a command stays on one line, however long
  HoldHarmless(Console(run, options), "the console shows harmless text");
  options.suggests_next = false;
  options.detail = ConsoleOptions::kVerbose;
  const std::string text = Console(run, options);
  HoldHarmless(text, "the console shows harmless text");
  for (const std::string_view line : LinesOf(text)) {
    const auto width = static_cast<std::size_t>(options.width);
    if (DisplayWidth(line) > width)
      RequireEqual(line, line.substr(0, width), "no line is too wide");
  }
  options.color = true;
  RequireEqual(WithoutLastBlanks(WithoutColors(Console(run, options))), WithoutLastBlanks(text),
               "colours change nothing else");
}

void HoldJsonReports(const RunRecord& run) {
  HoldJson(RenderGradescopeJson(run), "Gradescope's report is JSON");
  HoldJson(RenderCheck50Json(run), "check50's report is JSON");
}

void HoldJunit(const RunRecord& run) {
  const std::string text = RenderJunitXml(run);
  HoldHarmless(text, "XML 1.0 has no other characters");
  Require(text.find("\xef\xbf\xbe") == std::string::npos &&
              text.find("\xef\xbf\xbf") == std::string::npos,
          "XML 1.0 has no U+FFFE and U+FFFF");
  pugi::xml_document document;
  Require(document.load_buffer(text.data(), text.size(), pugi::parse_full, pugi::encoding_utf8),
          "JUnit XML is well-formed");
  const pugi::xml_node root = document.child("testsuites");
  const std::size_t cases = TestCasesOf(run).size();
  RequireEqual(root.attribute("tests").as_ullong(), cases, "the root counts all cases");
  RequireEqual(CountCases(root), cases, "a case a test");
}

void HoldTap(const RunRecord& run) {
  const std::string text = RenderTap(run);
  HoldHarmless(text, "TAP is harmless text");
  const auto lines = LinesOf(text);
  const std::size_t tests = TestCasesOf(run).size();
  Require(lines.size() >= 2 && lines[0] == "TAP version 13", "TAP begins with its version");
  RequireEqual(lines[1], "1.." + std::to_string(tests), "the plan counts all tests");
  std::size_t points = 0;
  bool in_block = false;
  for (std::size_t i = 2; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    if (in_block) {
      Require(line.starts_with("  "), "a block is indented");
      Require(line != "  ---", "a block is closed before the next one");
      in_block = line != "  ...";
    } else if (line == "  ---") {
      in_block = true;
    } else if (line.starts_with("ok ") || line.starts_with("not ok ")) {
      ++points;
      const std::string number = " " + std::to_string(points) + " - ";
      Require(line.substr(line.find("ok") + 2).starts_with(number), "tests are numbered");
    } else {
      Require(line.starts_with("# "), "all else is a comment");
    }
  }
  Require(!in_block, "the last block is closed");
  RequireEqual(points, tests, "a point a test");
}

void HoldGithub(const RunRecord& run) {
  const std::string text = RenderGithubAnnotations(run);
  HoldHarmless(text, "annotations are harmless text");
  for (const std::string_view line : LinesOf(text)) {
    const std::size_t title = line.find(" title=echocheck");
    const std::string_view kind = line.substr(0, std::min(title, line.size()));
    Require(kind == "::error" || kind == "::warning" || kind == "::notice",
            "each line is a command of ours");
    const std::string_view rest = line.substr(title + 7);
    const std::size_t end = rest.find(':');
    Require(end != std::string_view::npos && rest.substr(end, 2) == "::" &&
                rest.substr(0, end).find(',') == std::string_view::npos,
            "the title is the only property");
  }
}

void HoldReport(const RunRecord& run) {
  const std::string text = RenderReportJson(run);
  HoldJson(text, "report.json is JSON");
  const auto again = ReadReportJson(text, "report.json");
  RequireEqual(again ? "" : again.error().message.english(), "",
               "the report that we wrote can be read");
  RequireEqual(RenderReportJson(*again), text, "it reads to the same report");
}

void HoldFormat(const RunRecord& run, std::size_t number) {
  static constexpr void (*kRules[])(const RunRecord&) = {HoldConsole, HoldJsonReports, HoldJunit,
                                                         HoldTap,     HoldGithub,      HoldMarkdown,
                                                         HoldHtml,    HoldReport};
  kRules[number % std::size(kRules)](run);
}

}  // namespace echocheck
