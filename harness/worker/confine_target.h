// SPDX-License-Identifier: MIT
// Confines a target where it runs (--confine, docs/launching.md): in a private arena by the arena's
// mounts, on the host by Landlock.
#pragma once

#include <filesystem>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"
#include "harness/model/run_record.h"
#include "harness/target/target_spec.h"
#include "harness/worker/worker_options.h"

namespace echocheck {

// Owns a folder for temporary files, and the ruleset that lets the target write there. Must outlive
// the target: the folder is removed with all that is in it.
class HostConfinement {
 public:
  HostConfinement() = default;
  // `path` must be a folder of our own.
  HostConfinement(std::filesystem::path path, UniqueFd ruleset);
  HostConfinement(HostConfinement&& other) noexcept;
  HostConfinement& operator=(HostConfinement&& other) noexcept;
  ~HostConfinement();

 private:
  std::filesystem::path folder_;  // empty: there is none
  UniqueFd ruleset_;
};

// Completes the confinement of `target` for a host arena; nothing happens in a private one, or when
// the target is not confined. Environment error: Landlock is not offered, or no folder could be
// made.
Result<HostConfinement> ConfineTarget(TargetSpec& target, Isolation isolation);

// Returns an environment error when this machine can confine no target of this run: there is no
// Landlock, and private arenas are not wanted or do not work. Precondition: one thread.
Status CheckCanConfine(const WorkerOptions& options);

}  // namespace echocheck
