// SPDX-License-Identifier: MIT
// Plays a whole run: all scenarios, several at the same time, those that failed again alone, judged
// and reported as they come. It decides what is played when; a Player does it.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <span>
#include <string_view>

#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/model/run_record.h"
#include "harness/model/scenario.h"
#include "harness/schedule/player.h"
#include "harness/schedule/report_pace.h"
#include "harness/schedule/report_sink.h"
#include "harness/schedule/scenario_results.h"
#include "harness/schedule/schedule_options.h"
#include "harness/schedule/session_listener.h"

namespace echocheck {

// What a session works with. All of it is borrowed, and must outlive the session.
struct SessionContext {
  const ScheduleOptions& options;
  std::span<const Scenario> scenarios;
  Player& player;
  ReportSink* reports;  // null: no reports are written
  SessionListener& listener;
  std::function<SteadyTime()> now;
  std::size_t processors = 1;  // with fewer scenarios at the same time, one would idle
};

class Session {
 public:
  // `record` comes with what is known before the first scenario: the command, the target, the seed.
  Session(SessionContext context, RunRecord record);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Plays and judges all, and writes the reports; once. A usage error is a target that cannot be
  // executed, or that nobody can connect to. Any other error is the listener's, or one of ours
  // after which nothing can be played. What fails in one scenario is in its record. When the user
  // interrupts, it succeeds, with an unfinished record.
  Status Play();

  const RunRecord& record() const { return record_; }

 private:
  Status PlayAll();
  Status SkipWhatCannotBePlayed();
  Result<bool> TargetComesUp();
  Status GiveUp();
  Status PlayQueue(std::deque<std::size_t> queue, std::size_t at_once);
  Status StartNext(std::deque<std::size_t>& queue, std::size_t at_once);
  Status TakeUsageError(ScenarioEvidence& evidence);
  Status Keep(UnjudgedPlay play);
  Status ConfirmFailures();
  void Summarize(bool stopped);
  void WriteReportSoFar();

  SessionContext context_;
  RunRecord record_;
  ScenarioResults results_;
  std::string_view playing_;   // the scenario that began last
  bool was_launched_ = false;  // the target, at least once
  SteadyTime begin_;
  ReportPace report_pace_;
};

}  // namespace echocheck
