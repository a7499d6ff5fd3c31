// SPDX-License-Identifier: MIT
// Plays the scenarios of a session in worker processes, stores what was recorded in the run folder,
// and judges it.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"
#include "harness/model/run_record.h"
#include "harness/model/scenario.h"
#include "harness/run/run_options.h"
#include "harness/schedule/player.h"
#include "harness/store/run_folder.h"
#include "harness/store/unwritten_files.h"
#include "harness/worker/interrupts.h"
#include "harness/worker/scenario_player.h"

namespace echocheck {

class JudgingPlayer : public Player {
 public:
  // All are borrowed, and must outlive this. `unwritten` is told what could not be written into
  // `folder`: the scenarios are judged all the same.
  JudgingPlayer(const RunOptions& options, RunFolder& folder, std::span<const Scenario> scenarios,
                const Interrupts& interrupts, UnwrittenFiles& unwritten);

  std::optional<Reason> WhyNotPlayed(std::size_t scenario) const override;
  std::optional<Error> WhyUnreachable() const override;
  bool HasRoom(std::size_t at_once) const override { return player_.HasRoom(at_once); }
  bool PlaysOneAtATime() const override { return player_.on_host(); }
  std::size_t running() const override { return player_.running(); }
  Status Start(std::size_t scenario) override;
  std::optional<UnjudgedPlay> Wait(Milliseconds at_most) override;
  // Stores, judges, and writes the capture with comments if that was asked for.
  ScenarioRecord Judge(UnjudgedPlay play) override;
  bool Interrupted() const override { return interrupts_.Came(); }
  void EndAll() override;

 private:
  struct Recorded {
    RecordingFiles files;
    std::string folder;  // where it is to be stored, below the run folder
  };
  struct Folders {
    std::string first;
    std::size_t attempts = 0;
  };

  std::string NameFolder(std::size_t scenario);
  void Store(const UnjudgedPlay& play, const Recorded& recorded, ScenarioRecord& record);
  Status WriteComments(ScenarioRecord& record, UniqueFd capture);

  const RunOptions& options_;
  RunFolder& folder_;
  std::span<const Scenario> scenarios_;
  const Interrupts& interrupts_;
  UnwrittenFiles& unwritten_;
  ScenarioPlayer player_;
  std::map<std::size_t, Folders> folders_;    // by scenario
  std::map<std::size_t, Recorded> recorded_;  // by UnjudgedPlay::recording: not yet judged
  std::size_t next_recording_ = 0;
};

}  // namespace echocheck
