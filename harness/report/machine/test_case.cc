// SPDX-License-Identifier: MIT
#include "harness/report/machine/test_case.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include "harness/model/run_files.h"
#include "harness/report/console_text.h"
#include "harness/report/downgrades.h"
#include "harness/report/failure_groups.h"
#include "harness/report/finding_text.h"
#include "harness/report/scenario_points.h"

namespace echocheck {
namespace {

constexpr std::size_t kDetailsWidth = 100;  // columns; readers wrap what is too long for them
constexpr std::size_t kMostTailLines = 10;  // of the target's output

constexpr const char* kTop = "top";

// Texts of formats are English but for causes and hints, whose words come with the record.
const Page& PlainPage() {
  static const Page kPage{kDetailsWidth, Pen(false), Language::kEnglish};
  return kPage;
}

CaseOutcome OutcomeOf(const ScenarioRecord& scenario) {
  if (scenario.known_failure) return CaseOutcome::kKnownFailure;
  switch (scenario.verdict) {
    case Verdict::kPass:
      return CaseOutcome::kPassed;
    case Verdict::kWarn:
      return CaseOutcome::kWarned;
    case Verdict::kFail:
      return CaseOutcome::kFailed;
    case Verdict::kInconclusive:
    case Verdict::kError:
      return CaseOutcome::kNotJudged;
    case Verdict::kSkipped:
      return CaseOutcome::kSkipped;
  }
  return CaseOutcome::kNotJudged;
}

// The first finding that led to the verdict, one with a cause before others: it says more.
const Finding* Decisive(const ScenarioRecord& scenario) {
  const Finding* first = nullptr;
  for (const Finding& finding : scenario.findings) {
    if (finding.verdict != scenario.verdict) continue;
    if (finding.cause) return &finding;
    if (first == nullptr) first = &finding;
  }
  return first;
}

std::string HeadlineOf(const ScenarioRecord& scenario, const Finding* finding) {
  if (scenario.evidence.error)
    return SafeLine("echocheck failed: " + scenario.evidence.error->message.english());
  if (scenario.not_played) return SafeLine(scenario.not_played->english());
  if (scenario.verdict == Verdict::kPass) return "";
  // A flaky one that passed in the attempt that decided has nothing against it in its findings.
  if (finding == nullptr && scenario.flaky)
    return "flaky: " + CountAttempts(scenario.attempts, Language::kEnglish);
  if (finding == nullptr) return std::string(ToString(scenario.verdict));
  if (finding->cause) return SafeLine(finding->cause->id + ": " + finding->cause->sentence);
  return SafeLine(finding->check + ": " + finding->summary);
}

std::string OutputOf(const ScenarioRecord& scenario) {
  const bool wanted = std::ranges::any_of(scenario.findings, [](const Finding& finding) {
    return finding.verdict != Verdict::kPass && finding.evidence.show_output;
  });
  const TargetOutcome& target = scenario.evidence.target;
  if (!wanted || target.output_tail.empty()) return "";
  std::string text = "the target's last output:\n";
  const std::vector<std::string> lines = SafeLines(target.output_tail);
  const std::size_t first = lines.size() - std::min(lines.size(), kMostTailLines);
  for (std::size_t i = first; i < lines.size(); ++i) {
    text += "| " + CutToWidth(lines[i], kDetailsWidth) + '\n';
  }
  return text;
}

std::string DetailsOf(const ScenarioRecord& scenario) {
  std::string text;
  if (scenario.known_failure) text += "known failure: " + SafeLine(*scenario.known_failure) + '\n';
  if (scenario.evidence.error)
    return text + SafeText(scenario.evidence.error->message.english()) + '\n';
  if (scenario.not_played)
    return text + "not played: " + SafeLine(scenario.not_played->english()) + '\n';
  std::vector<Finding> findings;
  for (const Finding& finding : scenario.findings) {
    if (finding.verdict != Verdict::kPass) findings.push_back(finding);
  }
  text += RenderFindings(findings, false, PlainPage());
  text += OutputOf(scenario);
  if (!scenario.attempts.empty()) {
    text += fmt::format("played {} times{}: {}\n", scenario.attempts.size(),
                        scenario.flaky ? ", and it is flaky" : "",
                        CountAttempts(scenario.attempts, Language::kEnglish));
  }
  if (!text.empty()) {
    for (const std::string& file : FilesOf(scenario)) {
      text += "file: " + SafeLine(scenario.folder) + "/" + file + '\n';
    }
  }
  return text;
}

std::string TopicOf(const std::string& name) {
  const std::size_t slash = name.find('/');
  return slash == std::string::npos ? kTop : SafeLine(name.substr(0, slash));
}

// Names as they are given away: never the same one twice, not even "basic (2)" for two reasons.
class UniqueNames {
 public:
  std::string NameFor(const std::string& wanted) {
    std::string name = wanted.empty() ? "unnamed" : wanted;
    for (std::size_t& number = used_[name]; number++ > 0;) {
      const std::string numbered = fmt::format("{} ({})", name, number);
      if (used_.try_emplace(numbered, 1).second) return numbered;
    }
    return name;
  }

