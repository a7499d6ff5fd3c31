// SPDX-License-Identifier: MIT
// The end of a run: how many of which verdict, the verdict, and where the report is.
#include <array>

#include <fmt/format.h>

#include "harness/report/console.h"
#include "harness/report/console_page.h"
#include "harness/report/finding_text.h"
#include "harness/report/run_files.h"

namespace echocheck {

std::string RenderSummary(const RunRecord& run, const ConsoleOptions& options) {
  const Page page = PageOf(options);
  const Wording& words = page.words;
  std::array<std::size_t, 6> counts{};
  for (const ScenarioRecord& scenario : run.scenarios) {
    ++counts.at(static_cast<std::size_t>(scenario.verdict));
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
  counted = fmt::format("({}, {})", counted, FormatDuration(run.duration));
  const std::string_view verdict = ToString(run.verdict);
  std::string out = page.pen(InkOf(run.verdict), verdict) + ": " + std::string(sentence);
  const std::size_t used = verdict.size() + 2 + DisplayWidth(sentence) + 1;
  out += (used + DisplayWidth(counted) <= page.width ? " " : "\n  ") + counted + '\n';
  if (!run.finished) out += "  " + page.pen(Ink::kBad, words.unfinished) + '\n';
  if (options.detail == ConsoleOptions::kQuiet) return out;
  if (options.strict || run.strict) out += "  " + page.pen(Ink::kDim, words.strict) + '\n';
  if (!options.run_folder.empty()) {
    const std::string path = options.run_folder + "/" + std::string(kReportFile);
    const std::string line = fmt::format(fmt::runtime(words.report), fmt::arg("path", path));
    for (const std::string& piece : WrapToWidth(SafeLine(line), page.width - 2)) {
      out += "  " + page.pen(Ink::kDim, piece) + '\n';
    }
  }
  return out;
}

}  // namespace echocheck
