// SPDX-License-Identifier: MIT
// A run: all scenarios, one after another, judged and reported as they come.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/model/run_record.h"
#include "harness/model/scenario.h"
#include "harness/run/run_folder.h"
#include "harness/run/run_options.h"

namespace echocheck {

class Session {
 public:
  // `folder` is where the files go. `record` comes with what is known before the first scenario:
  // the command, the target, the seed.
  Session(RunOptions options, RunFolder folder, RunRecord record);

  // Plays and judges one scenario, and writes the report so far. A usage error is a target that
  // cannot be executed: no other scenario would fare better. Any other failure of ours is in the
  // returned record, which stays valid until the next call.
  Result<const ScenarioRecord*> Play(const Scenario& scenario);

  // Combines the verdicts and writes the report. After the last scenario.
  Status Finish();

  const RunRecord& record() const { return record_; }
  const RunFolder& folder() const { return folder_; }

 private:
  Result<ScenarioEvidence> Record(const Scenario& scenario, RunFolder::ScenarioFiles& files);
  void LearnAddressForm(const TargetOutcome& outcome);
  Status WriteReport();

  RunOptions options_;
  RunFolder folder_;
  RunRecord record_;
  SteadyTime begin_;
  // Why scenarios run on the host's loopback; empty as long as private arenas work.
  std::string host_arena_reason_;
};

}  // namespace echocheck
