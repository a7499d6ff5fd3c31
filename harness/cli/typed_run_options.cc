// SPDX-License-Identifier: MIT
#include "harness/cli/typed_run_options.h"

#include <array>
#include <string_view>

#include <CLI/CLI.hpp>

#include "harness/base/enum_names.h"
#include "harness/cli/language_choice.h"
#include "harness/cli/select_scenarios.h"
#include "harness/worker/worker_options.h"

namespace echocheck {
namespace {

template <class Enum>
std::vector<std::string> NamesOf() {
  std::vector<std::string> names;
  for (const std::string_view name : EnumNames(Enum{})) names.emplace_back(name);
  return names;
}

void DeclareJudging(CLI::App& app, TypedRunOptions& words) {
  const std::string judging = "judging";
  app.add_option("--isolation", words.isolation)
      ->check(CLI::IsMember(NamesOf<IsolationChoice>()))
      ->capture_default_str()
      ->group(judging);
  app.add_option("--capture", words.capture)
      ->check(CLI::IsMember(NamesOf<CaptureChoice>()))
      ->capture_default_str()
      ->group(judging);
  app.add_flag("--strict", words.strict)->group(judging);
  app.add_option("--timeout-scale", words.timeout_scale)
      ->type_name("FACTOR")
      ->check(CLI::Range(0.01, 1000.0))
      ->capture_default_str()
      ->group(judging);
  app.add_option("--seed", words.seed)->type_name("N")->group(judging);
  DeclareLanguage(app, words.language)->group(judging);
}

void DeclareTrust(CLI::App& app, TypedRunOptions& words) {
  const std::string trust = "trust";
  app.add_option("-j,--jobs", words.jobs)->type_name("N")->check(CLI::Range(1, 256))->group(trust);
  app.add_option("--repeat", words.repeat)
      ->type_name("N")
      ->check(CLI::Range(1, 100'000))
      ->group(trust);
  app.add_flag("--allow-flaky", words.allow_flaky)->group(trust);
  app.add_option("--known-failures", words.known_failures)->type_name("FILE")->group(trust);
}

void DeclareOutput(CLI::App& app, TypedRunOptions& words) {
  const std::string output = "output";
  app.add_option("--out", words.out)->type_name("DIR")->group(output);
  app.add_flag("--no-reports", words.no_reports)->group(output);
  app.add_flag("--pcapng", words.pcapng)->group(output);
  // Below 4 the code has a meaning already, and above 125 a shell gives it one.
  app.add_option("--skipped-exit-code", words.skipped_exit_code)
      ->type_name("N")
      ->check(CLI::Range(4, 125))
      ->group(output);
  DeclareConsoleOptions(app, words.console, output);
}

}  // namespace

void DeclareTargetOptions(CLI::App& app, TypedRunOptions& words) {
  const std::string target = "target";
  app.add_option("--address", words.address)
      ->type_name("FORM")
      ->capture_default_str()
      ->group(target);
  app.add_option("--cwd", words.cwd)->type_name("DIR")->group(target);
  app.add_option("--env", words.env)
      ->type_name("NAME[=VALUE]")
      ->allow_extra_args(false)
      ->group(target);
  app.add_option("--user", words.user)->type_name("USER")->group(target);
  app.add_flag("--confine", words.confine)->group(target);
  app.add_option("--allow", words.allow)
      ->type_name("SYSCALL")
      ->allow_extra_args(false)
      ->group(target);
  app.add_option("--start-timeout-ms", words.start_timeout_ms)
      ->type_name("MS")
      ->check(CLI::Range(1, 3'600'000))
      ->capture_default_str()
      ->group(target);
  app.add_option("--stop-timeout-ms", words.stop_timeout_ms)
      ->type_name("MS")
      ->check(CLI::Range(1, 3'600'000))
      ->capture_default_str()
      ->group(target);
}

void DeclareRunOptions(CLI::App& app, TypedRunOptions& words) {
  app.add_option("--target", words.target)->type_name("COMMAND");
  app.add_option("--connect", words.connect)->type_name("HOST:PORT");
  app.add_option("--interface", words.interface)->type_name("INTERFACE");
  app.add_option("words", words.scenarios)->type_name("SERVER SCENARIO|DIR");
  app.add_option("--port", words.port)->type_name("N|any")->group("target");
  DeclareTargetOptions(app, words);
  DeclareChoiceOptions(app, words.choice, "choice");
  DeclareJudging(app, words);
  DeclareTrust(app, words);
  DeclareOutput(app, words);
  DeclareReportOptions(app, words.reports, "formats");
}

}  // namespace echocheck
