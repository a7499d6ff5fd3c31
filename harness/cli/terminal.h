// SPDX-License-Identifier: MIT
// What standard output is: whether it takes colours, how wide it is.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "harness/base/enum_names.h"
#include "harness/report/console.h"

namespace echocheck {

enum class ColorChoice { kAuto, kAlways, kNever };
constexpr auto EnumNames(ColorChoice /*tag*/) {
  return std::to_array<std::string_view>({"auto", "always", "never"});
}

// The columns of standard output, if it is a terminal.
std::optional<int> TerminalWidth();

// Fills `color` (NO_COLOR counts, unless `choice` is "always") and, of a terminal, `width`.
void LookAtTerminal(std::string_view choice, ConsoleOptions& console);

}  // namespace echocheck
