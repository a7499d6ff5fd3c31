// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <csignal>
#include <utility>

#include "harness/cli/commands.h"
#include "harness/cli/exit_code.h"
#include "harness/cli/watch_arguments.h"
#include "harness/report/console_page.h"
#include "harness/watch/screen.h"

namespace echocheck {

int WatchCommand(std::span<const std::string> words) {
  ParsedWatchArguments parsed = ParseWatchArguments(words);
  if (parsed.exit_code) return *parsed.exit_code;
  WatchArguments& arguments = parsed.arguments;
  // `echocheck watch ... | head` ends as it would by Ctrl-C.
  std::signal(SIGPIPE, SIG_IGN);
  const Page page = PageOf(arguments.console);
  Screen screen(STDOUT_FILENO);
  if (arguments.ports) {
    const Status watched = WatchPorts(std::move(*arguments.ports), screen, page);
    return watched ? kExitConforms : PrintError(watched.error());
  }
  const auto came_up = WatchTarget(std::move(*arguments.target), screen, page);
  if (!came_up) return PrintError(came_up.error());
  return *came_up ? kExitConforms : kExitDoesNotConform;
}

}  // namespace echocheck
