// SPDX-License-Identifier: MIT
// The end of a run: topics and causes, the verdict, and where the report is.
#include <array>
#include <utility>
#include <vector>

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
  std::array<std::size_t, EnumNames(Verdict{}).size()> counts{};
  std::size_t known = 0;
  for (const ScenarioRecord& scenario : run.scenarios) {
    if (scenario.known_failure) {
      ++known;
    } else {
      ++counts.at(static_cast<std::size_t>(scenario.verdict));
    }
  }
  const std::string sentence = VerdictSentence(run, page.language);
  std::vector<Sentence> parts = {Say("console.scenarios", {{"count", run.scenarios.size()}})};
  const auto add = [&](std::size_t count, const std::string& word) {
    parts.push_back(Say("console.counted", {{"count", count}, {"verdict", word}}));
  };
  // "3 scenarios" alone when all came out alike, otherwise how many of each.
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0 || counts[i] == run.scenarios.size()) continue;
    add(counts[i], std::string(ToString(static_cast<Verdict>(i))));
  }
  if (known > 0) add(known, page.Text("console.known_word"));
  parts.push_back(Plain(FormatDuration(run.duration)));
  const std::string counted = page.Text("console.in_brackets", {{"parts", std::move(parts)}});
  const std::string_view verdict = ToString(run.verdict);
  std::string out = page.pen(InkOf(run.verdict), verdict) + ": " + sentence;
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
  for (const std::string& line : DowngradeLines(run, page.language)) {
    std::string indent;
    for (const std::string& piece : WrapToWidth(line, page.width - 2)) {
      out += indent + page.pen(Ink::kDoubt, piece) + '\n';
      indent = "  ";
    }
  }
  return out;
}

}  // namespace

std::string VerdictSentence(const RunRecord& run, Language language) {
  if (run.scenarios.empty()) return ToText(Say("console.no_scenarios"), language);
  return ToText(Say("console.verdict_" + std::string(ToString(run.verdict))), language);
}

std::string RenderProgress(const RunProgress& progress, const ConsoleOptions& options) {
  const Page page = PageOf(options);
  const std::string line = page.Text("console.progress", {{"done", progress.done},
                                                          {"total", progress.total},
                                                          {"failed", progress.failed},
                                                          {"name", SafeLine(progress.playing)}});
  // In the last column a terminal may already begin the next line.
  return CutToWidth(line, page.width - 1);
}

std::string RenderSummary(const RunRecord& run, const ConsoleOptions& options) {
  const Page page = PageOf(options);
  const bool many = run.scenarios.size() > 1 && options.detail != ConsoleOptions::kQuiet;
  std::string out = DowngradeNotes(run, page);
  if (many) out += RenderTopics(run, page) + RenderFailureGroups(run, page) + '\n';
  if (run.scenarios.size() == 1 && options.detail != ConsoleOptions::kQuiet) {
    const std::string remarks = RenderRemarks(run, page);
    if (!remarks.empty()) out += remarks + '\n';
  }
  out += VerdictLine(run, page);
  if (!run.finished) out += "  " + page.pen(Ink::kBad, page.Text("console.unfinished")) + '\n';
  if (options.detail == ConsoleOptions::kQuiet) return out;
  if (!many) {
    for (const std::string& entry : run.no_longer_failing) {
      const std::string line = page.Text("console.no_longer_failing", {{"entry", entry}});
      out += "  " + CutToWidth(SafeLine(line), page.width - 2) + '\n';
    }
  }
  if (run.allow_flaky) out += "  " + page.pen(Ink::kDim, page.Text("console.flaky_allowed")) + '\n';
  if (options.strict || run.strict)
    out += "  " + page.pen(Ink::kDim, page.Text("console.strict")) + '\n';
  if (!options.run_folder.empty()) {
    const std::string path =
        options.run_folder + "/" + std::string(run.finished ? kPageFile : kReportFile);
    out += DimLines(page.Text("console.page", {{"path", path}}), page);
  }
  const std::string next = options.suggests_next ? NextCommand(run, options.names_lead) : "";
  if (!next.empty()) {
    // On one line, however long: a command that is cut in two cannot be pasted.
    const std::string line = page.Text("console.next_command", {{"command", next}});
    out += "  " + page.pen(Ink::kDim, SafeLine(line)) + '\n';
  }
  return out;
}

}  // namespace echocheck
