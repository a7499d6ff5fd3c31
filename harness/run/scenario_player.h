// SPDX-License-Identifier: MIT
// Plays scenarios in workers, several at the same time, and keeps what the machine and the target
// turned out to be like: whether private arenas work, how the target takes its address.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/model/run_record.h"
#include "harness/model/scenario.h"
#include "harness/run/interrupts.h"
#include "harness/run/run_options.h"
#include "harness/run/unwritten_files.h"
#include "harness/run/worker_pool.h"
#include "harness/run/zygote.h"
#include "harness/store/run_folder.h"

namespace echocheck {

// One scenario, played once, and not yet judged.
struct RecordedPlay {
  std::size_t scenario = 0;
  bool alone = false;  // nothing ran beside it at any time
  ScenarioEvidence evidence;
  RecordingFiles files;
  std::string folder;  // where it is to be stored, below the run folder
};

class ScenarioPlayer {
 public:
  // `scenarios` and `interrupts` are borrowed, and must outlive this.
  ScenarioPlayer(RunOptions options, RunFolder folder, std::span<const Scenario> scenarios,
                 const Interrupts& interrupts);

  // False: as many as may play at the same time do, of at most `at_once`.
  bool HasRoom(std::size_t at_once) const;
  bool on_host() const { return !host_arena_reason_.empty(); }
  std::size_t running() const { return playing_.size() + again_.size() + not_begun_.size(); }

  // An error is that of a file in memory: no other scenario would fare better.
  Status Start(std::size_t scenario);

  // The next that was recorded. None: the time was up, or an interrupt came.
  std::optional<RecordedPlay> Wait(Milliseconds at_most);

  // Stores what was recorded, then judges it, and writes the capture with comments if that was
  // asked for.
  ScenarioRecord Judge(RecordedPlay play);

  // What could not be written into the run folder. The scenarios are judged all the same.
  UnwrittenFiles& unwritten() { return unwritten_; }
  const UnwrittenFiles& unwritten() const { return unwritten_; }

  // Ends what runs; nothing of it is judged.
  void EndAll();

  const RunFolder& folder() const { return folder_; }

 private:
  struct Playing {
    std::size_t scenario = 0;
    bool beside = false;
    bool on_host = false;
    RecordingFiles files;
    std::string folder;
  };

  Status StartWorker(const Playing& playing);
  std::optional<RecordedPlay> Launch(Playing playing);
  std::optional<RecordedPlay> TakeAnswer(Playing playing, Result<WorkerAnswer> answer);
  void EndWhatIsLeft(const Playing& playing) const;
  void LearnAddressForm(const TargetOutcome& outcome);
  void Store(const RecordedPlay& play, ScenarioRecord& record);
  Status WriteComments(ScenarioRecord& record, UniqueFd capture);

  RunOptions options_;
  RunFolder folder_;
  std::span<const Scenario> scenarios_;
  std::optional<Zygote> zygote_;  // from the first scenario on
  WorkerPool pool_;
  std::map<std::size_t, Playing> playing_;  // by the pool's key
  std::size_t next_key_ = 0;
  std::deque<Playing> again_;           // refused an arena; each is tried again with nobody beside
  std::deque<RecordedPlay> not_begun_;  // no process could be forked for them
  struct Folders {
    std::string first;
    std::size_t attempts = 0;
  };
  std::map<std::size_t, Folders> folders_;  // by scenario
  UnwrittenFiles unwritten_;
  std::optional<AddressForm> learned_form_;
  bool any_port_ = false;
  bool goes_in_circles_ = false;
  std::uint16_t known_port_ = 0;
  // Why scenarios run on the host's loopback; empty as long as private arenas work.
  std::string host_arena_reason_;
};

}  // namespace echocheck
