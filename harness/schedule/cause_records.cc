// SPDX-License-Identifier: MIT
#include "harness/schedule/cause_records.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <tuple>
#include <utility>

#include "harness/schedule/attempts.h"

namespace echocheck {
namespace {

std::size_t PlaceIn(std::span<const std::string_view> order, std::string_view name) {
  return static_cast<std::size_t>(std::ranges::find(order, name) - order.begin());
}

void AddFinding(const ScenarioRecord& scenario, const Finding& finding,
                std::vector<CauseRecord>& causes) {
  const Cause& cause = *finding.cause;
  auto record = std::ranges::find(causes, cause.id, &CauseRecord::id);
  if (record == causes.end()) {
    record = causes.insert(causes.end(),
                           {cause.id, cause.sentence, cause.hint, finding.verdict, {}, {}});
  }
  if (finding.verdict == Verdict::kFail) record->verdict = Verdict::kFail;
  AddOnce(scenario.name, record->scenarios);
  AddOnce(finding.check, record->checks);
}

}  // namespace

std::vector<CauseRecord> CausesOf(std::span<const ScenarioRecord> scenarios,
                                  std::span<const std::string_view> ranked,
                                  std::span<const std::string_view> checks) {
  std::vector<CauseRecord> causes;
  for (const ScenarioRecord& scenario : scenarios) {
    if (scenario.known_failure) continue;
    for (const Finding& finding : scenario.findings) {
      const bool failed = finding.verdict == Verdict::kFail || finding.verdict == Verdict::kWarn;
      if (failed && finding.cause) AddFinding(scenario, finding, causes);
    }
  }
  const auto rank = [&](const CauseRecord& cause) {
    std::size_t check = checks.size();
    for (const std::string& name : cause.checks) check = std::min(check, PlaceIn(checks, name));
    return std::tuple(cause.verdict != Verdict::kFail, check, PlaceIn(ranked, cause.id));
  };
  std::ranges::stable_sort(causes, {}, rank);
  return causes;
}

}  // namespace echocheck
