// SPDX-License-Identifier: MIT
// The options of `echocheck run` as they are typed, before they mean anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/cli/cli11_names.h"
#include "harness/cli/report_files.h"
#include "harness/cli/typed_choice_options.h"
#include "harness/cli/typed_console_options.h"

namespace echocheck {

struct TypedRunOptions {
  std::string target;
  bool server_is_a_word = false;       // `target` stood without --target
  std::vector<std::string> scenarios;  // before TakeServer(): the server may be first
  std::string connect;
  std::string interface;
  std::string port;
  std::string address = "auto";
  std::string cwd;
  std::vector<std::string> env;
  std::optional<std::string> user;
  bool confine = false;
  std::vector<std::string> allow;
  std::string isolation = "auto";
  std::string capture = "auto";
  int start_timeout_ms = 10'000;
  int stop_timeout_ms = 2'000;
  double timeout_scale = 1.0;
  std::optional<std::uint64_t> seed;
  bool strict = false;
  TypedChoiceOptions choice;
  std::uint32_t jobs = 0;  // 0: not given
  std::uint32_t repeat = 1;
  bool allow_flaky = false;
  std::string known_failures;
  std::string language;  // empty: as the environment asks for
  std::string out;
  TypedReportOptions reports;
  bool no_reports = false;
  bool pcapng = false;
  std::optional<int> skipped_exit_code;
  TypedConsoleOptions console;
};

// Those about how the target is launched, all but --target and --port: several commands have them.
void DeclareTargetOptions(CLI::App& app, TypedRunOptions& words);

// Declares them all to `app`, which writes into `words`: borrowed for as long as it parses.
void DeclareRunOptions(CLI::App& app, TypedRunOptions& words);

}  // namespace echocheck
