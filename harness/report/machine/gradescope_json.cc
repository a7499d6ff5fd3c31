// SPDX-License-Identifier: MIT
#include "harness/report/machine/gradescope_json.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "harness/report/console_text.h"
#include "harness/report/json_document.h"
#include "harness/report/machine/test_case.h"
#include "harness/report/remarks.h"
#include "harness/report/scenario_points.h"

namespace echocheck {
namespace {

constexpr auto kVisibilities =
    std::to_array<std::string_view>({"visible", "hidden", "after_due_date", "after_published"});

std::string_view VisibilityOf(const TestCase& test) {
  if (test.scenario != nullptr) {
    for (const std::string& tag : test.scenario->tags) {
      const auto* const known = std::ranges::find(kVisibilities, tag);
      if (known != kVisibilities.end()) return *known;
    }
  }
  return kVisibilities.front();
}

// Skipped, and nothing could have been earned: neither passed nor failed, which is all there is.
bool IsNoTest(const TestCase& test) {
  return test.outcome == CaseOutcome::kSkipped && PointsPossible(*test.scenario) == 0;
}

bool HasPassed(const TestCase& test) {
  const bool conforms =
      test.outcome == CaseOutcome::kPassed || test.outcome == CaseOutcome::kWarned;
  return conforms && WhyNoPoints(test).empty();
}

std::string NameOf(const TestCase& test, std::string_view language) {
  if (test.scenario == nullptr || test.scenario->title.english.empty()) return test.name;
  return test.name + ": " + SafeLine(InLanguage(test.scenario->title, language));
}

std::string OutputOf(const TestCase& test) {
  const std::string no_points = WhyNoPoints(test);
  if (!no_points.empty()) {
    return VerdictWords(test) + ": " + no_points +
           "\nThis says nothing about the program: let it be run where packets can be captured.\n" +
           (test.details.empty() ? "" : '\n' + test.details);
  }
  if (test.headline.empty()) return "";
  std::string text = VerdictWords(test) + ": " + test.headline + '\n';
  if (test.outcome == CaseOutcome::kNotJudged) {
    text += "This was not judged and says nothing about the program: let it be run again.\n";
  }
  return text + '\n' + test.details;
}

Json CausesIn(const ScenarioRecord& scenario) {
  Json ids = Json::array();
  for (const Finding& finding : scenario.findings) {
    const bool failed = finding.verdict == Verdict::kFail || finding.verdict == Verdict::kWarn;
    if (!failed || !finding.cause) continue;
    const Json id = TextToJson(finding.cause->id);
    if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
  }
  return ids;
}

// `number` is "2.1": of the second topic the first.
Json TestToJson(const TestCase& test, const std::string& number, std::string_view language) {
  Json json = Json::object();
  const ScenarioRecord* const scenario = test.scenario;
  json["name"] = NameOf(test, language);
  json["number"] = number;
  json["score"] = scenario == nullptr ? 0 : PointsEarned(*scenario);
  json["max_score"] = scenario == nullptr ? 0 : PointsPossible(*scenario);
  json["status"] = HasPassed(test) ? "passed" : "failed";
  json["output"] = OutputOf(test);
  json["output_format"] = "text";
  Json& tags = json["tags"] = Json::array();
  if (scenario != nullptr) {
    for (const std::string& tag : scenario->tags) tags.push_back(SafeLine(tag));
    json["extra_data"] = {{"verdict", ToString(scenario->verdict)},
                          {"causes", CausesIn(*scenario)}};
  }
  json["visibility"] = VisibilityOf(test);
  return json;
}

// Of the whole submission: the verdict, why, and what was skipped.
std::string Summary(const RunRecord& run, const std::vector<TestCase>& tests) {
  std::string text = fmt::format("{}: ", ToString(run.verdict));
  text += run.exit_code == 0   ? "the program conforms\n"
          : run.exit_code == 1 ? "the program does not conform\n"
                               : "not everything could be judged: let it be run again\n";
  for (const std::string& line : DowngradesIn(run)) text += line + '\n';
  for (const CauseRecord& cause : run.causes) {
    text += fmt::format("\n{} {}: {}\n", ToString(cause.verdict), SafeLine(cause.id),
                        SafeLine(cause.sentence));
    if (!cause.hint.empty()) text += "hint: " + SafeLine(cause.hint) + '\n';
  }
  for (const Remark& remark : RemarksOf(run)) {
    text += fmt::format("\nremark {}: {}\n", SafeLine(remark.id), SafeLine(remark.text));
    if (!remark.hint.empty()) text += "hint: " + SafeLine(remark.hint) + '\n';
  }
  bool first = true;
  for (const TestCase& test : tests) {
    if (!IsNoTest(test)) continue;
    if (first) text += "\nskipped, and worth no points:\n";
    first = false;
    text += test.name + ": " + test.headline + '\n';
  }
  return text;
}

// "1.1", "1.2", "2.1", ...: topics in the order of their first scenario.
class Numbering {
 public:
  std::string Next(const std::string& topic) {
    auto known = std::ranges::find(topics_, topic);
    if (known == topics_.end()) {
      topics_.push_back(topic);
      counts_.push_back(0);
      known = topics_.end() - 1;
    }
    const auto place = static_cast<std::size_t>(known - topics_.begin());
    return fmt::format("{}.{}", place + 1, ++counts_[place]);
  }

 private:
  std::vector<std::string> topics_;
  std::vector<std::size_t> counts_;
};

}  // namespace

std::string RenderGradescopeJson(const RunRecord& run) {
  const std::vector<TestCase> tests = TestCasesOf(run);
  JsonDocument document;
  document.Add("execution_time", static_cast<double>(run.duration.count() / 1'000'000) / 1000.0);
  document.Add("output", Summary(run, tests));
  document.Add("output_format", "text");
  document.Add("test_output_format", "text");
  document.Add("test_name_format", "text");
  document.Add("visibility", "visible");
  document.Add("extra_data", Json{{"echocheck", TextToJson(run.tool_version)},
                                  {"verdict", ToString(run.verdict)},
                                  {"exit_code", run.exit_code},
                                  {"seed", run.seed}});
  document.OpenList("tests");
  Numbering numbering;
  for (const TestCase& test : tests) {
    const std::string number = numbering.Next(test.topic);
    if (!IsNoTest(test)) document.Add("", TestToJson(test, number, run.language));
  }
  document.Close();
  return std::move(document).Take();
}

}  // namespace echocheck
