// SPDX-License-Identifier: MIT
// Puts together what a run of `echocheck` consists of: the session, the workers that play its
// scenarios, the run folder that it is left in, and the signals that interrupt it.
#pragma once

#include <optional>
#include <vector>

#include "harness/base/result.h"
#include "harness/model/run_record.h"
#include "harness/model/scenario.h"
#include "harness/run/folder_reports.h"
#include "harness/run/judging_player.h"
#include "harness/run/run_options.h"
#include "harness/schedule/session.h"
#include "harness/schedule/session_listener.h"
#include "harness/store/run_folder.h"
#include "harness/store/unwritten_files.h"
#include "harness/worker/interrupts.h"

namespace echocheck {

// While it lives, the signals of Interrupts are held back. Precondition: this process has one
// thread.
class LiveSession {
 public:
  // `folder` is where the files go. `record` is as in Session. `listener` is borrowed, and must
  // outlive this.
  LiveSession(RunOptions options, RunFolder folder, RunRecord record,
              std::vector<Scenario> scenarios, SessionListener& listener);

  // Plays and judges all, and writes the reports; once. Errors are those of Session::Play(). A file
  // that could not be written is none of them: it is in unwritten().
  Status Play() { return session_.Play(); }

  const RunRecord& record() const { return session_.record(); }

  // After Play(): returns what is missing in the run folder. All was judged all the same.
  std::optional<Error> unwritten() const { return unwritten_.Sum(); }

 private:
  RunFolder folder_;
  RunOptions options_;
  std::vector<Scenario> scenarios_;
  Interrupts interrupts_;
  UnwrittenFiles unwritten_;
  JudgingPlayer player_;
  FolderReports reports_;
  Session session_;
};

}  // namespace echocheck
