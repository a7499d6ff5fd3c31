// SPDX-License-Identifier: MIT
// The end of a run: topics and causes, the verdict, and where the report is.
#include <array>

#include <fmt/format.h>

#include "harness/model/run_files.h"
#include "harness/report/console.h"
#include "harness/report/console_page.h"
#include "harness/report/downgrades.h"
#include "harness/report/failure_groups.h"
#include "harness/report/finding_text.h"
#include "harness/report/next_command.h"
#include "harness/report/remarks.h"
#include "harness/report/topic_table.h"

namespace echocheck {

namespace {

// "fail: the target does not conform (3 scenarios, 1 pass, 2 fail, 1.20 s)"
std::string VerdictLine(const RunRecord& run, const Page& page) {
  const Wording& words = page.words;
  std::array<std::size_t, 6> counts{};
  std::size_t known = 0;
  for (const ScenarioRecord& scenario : run.scenarios) {
    if (scenario.known_failure) {
      ++known;
    } else {
      ++counts.at(static_cast<std::size_t>(scenario.verdict));
    }
  }
  const std::string_view sentence = run.scenarios.empty()
                                        ? words.no_scenarios
                                        : words.verdict.at(static_cast<std::size_t>(run.verdict));
  std::string counted =
      run.scenarios.size() == 1
          ? std::string(words.one_scenario)
          : fmt::format(fmt::runtime(words.scenarios), fmt::arg("count", run.scenarios.size()));
  // "3 scenarios" alone when all came out alike, otherwise how many of each.
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0 || counts[i] == run.scenarios.size()) continue;
    counted += fmt::format(", {} {}", counts[i], ToString(static_cast<Verdict>(i)));
  }
  if (known > 0) counted += fmt::format(", {} {}", known, words.known_word);
  counted = fmt::format("({}, {})", counted, FormatDuration(run.duration));
  const std::string_view verdict = ToString(run.verdict);
  std::string out = page.pen(InkOf(run.verdict), verdict) + ": " + std::string(sentence);
  const std::size_t used = verdict.size() + 2 + DisplayWidth(sentence) + 1;
  if (used + DisplayWidth(counted) <= page.width) return out + ' ' + counted + '\n';
  out += '\n';
  for (const std::string& piece : WrapToWidth(counted, page.width - 2)) out += "  " + piece + '\n';
  return out;
}

std::string DimLines(const std::string& line, const Page& page) {
  std::string out;
  for (const std::string& piece : WrapToWidth(SafeLine(line), page.width - 2)) {
    out += "  " + page.pen(Ink::kDim, piece) + '\n';
  }
  return out;
}

// At the top: all that follows says less than it seems to.
std::string DowngradeNotes(const RunRecord& run, const Page& page) {
  std::string out;
  for (const std::string& line : DowngradeLines(run, page.words)) {
    std::string indent;
    for (const std::string& piece : WrapToWidth(line, page.width - 2)) {
      out += indent + page.pen(Ink::kDoubt, piece) + '\n';
      indent = "  ";
    }
  }
  return out;
}

}  // namespace

std::string RenderProgress(const RunProgress& progress, const ConsoleOptions& options) {
  const Page page = PageOf(options);
  const std::string line =
      fmt::format(fmt::runtime(page.words.progress), fmt::arg("done", progress.done),
                  fmt::arg("total", progress.total), fmt::arg("failed", progress.failed),
                  fmt::arg("name", SafeLine(progress.playing)));
  // In the last column a terminal may already begin the next line.
  return CutToWidth(line, page.width - 1);
}

std::string RenderSummary(const RunRecord& run, const ConsoleOptions& options) {
  const Page page = PageOf(options);
  const Wording& words = page.words;
  const bool many = run.scenarios.size() > 1 && options.detail != ConsoleOptions::kQuiet;
  std::string out = DowngradeNotes(run, page);
  if (many) out += RenderTopics(run, page) + RenderFailureGroups(run, page) + '\n';
  if (run.scenarios.size() == 1 && options.detail != ConsoleOptions::kQuiet) {
    const std::string remarks = RenderRemarks(run, page);
    if (!remarks.empty()) out += remarks + '\n';
  }
  out += VerdictLine(run, page);
  if (!run.finished) out += "  " + page.pen(Ink::kBad, words.unfinished) + '\n';
  if (options.detail == ConsoleOptions::kQuiet) return out;
  if (!many) {
    for (const std::string& entry : run.no_longer_failing) {
      out += "  " +
             CutToWidth(SafeLine(fmt::format(fmt::runtime(words.no_longer_failing),
                                             fmt::arg("entry", entry))),
                        page.width - 2) +
             '\n';
    }
  }
  if (run.allow_flaky) out += "  " + page.pen(Ink::kDim, words.flaky_allowed) + '\n';
  if (options.strict || run.strict) out += "  " + page.pen(Ink::kDim, words.strict) + '\n';
  if (!options.run_folder.empty()) {
    const std::string path =
        options.run_folder + "/" + std::string(run.finished ? kPageFile : kReportFile);
    out += DimLines(fmt::format(fmt::runtime(words.page), fmt::arg("path", path)), page);
  }
  const std::string next = options.suggests_next ? NextCommand(run, options.names_lead) : "";
  if (!next.empty()) {
    // On one line, however long: a command that is cut in two cannot be pasted.
    const std::string line =
        fmt::format(fmt::runtime(words.next_command), fmt::arg("command", next));
    out += "  " + page.pen(Ink::kDim, SafeLine(line)) + '\n';
  }
  return out;
}

}  // namespace echocheck
