// SPDX-License-Identifier: MIT
// Keeps what is known about each scenario of a run while it goes on: its attempts, which of them
// decides, and whether all is known. Pure, but for the listener.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"
#include "harness/model/run_record.h"
#include "harness/model/scenario.h"
#include "harness/schedule/attempts.h"
#include "harness/schedule/schedule_options.h"
#include "harness/schedule/session_listener.h"

namespace echocheck {

// What is known about one scenario so far.
struct ScenarioProgress {
  std::vector<Attempt> attempts;
  std::size_t shown = 0;         // the attempt that its record is that of
  FailureSet latest_failures;    // of the last attempt
  std::uint32_t plays_left = 0;  // as planned: without confirmation
  bool finished = false;         // all is known, and the listener was told
};

class ScenarioResults {
 public:
  // All are borrowed, and must outlive this. `run.scenarios` holds those that were played or
  // skipped so far, in the order of `scenarios`.
  ScenarioResults(const ScheduleOptions& options, std::span<const Scenario> scenarios,
                  SessionListener& listener, RunRecord& run);

  // `scenario` is an index here and below.
  const ScenarioProgress& progress(std::size_t scenario) const { return progress_[scenario]; }
  std::size_t size() const { return progress_.size(); }
  bool AllFinished() const;

  // Returns the record of the attempt that decides so far. Null: it was not yet played.
  const ScenarioRecord* Shown(std::size_t scenario) const;

  // Finishes a scenario that is not played.
  Status Skip(std::size_t scenario, Reason reason);

  // Plans one more play of it, beyond those that were asked for.
  void PlanConfirmation(std::size_t scenario) { progress_[scenario].plays_left = 1; }

  // Takes what one play of it came to. Finishes it if that was the last planned one and nothing is
  // left to be confirmed. Precondition: a play of it was planned.
  Status Add(std::size_t scenario, bool alone, ScenarioRecord record);

  // Concludes from its attempts, and tells the listener, whose error it returns. Does nothing if it
  // is finished. Precondition: it has been played.
  Status Finish(std::size_t scenario);

  // Sums up for the listener.
  SessionProgress Sum(std::string_view playing) const;

 private:
  std::size_t PlaceOf(std::size_t scenario) const;
  void Show(std::size_t scenario, ScenarioRecord record);

  const ScheduleOptions& options_;
  std::span<const Scenario> scenarios_;
  SessionListener& listener_;
  RunRecord& run_;
  std::vector<ScenarioProgress> progress_;
  std::vector<std::size_t> order_;  // which scenario each of run_.scenarios is
};

}  // namespace echocheck
