// SPDX-License-Identifier: MIT
// The options of `echocheck run`, checked against each other and against the file system.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/cli/report_files.h"
#include "harness/model/scenario.h"
#include "harness/report/console.h"
#include "harness/run/run_options.h"

namespace echocheck {

struct RunArguments {
  RunOptions run;
  std::string target;               // --target as typed
  std::string profile;              // --profile as typed
  std::vector<Scenario> scenarios;  // at least one, in the order to play them
  std::optional<std::filesystem::path> out;
  std::vector<ReportFile> reports;  // beside those of the run folder
  bool github_annotations = false;
  bool no_reports = false;
  std::optional<int> skipped_exit_code;  // instead of 2, when all was skipped
  ConsoleOptions console;
};

struct ParsedRunArguments {
  std::optional<int> exit_code;  // set: nothing to run (help, or a complaint that was printed)
  RunArguments arguments;
};

ParsedRunArguments ParseRunArguments(std::span<const std::string> words);

}  // namespace echocheck
