// SPDX-License-Identifier: MIT
// One launch of the target: its process, its standard streams, its end.
#pragma once

#include <sys/types.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/model/target_outcome.h"
#include "harness/target/confinement.h"
#include "harness/target/held_calls.h"
#include "harness/target/output_log.h"
#include "harness/target/privileges.h"
#include "harness/target/target_environment.h"
#include "harness/target/target_user.h"

namespace echocheck {

struct LaunchOptions {
  std::string executable;
  std::vector<std::string> words;                // words[0] is the program's name
  std::string working_directory;                 // empty: ours
  std::vector<EnvironmentVariable> environment;  // added to ours (TargetEnvironment)
  std::optional<TargetUser> user;                // nothing: as we run
  std::optional<Confinement> confinement;        // nothing: it is not confined
  OriginalLimits limits;
  bool holdable = false;  // its calls can be held, where the machine can do that
};

// Its stdin is a pipe that stays open and empty; stdout and stderr share one pipe, which is always
// drained into the log. All members are called from the thread that runs `context`.
class TargetProcess {
 public:
  // Usage error: the kernel could not execute it. `log` must outlive the process's last output.
  static Result<std::unique_ptr<TargetProcess>> Launch(boost::asio::io_context& context,
                                                       const LaunchOptions& options,
                                                       OutputLog& log);
  TargetProcess(const TargetProcess&) = delete;
  TargetProcess& operator=(const TargetProcess&) = delete;
  // Kills the launched process, if it still runs; it is reaped while `context` runs.
  ~TargetProcess();

  pid_t pid() const;
  const std::optional<ExitStatus>& exit_status() const;  // once it has been reaped
  std::optional<SteadyTime> exited_at() const;

  // To the launched process; SIGINT to its process group, as a terminal sends it.
  void Signal(int number);

  // Returns when the process has been reaped, or after `limit`, whichever is first. Of each of the
  // two waits there may be one at a time.
  boost::asio::awaitable<void> WaitForExit(Nanoseconds limit);

  // Returns when every holder of its output has closed it, or after `limit`.
  boost::asio::awaitable<void> WaitForEndOfOutput(Nanoseconds limit);

  // nullptr: its calls cannot be held.
  HeldCalls* held_calls();

  struct Impl;

 private:
  explicit TargetProcess(std::shared_ptr<Impl> impl);
  std::shared_ptr<Impl> impl_;
};

}  // namespace echocheck
