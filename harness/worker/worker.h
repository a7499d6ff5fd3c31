// SPDX-License-Identifier: MIT
// Runs a scenario in a process of its own: namespaces cannot be left again, and a crash there must
// not take the run along.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"
#include "harness/model/run_record.h"
#include "harness/worker/zygote.h"

namespace echocheck {

struct WorkerAnswer {
  bool recorded = false;  // the evidence is in its file (WorkerFiles::evidence)
  // Set otherwise: the machine refuses this kind of arena, and nothing was launched.
  std::optional<Error> arena_refused;
};

// Owns one forked process, and the pipe on which it answers. The target is gone when its answer is
// whole; the process itself may take some milliseconds more to give back its capture, which nothing
// waits for: its owner reaps it (`pid`) when it has ended.
class Worker {
 public:
  // Forks a worker. `files.answer` is made here.
  static Result<Worker> Start(const Zygote& zygote, const WorkerOrder& order, WorkerFiles files);

  pid_t pid() const { return pid_; }
  int descriptor() const { return answer_.get(); }  // readable when there is more of the answer

  // Takes what has come of the answer, without waiting. Returns true once the answer is whole.
  Result<bool> Read();

  // Returns the whole answer, after Read() returned true. A worker that ended without an answer is
  // an error of ours, and is reaped.
  Result<WorkerAnswer> Answer();

  // Ends it, and with it all of its target. Does not wait.
  void End() const;

  // Returns true while a signal (SIGSTOP) keeps it stopped. It cannot end its target then.
  bool IsStopped() const;

  // Ends it even if it is stopped. On the host's network something of its target may be left.
  void Kill() const;

 private:
  void Take(BytesView bytes);

  Worker(pid_t pid, UniqueFd answer, Isolation isolation)
      : pid_(pid), answer_(std::move(answer)), isolation_(isolation) {}

  pid_t pid_;
  UniqueFd answer_;
  Isolation isolation_;
  std::optional<char> kind_;  // the first byte of the answer
  std::string refusal_;
};

}  // namespace echocheck
