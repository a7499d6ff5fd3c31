// SPDX-License-Identifier: MIT
#include "harness/report/machine/check50_json.h"

#include <string_view>

#include "harness/report/console_text.h"
#include "harness/report/json_document.h"
#include "harness/report/machine/test_case.h"
#include "harness/report/scenario_points.h"

namespace echocheck {
namespace {

Json PassedToJson(CaseOutcome outcome) {
  switch (outcome) {
    case CaseOutcome::kPassed:
    case CaseOutcome::kWarned:
      return true;
    case CaseOutcome::kFailed:
      return false;
    case CaseOutcome::kNotJudged:
    case CaseOutcome::kSkipped:
    case CaseOutcome::kKnownFailure:
      return nullptr;
  }
  return nullptr;
}

// check50 gives a cause to what did not pass; a warning passed, and has its words in the log.
Json CauseOf(const TestCase& test) {
  const std::string no_points = WhyNoPoints(test);
  const bool passed = test.outcome == CaseOutcome::kPassed || test.outcome == CaseOutcome::kWarned;
  if (passed && no_points.empty()) return nullptr;
  Json cause = Json::object();
  cause["rationale"] = !no_points.empty() ? no_points
                       : test.outcome == CaseOutcome::kKnownFailure
                           ? "known failure: " + SafeLine(*test.scenario->known_failure)
                           : test.headline;
  const Finding* const finding = test.decisive;
  const bool has_hint = finding != nullptr && finding->cause && !finding->cause->hint.empty();
  cause["help"] = has_hint ? Json(SafeText(finding->cause->hint)) : Json();
  if (finding != nullptr && !finding->expected.empty() && !finding->actual.empty()) {
    cause["expected"] = SafeText(finding->expected);
    cause["actual"] = SafeText(finding->actual);
  }
  return cause;
}

Json ResultToJson(const TestCase& test, std::string_view language) {
  const ScenarioRecord* const scenario = test.scenario;
  Json json = Json::object();
  json["name"] = test.name;
  json["description"] = test.name;
  if (scenario != nullptr && !scenario->title.english.empty()) {
    json["description"] = SafeLine(InLanguage(scenario->title, language));
  }
  json["passed"] = WhyNoPoints(test).empty() ? PassedToJson(test.outcome) : Json();
  json["log"] = SafeLines(test.details);
  json["cause"] = CauseOf(test);
  json["data"] = Json::object();
  if (scenario != nullptr) {
    json["data"] = {{"verdict", ToString(scenario->verdict)},
                    {"points", PointsPossible(*scenario)},
                    {"points_earned", PointsEarned(*scenario)}};
  }
  json["dependency"] = nullptr;
  return json;
}

}  // namespace

std::string RenderCheck50Json(const RunRecord& run) {
  JsonDocument document;
  document.Add("slug",
               run.profile.empty() ? Json("echocheck") : TextToJson("echocheck/" + run.profile));
  document.OpenList("results");
  for (const TestCase& test : TestCasesOf(run)) document.Add("", ResultToJson(test, run.language));
  document.Close();
  document.Add("version", TextToJson(run.tool_version));
  return std::move(document).Take();
}

}  // namespace echocheck
