// SPDX-License-Identifier: MIT
#include "harness/report/machine/markdown_summary.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "harness/report/console_text.h"
#include "harness/report/machine/markdown_text.h"
#include "harness/report/machine/test_case.h"
#include "harness/report/remarks.h"
#include "harness/report/topics.h"

namespace echocheck {
namespace {

constexpr std::size_t kMostNames = 12;        // of the scenarios of one cause
constexpr std::size_t kMostDetails = 16'384;  // bytes of one scenario's details

// A page that stops growing before it is too long.
class BoundedText {
 public:
  // False, and nothing is added, when there is no room.
  bool Add(std::string_view piece) {
    constexpr std::size_t kForTheEnd = 512;  // room for what Finish() says
    if (text_.size() + piece.size() + kForTheEnd > kMarkdownLimit) return false;
    text_ += piece;
    return true;
  }
  void LeaveOut() { ++left_out_; }
  std::string Finish() && {
    if (left_out_ > 0) {
      text_ += fmt::format("\n{} more found no room here: report.json has them.\n", left_out_);
    }
    return std::move(text_);
  }

 private:
  std::string text_;
  std::size_t left_out_ = 0;
};

std::string Headline(const RunRecord& run) {
  switch (run.exit_code) {
    case 0:
      return "the target conforms";
    case 1:
      return "the target does not conform";
    default:
      return "not everything could be judged";
  }
}

std::string Head(const RunRecord& run) {
  std::string text = fmt::format("## echocheck: {}, {}\n\n", ToString(run.verdict), Headline(run));
  text += fmt::format("{}, {} scenario{}, {}, echocheck {}{}{}\n", MarkdownCode(run.target),
                      run.scenarios.size(), run.scenarios.size() == 1 ? "" : "s",
                      FormatDuration(run.duration), MarkdownPlain(run.tool_version),
                      run.profile.empty() ? "" : ", profile " + MarkdownPlain(run.profile),
                      run.strict ? ", strict" : "");
  for (const std::string& line : DowngradesIn(run)) {
    text += fmt::format("\n**{}**\n", MarkdownPlain(line));
  }
  if (!run.finished) text += "\n**The run ended before all scenarios were played.**\n";
  return text;
}

void AddTopics(const RunRecord& run, BoundedText& page) {
  const std::vector<Topic> topics = TopicsOf(run, "top", "all");
  if (topics.empty()) return;
  std::vector<std::size_t> columns;
  std::string head = "\n| topic |";
  std::string line = "| --- |";
  for (std::size_t column = 0; column <= Topic::kVerdicts; ++column) {
    const auto counted = [&](const Topic& topic) { return topic.counts.at(column) > 0; };
    if (std::ranges::none_of(topics, counted)) continue;
    columns.push_back(column);
    head += fmt::format(" {} |", column == Topic::kKnown ? std::string_view("known")
                                                         : ToString(static_cast<Verdict>(column)));
    line += " ---: |";
  }
  page.Add(head + " points | time |\n" + line + " ---: | ---: |\n");
  for (const Topic& topic : topics) {
    std::string row = "| " + MarkdownPlain(topic.name) + " |";
    for (const std::size_t column : columns) row += fmt::format(" {} |", topic.counts.at(column));
    row += fmt::format(" {}/{} | {} |\n", topic.earned, topic.possible, FormatDuration(topic.time));
    if (!page.Add(row)) page.LeaveOut();
  }
}

std::string Names(const std::vector<std::string>& names) {
  std::string text = fmt::format("{} scenario{}: ", names.size(), names.size() == 1 ? "" : "s");
  for (std::size_t i = 0; i < std::min(names.size(), kMostNames); ++i) {
    text += (i > 0 ? ", " : "") + MarkdownCode(names[i]);
  }
  return text + (names.size() > kMostNames ? ", ..." : "");
}

void AddCauses(const RunRecord& run, BoundedText& page) {
  if (run.causes.empty()) return;
  page.Add("\n### Causes, the most basic first\n\n");
  for (const CauseRecord& cause : run.causes) {
    std::string text = fmt::format("- **{}** {}: {}\n", ToString(cause.verdict),
                                   MarkdownCode(cause.id), MarkdownPlain(cause.sentence));
    if (!cause.hint.empty()) text += "  - hint: " + MarkdownPlain(cause.hint) + '\n';
    text += "  - " + Names(cause.scenarios) + '\n';
    if (!page.Add(text)) page.LeaveOut();
  }
}

void AddRemarks(const RunRecord& run, BoundedText& page) {
  std::string head = "\n### Remarks, which change no verdict\n\n";
  for (const Remark& remark : RemarksOf(run)) {
    std::string text = fmt::format("{}- {}: {}\n", std::exchange(head, ""), MarkdownCode(remark.id),
                                   MarkdownPlain(remark.text));
    if (!remark.hint.empty()) text += "  - hint: " + MarkdownPlain(remark.hint) + '\n';
    text += "  - " + Names(remark.scenarios) + '\n';
    if (!page.Add(text)) page.LeaveOut();
  }
}

// A scenario that opens on a click.
std::string Folded(const TestCase& test) {
  const std::string details = SafeText(test.details);
  return fmt::format("<details><summary>{} <code>{}</code> {}</summary>\n\n{}\n</details>\n\n",
                     VerdictWords(test), HtmlPlain(test.name), HtmlPlain(test.headline),
                     MarkdownBlock(details.size() <= kMostDetails
                                       ? details
                                       : details.substr(0, details.rfind('\n', kMostDetails)) +
                                             "\n... report.json has the rest"));
}

void AddPart(const std::vector<TestCase>& tests, CaseOutcome outcome, std::string_view title,
             BoundedText& page) {
  bool first = true;
  for (const TestCase& test : tests) {
    if (test.outcome != outcome) continue;
    const std::string head = first ? fmt::format("\n### {}\n\n", title) : std::string();
    if (page.Add(head + Folded(test))) {
      first = false;
    } else {
      page.LeaveOut();
    }
  }
}

}  // namespace

std::string RenderMarkdownSummary(const RunRecord& run) {
  const std::vector<TestCase> tests = TestCasesOf(run);
  BoundedText page;
  if (!page.Add(Head(run))) page.LeaveOut();
  AddTopics(run, page);
  AddCauses(run, page);
  AddRemarks(run, page);
  AddPart(tests, CaseOutcome::kFailed, "Failed", page);
  AddPart(tests, CaseOutcome::kNotJudged, "Not judged", page);
  AddPart(tests, CaseOutcome::kWarned, "Warned", page);
  AddPart(tests, CaseOutcome::kKnownFailure, "Known failures, which do not count", page);
  AddPart(tests, CaseOutcome::kSkipped, "Skipped", page);
  for (const std::string& entry : run.no_longer_failing) {
    if (!page.Add("\nNo longer fails, remove it: " + MarkdownCode(entry) + '\n')) page.LeaveOut();
  }
  return std::move(page).Finish();
}

}  // namespace echocheck
