// SPDX-License-Identifier: MIT
// The options of `echocheck run` as they are typed, before they mean anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace echocheck {

struct RunWords {
  std::string target;
  std::vector<std::string> scenarios;
  std::string port;
  std::string address = "auto";
  std::string cwd;
  std::vector<std::string> env;
  std::string isolation = "auto";
  std::string capture = "auto";
  int start_timeout_ms = 10'000;
  int stop_timeout_ms = 2'000;
  double timeout_scale = 1.0;
  std::optional<std::uint64_t> seed;
  bool strict = false;
  std::string profile;
  std::vector<std::string> tags;
  std::vector<std::string> only;
  std::vector<std::string> skip;
  std::uint32_t jobs = 0;  // 0: not given
  std::uint32_t repeat = 1;
  bool allow_flaky = false;
  std::string known_failures;
  std::string language = "en";
  std::string out;
  std::string json;
  bool no_reports = false;
  bool quiet = false;
  bool verbose = false;
  bool no_ladder = false;
  std::string color = "auto";
};

// Declares them all to `app`, which writes into `words`: borrowed for as long as it parses.
void DeclareRunWords(CLI::App& app, RunWords& words);

}  // namespace echocheck