 private:
  std::map<std::string, std::size_t> used_;
};

bool SpeaksAgainstRun(const TestCase& test) {
  return test.outcome == CaseOutcome::kFailed || test.outcome == CaseOutcome::kNotJudged;
}

std::string WhyNotJudged(const RunRecord& run) {
  if (!run.finished) return "the run ended before all scenarios were played";
  return run.scenarios.empty() ? "no scenario was played"
                               : "nothing was judged: every scenario was skipped";
}

}  // namespace

std::vector<TestCase> TestCasesOf(const RunRecord& run) {
  std::vector<TestCase> tests;
  UniqueNames names;
  for (const ScenarioRecord& scenario : run.scenarios) {
    TestCase test;
    test.name = names.NameFor(SafeLine(scenario.name));
    test.topic = TopicOf(scenario.name);
    test.outcome = OutcomeOf(scenario);
    test.scenario = &scenario;
    test.decisive = Decisive(scenario);
    test.headline = HeadlineOf(scenario, test.decisive);
    test.details = DetailsOf(scenario);
    tests.push_back(std::move(test));
  }
  if (!run.finished || (run.exit_code != 0 && std::ranges::none_of(tests, SpeaksAgainstRun))) {
    const std::string why = WhyNotJudged(run);
    tests.push_back(
        {names.NameFor("run"), kTop, CaseOutcome::kNotJudged, why, why + '\n', nullptr, nullptr});
  }
  return tests;
}

std::string VerdictWords(const TestCase& test) {
  if (test.scenario == nullptr) return std::string(ToString(Verdict::kInconclusive));
  std::string words(ToString(test.scenario->verdict));
  if (test.scenario->flaky) words += ", flaky";
  if (test.scenario->known_failure) words += ", known";
  return words;
}

std::vector<std::string> DowngradesIn(const RunRecord& run) {
  return DowngradeLines(run, Language::kEnglish);
}

std::string WhyNoPoints(const TestCase& test) {
  if (test.scenario == nullptr || test.scenario->known_failure) return "";
  if (!WithholdsPoints(*test.scenario)) return "";
  return "how the connections close was not seen, so no points are given (no capture: " +
         SafeLine(test.scenario->evidence.capture.reason.english()) + ")";
}

std::string Seconds(Nanoseconds duration) {
  // A report from elsewhere may claim anything; no reader takes a negative time.
  const auto milliseconds = std::max<std::int64_t>(0, duration.count() / 1'000'000);
  return fmt::format("{}.{:03}", milliseconds / 1000, milliseconds % 1000);
}

std::string SafeText(BytesView text) { return fmt::format("{}", fmt::join(SafeLines(text), "\n")); }

}  // namespace echocheck
