// SPDX-License-Identifier: MIT
// What a run prints while it goes on, and at its end.
#pragma once

#include <cstddef>

#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/report/console.h"
#include "harness/schedule/session_listener.h"

namespace echocheck {

// Results go to standard output; a line of progress, if that is wanted and standard error is a
// terminal, is drawn there over and over, and taken away before anything else is printed.
class RunConsole : public SessionListener {
 public:
  RunConsole(const ConsoleOptions& options, std::size_t scenarios);

  void OnProgress(const SessionProgress& progress) override;
  Status OnFinished(const ScenarioRecord& scenario) override;

  // The end. An error is an output that cannot be written to.
  Status Finish(const RunRecord& run);

  void ClearProgress();

 private:
  ConsoleOptions options_;
  bool many_;
  bool shows_progress_;
  bool shown_ = false;
  SteadyTime begin_;
};

}  // namespace echocheck
