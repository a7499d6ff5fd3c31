// SPDX-License-Identifier: MIT
// A run: all scenarios, several at the same time, those that failed again alone, judged and
// reported as they come.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"
#include "harness/model/run_record.h"
#include "harness/model/scenario.h"
#include "harness/run/attempts.h"
#include "harness/run/interrupts.h"
#include "harness/run/run_options.h"
#include "harness/run/scenario_player.h"
#include "harness/store/run_folder.h"

namespace echocheck {

struct SessionProgress {
  std::size_t done = 0;  // scenarios about which all is known
  std::size_t total = 0;
  std::size_t failed = 0;    // of those played so far, also where they are yet to be played again
  std::string_view playing;  // the scenario that began last
};

// Who wants to know while it goes on.
class SessionListener {
 public:
  virtual ~SessionListener() = default;
  // Several times a second.
  virtual void Goes(const SessionProgress& progress) = 0;
  // All is known about this scenario; in the order of being known. An error ends the run.
  virtual Status Settled(const ScenarioRecord& scenario) = 0;
};

class Session {
 public:
  // `folder` is where the files go. `record` comes with what is known before the first scenario:
  // the command, the target, the seed.
  Session(RunOptions options, RunFolder folder, RunRecord record, std::vector<Scenario> scenarios,
          SessionListener& listener);

  // Plays and judges all, and writes the report; once. A usage error is a target that cannot be
  // executed. Any other failure of ours is in the record of its scenario, or, where it is a file
  // that could not be written, in unwritten(). Told to stop by a signal, it succeeds, with an
  // unfinished record.
  Status Play();

  const RunRecord& record() const { return record_; }
  // After Play(): what is missing in the run folder. All was judged all the same.
  std::optional<Error> unwritten() const { return player_.unwritten().Sum(); }

 private:
  // What is known about one scenario so far.
  struct Course {
    std::vector<Attempt> attempts;
    std::size_t shown = 0;         // the attempt that its record is that of
    FailureSet latest_failures;    // of the last attempt
    std::uint32_t plays_left = 0;  // as planned: without confirmation
    bool settled = false;
  };

  Status PlayAll();
  Result<bool> ComesUp();
  Status GiveUp();
  Status SkipWhatCannotBePlayed();
  Status Skip(std::size_t scenario, std::string reason);
  Status PlayQueue(std::deque<std::size_t> queue, std::size_t at_once);
  Status TakeUsageError(ScenarioEvidence& evidence);
  Status ConfirmFailures();
  Status Keep(std::size_t scenario, bool alone, ScenarioRecord record);
  Status Settle(std::size_t scenario);
  ScenarioRecord* Shown(std::size_t scenario);
  void Show(std::size_t scenario, ScenarioRecord record);
  void TellProgress();
  void Summarize();
  void WriteReportSoFar();
  void WriteReports();

  RunOptions options_;
  RunRecord record_;  // .scenarios: those played so far, in the order asked for
  std::vector<Scenario> scenarios_;
  SessionListener& listener_;
  Interrupts interrupts_;
  ScenarioPlayer player_;
  std::vector<Course> courses_;     // a scenario
  std::vector<std::size_t> order_;  // which scenario each of record_.scenarios is
  std::string_view playing_;
  bool was_launched_ = false;  // the target, at least once
  bool stopped_ = false;       // by a signal, before all was known
  SteadyTime begin_;
  SteadyTime next_report_;
};

}  // namespace echocheck
