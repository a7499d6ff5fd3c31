// SPDX-License-Identifier: MIT
#include "harness/report/failure_groups.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "harness/report/finding_text.h"
#include "harness/report/remarks.h"

namespace echocheck {
namespace {

// What one line of scenario names holds is enough: report.json has all.
using Names = std::vector<std::string>;

// Scenarios that came out alike.
struct Group {
  Verdict verdict = Verdict::kFail;
  std::string label;  // a check; empty: the text says all
  std::string text;
  Names scenarios;
};

// Of its verdict the first, which is the most basic one; null when it has none.
const Finding* Deciding(const ScenarioRecord& scenario) {
  const auto finding = std::ranges::find(scenario.findings, scenario.verdict, &Finding::verdict);
  return finding == scenario.findings.end() ? nullptr : &*finding;
}

bool HasCause(const ScenarioRecord& scenario) {
  return std::ranges::any_of(scenario.findings, [](const Finding& finding) {
    const bool failed = finding.verdict == Verdict::kFail || finding.verdict == Verdict::kWarn;
    return failed && finding.cause;
  });
}

Group GroupOf(const ScenarioRecord& scenario, const Page& page) {
  Group group;
  group.verdict = scenario.verdict;
  if (scenario.evidence.error) {
    group.label = page.Text("console.other_failure");
    group.text = ToText(scenario.evidence.error->message, page.language);
  } else if (scenario.not_played) {
    group.text = ToText(*scenario.not_played, page.language);
  } else if (const Finding* const finding = Deciding(scenario)) {
    if (scenario.verdict != Verdict::kSkipped) group.label = finding->check;
    group.text = finding->summary;
  }
  return group;
}

class FailureGroups {
 public:
  FailureGroups(const RunRecord& run, const Page& page) : run_(run), page_(page) {}

  std::string Render() {
    Causes();
    Remarks();
    WithoutCause();
    Flaky();
    Known();
    Skipped();
    return std::move(out_);
  }

  std::string RenderRemarks() {
    Remarks();
    return std::move(out_);
  }

 private:
  // Heads a part with an empty line, and a sentence if there is one.
  void Begin(std::string_view sentence = {}) {
    out_ += '\n';
    if (!sentence.empty()) out_ += page_.pen(Ink::kBold, sentence) + '\n';
  }
  // A word in the margin, and text beside it.
  void Line(std::string_view word, Ink ink, const std::string& text, Ink text_ink = Ink::kPlain) {
    const std::size_t indent = std::max<std::size_t>(DisplayWidth(word) + 2, kIndent);
    const auto lines = WrapToWidth(SafeLine(text), page_.width - indent);
    out_ += page_.pen(ink, word) + std::string(indent - DisplayWidth(word), ' ');
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i > 0) out_ += std::string(indent, ' ');
      out_ += page_.pen(text_ink, lines[i]) + '\n';
    }
    if (lines.empty()) out_ += '\n';
  }
  void Scenarios(const Names& names, std::size_t indent = kIndent) {
    out_ += std::string(indent, ' ') +
            page_.pen(Ink::kDim, Shortened(names, page_.width - indent)) + '\n';
  }
  std::string Shortened(const Names& names, std::size_t width) const;
  std::vector<Group> GroupsOf(bool skipped) const;

  void Hint(const std::string& hint);
  void Causes();
  void Remarks();
  void WithoutCause();
  void Flaky();
  void Known();
  void Skipped();

  static constexpr std::size_t kIndent = 6;  // beside "fail" and "warn"
  const RunRecord& run_;
  const Page& page_;
  std::string out_;
};

// "5 scenarios: a, b, ..."
std::string FailureGroups::Shortened(const Names& names, std::size_t width) const {
  const std::string count = page_.Text("console.scenarios", {{"count", names.size()}});
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string name = (i > 0 ? ", " : "") + SafeLine(names[i]);
    const std::string_view rest = i + 1 < names.size() ? ", ..." : "";
    const std::size_t used = DisplayWidth(count) + 2 + DisplayWidth(list);
    if (i > 0 && used + DisplayWidth(name) + rest.size() > width) {
      list += ", ...";
      break;
    }
    list += name;
  }
  return CutToWidth(page_.Text("console.named_scenarios", {{"scenarios", count}, {"names", list}}),
                    width);
}

void FailureGroups::Causes() {
  if (run_.causes.empty()) return;
  Begin(page_.Text("console.causes", {{"count", run_.causes.size()}}));
  for (const CauseRecord& cause : run_.causes) {
    Line(ToString(cause.verdict), InkOf(cause.verdict), cause.id + ": " + cause.sentence);
    Hint(cause.hint);
    Scenarios(cause.scenarios);
  }
}

