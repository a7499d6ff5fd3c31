// SPDX-License-Identifier: MIT
// The options of `echocheck watch`, checked against each other and against the file system.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "harness/report/console.h"
#include "harness/watch/watch_ports.h"
#include "harness/watch/watch_target.h"

namespace echocheck {

struct WatchArguments {
  // One of the two.
  std::optional<WatchPortsOptions> ports;
  std::optional<WatchTargetOptions> target;
  ConsoleOptions console;
};

struct ParsedWatchArguments {
  std::optional<int> exit_code;  // set: nothing to watch (help, or a complaint that was printed)
  WatchArguments arguments;
};

// Opens the file of --write: one that cannot be written is told before anything begins.
ParsedWatchArguments ParseWatchArguments(std::span<const std::string> words);

}  // namespace echocheck
