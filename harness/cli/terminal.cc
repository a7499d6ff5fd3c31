// SPDX-License-Identifier: MIT
#include "harness/cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace echocheck {

std::optional<int> TerminalWidth() {
  winsize size{};
  if (isatty(STDOUT_FILENO) != 1 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return {};
  if (size.ws_col == 0) return {};
  return size.ws_col;
}

void LookAtTerminal(std::string_view choice, ConsoleOptions& console) {
  const bool terminal = isatty(STDOUT_FILENO) == 1;
  const char* const no_color = std::getenv("NO_COLOR");
  const auto color = FromString<ColorChoice>(choice).value_or(ColorChoice::kAuto);
  console.color = color == ColorChoice::kAlways || (color == ColorChoice::kAuto && terminal &&
                                                    (no_color == nullptr || *no_color == '\0'));
  if (const auto width = TerminalWidth()) {
    console.width = std::clamp(*width, ConsoleOptions::kNarrowest, 120);
  }
}

}  // namespace echocheck
