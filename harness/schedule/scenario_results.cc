// SPDX-License-Identifier: MIT
#include "harness/schedule/scenario_results.h"

#include <algorithm>
#include <utility>

#include "harness/model/record_of_scenario.h"

namespace echocheck {

ScenarioResults::ScenarioResults(const ScheduleOptions& options,
                                 std::span<const Scenario> scenarios, SessionListener& listener,
                                 RunRecord& run)
    : options_(options),
      scenarios_(scenarios),
      listener_(listener),
      run_(run),
      progress_(scenarios.size()) {
  for (ScenarioProgress& progress : progress_) progress.plays_left = options_.repeat;
}

bool ScenarioResults::AllFinished() const {
  return std::ranges::all_of(progress_, &ScenarioProgress::finished);
}

Status ScenarioResults::Skip(std::size_t scenario, Reason reason) {
  ScenarioRecord record = RecordOf(scenarios_[scenario]);
  record.not_played = std::move(reason);
  record.verdict = record.behaviour = record.close = Verdict::kSkipped;
  progress_[scenario].plays_left = 0;
  Show(scenario, std::move(record));
  return Finish(scenario);
}

Status ScenarioResults::Add(std::size_t scenario, bool alone, ScenarioRecord record) {
  ScenarioProgress& progress = progress_[scenario];
  progress.attempts.push_back(AttemptOf(record, alone));
  progress.latest_failures = FailuresOf(record);
  const std::size_t latest = progress.attempts.size() - 1;
  if (latest == 0 || Replaces(progress.attempts[progress.shown], progress.attempts[latest],
                              options_.allow_flaky)) {
    progress.shown = latest;
    Show(scenario, std::move(record));
  }
  if (--progress.plays_left > 0) return {};
  const Attempt& shown = progress.attempts[progress.shown];
  const bool sure = !WantsConfirmation(shown.verdict) || IsFlaky(progress.attempts) || shown.alone;
  return sure ? Finish(scenario) : Status();
}

Status ScenarioResults::Finish(std::size_t scenario) {
  ScenarioProgress& progress = progress_[scenario];
  if (std::exchange(progress.finished, true)) return {};
  ScenarioRecord& record = run_.scenarios[PlaceOf(scenario)];
  Conclude(progress.attempts, record);
  record.known_failure = KnownReason(options_.known_failures, record);
  return listener_.OnFinished(record);
}

const ScenarioRecord* ScenarioResults::Shown(std::size_t scenario) const {
  const std::size_t place = PlaceOf(scenario);
  return place < order_.size() && order_[place] == scenario ? &run_.scenarios[place] : nullptr;
}

std::size_t ScenarioResults::PlaceOf(std::size_t scenario) const {
  return static_cast<std::size_t>(std::ranges::lower_bound(order_, scenario) - order_.begin());
}

void ScenarioResults::Show(std::size_t scenario, ScenarioRecord record) {
  const auto place = static_cast<std::ptrdiff_t>(PlaceOf(scenario));
  if (Shown(scenario) == nullptr) {
    run_.scenarios.insert(run_.scenarios.begin() + place, std::move(record));
    order_.insert(order_.begin() + place, scenario);
  } else {
    run_.scenarios[PlaceOf(scenario)] = std::move(record);
  }
}

SessionProgress ScenarioResults::Sum(std::string_view playing) const {
  SessionProgress sum;
  sum.total = progress_.size();
  sum.done =
      static_cast<std::size_t>(std::ranges::count(progress_, true, &ScenarioProgress::finished));
  for (const ScenarioRecord& scenario : run_.scenarios) {
    if (WantsConfirmation(scenario.verdict) && !scenario.known_failure) ++sum.failed;
  }
  sum.playing = playing;
  return sum;
}

}  // namespace echocheck
