// SPDX-License-Identifier: MIT
// The options of `echocheck run`, checked against each other and against the file system.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/model/scenario.h"
#include "harness/report/console.h"
#include "harness/run/run_options.h"

namespace echocheck {

enum class ColorChoice { kAuto, kAlways, kNever };
constexpr auto EnumNames(ColorChoice /*tag*/) {
  return std::to_array<std::string_view>({"auto", "always", "never"});
}

struct RunArguments {
  RunOptions run;
  std::string target;               // --target as typed
  std::string profile;              // --profile as typed
  std::vector<Scenario> scenarios;  // at least one, in the order to play them
  std::optional<std::filesystem::path> out;
  std::optional<std::filesystem::path> json;
  bool no_reports = false;
  ConsoleOptions console;
};

struct ParsedRunArguments {
  std::optional<int> exit_code;  // set: nothing to run (help, or a complaint that was printed)
  RunArguments arguments;
};

ParsedRunArguments ParseRunArguments(std::span<const std::string> words);

}  // namespace echocheck
