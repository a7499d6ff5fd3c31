// SPDX-License-Identifier: MIT
// Forks workers from a process that stays small, the zygote. A fork copies the page tables of what
// it forks, and each page again that either side writes to afterwards: a third of a long run's
// work, when it is done to a process that has read and judged a hundred captures. The zygote is
// forked once, before all that, and stays small.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"
#include "harness/model/run_record.h"
#include "harness/model/scenario.h"
#include "harness/worker/worker_options.h"

namespace echocheck {

// Says what a worker is to play, and what has been found out since the zygote was forked.
struct WorkerOrder {
  std::size_t scenario = 0;  // index into the run's scenarios
  Isolation isolation = Isolation::kPrivate;
  std::optional<AddressForm> address_form;  // the one that it takes; none: as the options say
  bool any_port = false;
  bool goes_in_circles = false;  // as in WorkerOptions
  std::uint16_t known_port = 0;  // where it listens whatever it is told; 0: not known
};

// The files of one worker, handed over.
struct WorkerFiles {
  UniqueFd answer;    // the end of a pipe that it writes to
  UniqueFd evidence;  // gets evidence.json
  UniqueFd capture;   // gets the frames
  UniqueFd log;       // gets the target's output; may be none
};

class Zygote {
 public:
  // Forks it, and with it copies of the two. Precondition: this process has one thread.
  static Result<Zygote> Start(const WorkerOptions& options, std::span<const Scenario> scenarios);
  Zygote(Zygote&& other) noexcept;
  Zygote& operator=(Zygote&&) = delete;
  Zygote(const Zygote&) = delete;
  ~Zygote();  // it ends with our end of its socket; waits for that

  pid_t pid() const { return pid_; }

  // Forks a worker, which is a child of ours and not of the zygote: it is ours to reap, and it is
  // told when we end.
  Result<pid_t> Fork(const WorkerOrder& order, WorkerFiles files) const;

 private:
  Zygote(pid_t pid, UniqueFd orders) : pid_(pid), orders_(std::move(orders)) {}

  pid_t pid_;
  UniqueFd orders_;
};

}  // namespace echocheck
