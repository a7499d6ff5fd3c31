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
#include "harness/store/run_folder.h"
#include "harness/worker/interrupts.h"
#include "harness/worker/worker_options.h"
#include "harness/worker/worker_pool.h"
#include "harness/worker/zygote.h"

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
  ScenarioPlayer(WorkerOptions options, std::span<const Scenario> scenarios,
                 const Interrupts& interrupts);

  // Returns false when as many as may play at the same time do; `at_once` are the most.
  bool HasRoom(std::size_t at_once) const;
  bool on_host() const { return !host_arena_reason_.empty(); }
  std::size_t running() const { return playing_.size() + again_.size() + not_begun_.size(); }

  // Starts a scenario and does not wait for it; `folder` comes back in its RecordedPlay. An error
  // is that of a file in memory: any other scenario would have it, too.
  Status Start(std::size_t scenario, std::string folder);

  // Waits for the next one that was recorded. nullopt: the time is up, or an interrupt came.
  std::optional<RecordedPlay> Wait(Milliseconds at_most);

  // Ends what runs; Wait() returns nothing of it.
  void EndAll();

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
  ScenarioEvidence TakeEvidence(const Playing& playing);
  void EndWhatIsLeft(const Playing& playing) const;
  void LearnAddressForm(const TargetOutcome& outcome);

  WorkerOptions options_;
  std::span<const Scenario> scenarios_;
  std::optional<Zygote> zygote_;  // from the first scenario on
  WorkerPool pool_;
  std::map<std::size_t, Playing> playing_;  // by the pool's key
  std::size_t next_key_ = 0;
  std::deque<Playing> again_;           // refused an arena; each is tried again with nobody beside
  std::deque<RecordedPlay> not_begun_;  // no process could be forked for them
  std::optional<AddressForm> learned_form_;
  bool any_port_ = false;
  bool goes_in_circles_ = false;
  std::uint16_t known_port_ = 0;
  // Why scenarios run on the host's loopback; empty as long as private arenas work.
  Reason host_arena_reason_;
};

}  // namespace echocheck
