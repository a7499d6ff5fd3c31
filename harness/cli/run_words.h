// SPDX-License-Identifier: MIT
// The options of `echocheck run` as they are typed, before they mean anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "harness/cli/choice_words.h"
#include "harness/cli/console_words.h"
#include "harness/cli/report_files.h"

namespace echocheck {

struct RunWords {
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
  ChoiceWords choice;
  std::uint32_t jobs = 0;  // 0: not given
  std::uint32_t repeat = 1;
  bool allow_flaky = false;
  std::string known_failures;
  std::string language = "en";
  std::string out;
  ReportWords reports;
  bool no_reports = false;
  bool pcapng = false;
  std::optional<int> skipped_exit_code;
  ConsoleWords console;
};

// Those about how the target is launched, all but --target and --port: several commands have them.
void DeclareTargetWords(CLI::App& app, RunWords& words);

// Declares them all to `app`, which writes into `words`: borrowed for as long as it parses.
void DeclareRunWords(CLI::App& app, RunWords& words);

}  // namespace echocheck
