// SPDX-License-Identifier: MIT
#include "harness/schedule/summarize_run.h"

#include <string_view>
#include <vector>

#include "harness/judge/causes/cause_registry.h"
#include "harness/judge/checks/check_registry.h"
#include "harness/judge/verdict.h"
#include "harness/schedule/cause_records.h"

namespace echocheck {
namespace {

std::vector<std::string_view> CheckIds() {
  std::vector<std::string_view> ids;
  for (const Check& check : AllChecks()) ids.push_back(check.name());
  return ids;
}

std::vector<std::string_view> CauseIds() {
  std::vector<std::string_view> ids;
  for (const CauseRule& cause : AllCauses()) ids.push_back(cause.id);
  return ids;
}

}  // namespace

void SummarizeRun(bool stopped, RunRecord& run) {
  std::vector<Verdict> verdicts;
  for (const ScenarioRecord& scenario : run.scenarios) {
    verdicts.push_back(scenario.known_failure ? Verdict::kPass : scenario.verdict);
  }
  run.verdict = CombineVerdicts(verdicts);
  run.exit_code = ExitCode(stopped ? Verdict::kInconclusive : run.verdict);
  run.causes = CausesOf(run.scenarios, CauseIds(), CheckIds());
}

}  // namespace echocheck
