// SPDX-License-Identifier: MIT
// Runs several workers at the same time, and waits for the next one that answers.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/base/twice_in_a_row.h"
#include "harness/worker/interrupts.h"
#include "harness/worker/worker.h"

namespace echocheck {

// Reaps each of its workers by its pid, so that other children of this process are left alone.
class WorkerPool {
 public:
  // `interrupts` is borrowed, and must outlive this.
  explicit WorkerPool(const Interrupts& interrupts) : interrupts_(interrupts) {}
  ~WorkerPool() { EndAll(); }
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  struct Answered {
    std::size_t key = 0;
    Result<WorkerAnswer> answer;
  };

  Status Start(std::size_t key, const Zygote& zygote, const WorkerOrder& order, WorkerFiles files);

  // Waits for the next one that answers. nullopt: the time is up, or an interrupt came.
  std::optional<Answered> Wait(Milliseconds at_most);

  // Ends those that run, and waits until they are gone; none of them answers any more.
  void EndAll();

 private:
  struct Running {
    std::size_t key;
    Worker worker;
    TwiceInARow stopped{};
  };

  std::optional<Answered> Watch();
  Answered Remove(std::size_t index, Result<WorkerAnswer> answer);
  void ReapWhatHasEnded();

  const Interrupts& interrupts_;
  std::vector<Running> running_;
  std::vector<pid_t> answered_;  // and not yet reaped
};

}  // namespace echocheck