void FailureGroups::Hint(const std::string& hint) {
  if (hint.empty()) return;
  const std::string word = page_.Text("console.hint");
  const std::size_t indent = kIndent + DisplayWidth(word) + 2;
  const auto lines = WrapToWidth(SafeLine(hint), page_.width - indent);
  out_ += std::string(kIndent, ' ') + page_.pen(Ink::kDim, word) + "  ";
  for (std::size_t i = 0; i < lines.size(); ++i) {
    out_ += (i > 0 ? std::string(indent, ' ') : "") + lines[i] + '\n';
  }
}

void FailureGroups::Remarks() {
  const std::vector<Remark> remarks = RemarksOf(run_);
  if (remarks.empty()) return;
  Begin(page_.Text("console.remarks"));
  for (const Remark& remark : remarks) {
    Line(page_.Text("console.remark_word"), Ink::kDim, remark.id + ": " + remark.text);
    Hint(remark.hint);
    Scenarios(remark.scenarios);
  }
}

// What follows from a failure that has a cause, in the same scenario, needs no line of its own.
std::vector<Group> FailureGroups::GroupsOf(bool skipped) const {
  std::vector<Group> groups;
  for (const ScenarioRecord& scenario : run_.scenarios) {
    if (scenario.verdict == Verdict::kPass || scenario.known_failure || HasCause(scenario) ||
        (scenario.verdict == Verdict::kSkipped) != skipped) {
      continue;
    }
    Group group = GroupOf(scenario, page_);
    // By the check: its words may differ from scenario to scenario. Without one, by the words.
    const auto known = std::ranges::find_if(groups, [&](const Group& other) {
      return other.verdict == group.verdict && other.label == group.label &&
             (other.text == group.text || (!group.label.empty() && !scenario.evidence.error));
    });
    if (known == groups.end()) {
      group.scenarios = {scenario.name};
      groups.push_back(std::move(group));
    } else {
      known->scenarios.push_back(scenario.name);
    }
  }
  return groups;
}

void FailureGroups::WithoutCause() {
  const std::vector<Group> groups = GroupsOf(false);
  if (groups.empty()) return;
  Begin(run_.causes.empty() ? std::string() : page_.Text("console.no_cause"));
  for (const Group& group : groups) {
    const std::string_view verdict = ToString(group.verdict);
    Line(verdict, InkOf(group.verdict),
         group.label.empty() ? group.text : group.label + ": " + group.text);
    Scenarios(group.scenarios, std::max(verdict.size() + 2, kIndent));
  }
}

void FailureGroups::Flaky() {
  bool first = true;
  for (const ScenarioRecord& scenario : run_.scenarios) {
    if (!scenario.flaky) continue;
    if (std::exchange(first, false)) Begin();
    Names checks;
    for (const Attempt& attempt : scenario.attempts) {
      for (const std::string& check : attempt.failed) {
        if (std::ranges::find(checks, check) == checks.end()) checks.push_back(check);
      }
    }
    const std::string_view text = checks.empty() ? "console.flaky" : "console.flaky_checks";
    Line(page_.Text("console.flaky_word"), Ink::kBad,
         page_.Text(text, {{"name", scenario.name},
                           {"verdicts", CountAttempts(scenario.attempts, page_.language)},
                           {"checks", fmt::format("{}", fmt::join(checks, ", "))}}));
  }
}

void FailureGroups::Known() {
  const std::string known = page_.Text("console.known_word");
  const bool any = std::ranges::any_of(
      run_.scenarios, [](const auto& scenario) { return scenario.known_failure.has_value(); });
  if (any || !run_.no_longer_failing.empty()) Begin();
  for (const ScenarioRecord& scenario : run_.scenarios) {
    if (!scenario.known_failure) continue;
    Line(known, Ink::kDoubt, scenario.name + ": " + *scenario.known_failure);
  }
  for (const std::string& entry : run_.no_longer_failing) {
    Line(known, Ink::kDoubt, page_.Text("console.no_longer_failing", {{"entry", entry}}));
  }
}

void FailureGroups::Skipped() {
  const std::vector<Group> groups = GroupsOf(true);
  if (!groups.empty()) Begin();
  for (const Group& group : groups) {
    const std::string_view verdict = ToString(group.verdict);
    Line(verdict, InkOf(group.verdict), group.text);
    Scenarios(group.scenarios, verdict.size() + 2);
  }
}

}  // namespace

std::string RenderFailureGroups(const RunRecord& run, const Page& page) {
  return FailureGroups(run, page).Render();
}

std::string RenderRemarks(const RunRecord& run, const Page& page) {
  return FailureGroups(run, page).RenderRemarks();
}

std::string CountAttempts(std::span<const Attempt> attempts, Language language) {
  std::array<std::size_t, EnumNames(Verdict{}).size()> counts{};
  for (const Attempt& attempt : attempts) ++counts.at(static_cast<std::size_t>(attempt.verdict));
  std::vector<Sentence> parts;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    parts.push_back(Say("console.counted",
                        {{"count", counts[i]}, {"verdict", ToString(static_cast<Verdict>(i))}}));
  }
  return ToText(Say("console.list", {{"parts", std::move(parts)}}), language);
}

}  // namespace echocheck
