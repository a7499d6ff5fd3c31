// SPDX-License-Identifier: MIT
#include "harness/cli/typed_run_options.h"

#include <array>
#include <string_view>

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
  const std::string judging = "How to judge";
  app.add_option("--isolation", words.isolation,
                 "Where each scenario runs: in a private network, or on the host's loopback")
      ->check(CLI::IsMember(NamesOf<IsolationChoice>()))
      ->capture_default_str()
      ->group(judging);
  app.add_option("--capture", words.capture, "Whether to capture packets")
      ->check(CLI::IsMember(NamesOf<CaptureChoice>()))
      ->capture_default_str()
      ->group(judging);
  app.add_flag("--strict", words.strict, "Fail when a SHOULD does not hold")->group(judging);
  app.add_option("--timeout-scale", words.timeout_scale, "Multiply all timeouts by this factor")
      ->type_name("FACTOR")
      ->check(CLI::Range(0.01, 1000.0))
      ->capture_default_str()
      ->group(judging);
  app.add_option("--seed", words.seed,
                 "Seed of random payloads; default: a new one, which the report names")
      ->type_name("N")
      ->group(judging);
  DeclareLanguage(app, words.language, "Language of what is printed and of the reports")
      ->group(judging);
}

void DeclareTrust(CLI::App& app, TypedRunOptions& words) {
  const std::string trust = "Repetition and tolerated failures";
  app.add_option("-j,--jobs", words.jobs,
                 "How many scenarios run at the same time; default: 4 for each core, from 4 to 16")
      ->type_name("N")
      ->check(CLI::Range(1, 256))
      ->group(trust);
  app.add_option("--repeat", words.repeat, "Play each scenario N times")
      ->type_name("N")
      ->check(CLI::Range(1, 100'000))
      ->group(trust);
  app.add_flag("--allow-flaky", words.allow_flaky, "Warn about flaky scenarios instead of failing")
      ->group(trust);
  app.add_option("--known-failures", words.known_failures,
                 "File of failures to tolerate; a line is SCENARIO [CHECK]  # reason")
      ->type_name("FILE")
      ->group(trust);
}

void DeclareOutput(CLI::App& app, TypedRunOptions& words) {
  const std::string output = "What to print and write";
  app.add_option("--out", words.out, "Run folder; default: reports/<time>-<target>")
      ->type_name("DIR")
      ->group(output);
  app.add_flag("--no-reports", words.no_reports, "Do not make a run folder")->group(output);
  app.add_flag("--pcapng", words.pcapng,
               "Also write each capture as pcapng with comments, for Wireshark")
      ->group(output);
  // Below 4 the code has a meaning already, and above 125 a shell gives it one.
  app.add_option("--skipped-exit-code", words.skipped_exit_code,
                 "Exit code when every scenario was skipped; default: 2")
      ->type_name("N")
      ->check(CLI::Range(4, 125))
      ->group(output);
  DeclareConsoleOptions(app, words.console, output);
}

}  // namespace

void DeclareTargetOptions(CLI::App& app, TypedRunOptions& words) {
  const std::string target = "How to start the server";
  app.add_option(
         "--address", words.address,
         "How to tell the server its address, if the command has no placeholders: auto, none, "
         "or words to append, e.g. \"-p {port}\"")
      ->type_name("FORM")
      ->capture_default_str()
      ->group(target);
  app.add_option("--cwd", words.cwd, "Working directory of the server")
      ->type_name("DIR")
      ->group(target);
  app.add_option("--env", words.env,
                 "Set a variable in the server's environment, or pass one of yours on that names a "
                 "secret; may be repeated")
      ->type_name("NAME[=VALUE]")
      ->allow_extra_args(false)
      ->group(target);
  app.add_option("--user", words.user,
                 "User as whom the server runs, a name or a user id; only root may name another "
                 "one. Default: you; with sudo: the user who ran sudo")
      ->type_name("USER")
      ->group(target);
  app.add_flag("--confine", words.confine,
               "Let the server write to its working directory and to a /tmp of its own alone, with "
               "few variables, never as root, and without dangerous system calls")
      ->group(target);
  app.add_option("--allow", words.allow,
                 "With --confine: a system call that is not refused, e.g. ptrace; may be repeated")
      ->type_name("SYSCALL")
      ->allow_extra_args(false)
      ->group(target);
  app.add_option("--start-timeout-ms", words.start_timeout_ms,
                 "Milliseconds until the server must listen")
      ->type_name("MS")
      ->check(CLI::Range(1, 3'600'000))
      ->capture_default_str()
      ->group(target);
  app.add_option("--stop-timeout-ms", words.stop_timeout_ms,
                 "Milliseconds until the server must have stopped")
      ->type_name("MS")
      ->check(CLI::Range(1, 3'600'000))
      ->capture_default_str()
      ->group(target);
}

void DeclareRunOptions(CLI::App& app, TypedRunOptions& words) {
  app.add_option("--target", words.target,
                 "The command that starts your server; {host} and {port} stand for its address. "
                 "Without --target, the first word is the server")
      ->type_name("COMMAND");
  app.add_option("--connect", words.connect,
                 "Check a server that already runs at this address; then every word is a scenario")
      ->type_name("HOST:PORT");
  app.add_option("--interface", words.interface,
                 "With --connect: network interface to capture on; default: the one that leads to "
                 "the server")
      ->type_name("INTERFACE");
  app.add_option(
         "words", words.scenarios,
         "Your server, unless --target or --connect names it; then scenarios: files, folders, "
         "or names such as basic and close/. Default: --profile course")
      ->type_name("SERVER SCENARIO|DIR");
  app.add_option(
         "--port", words.port,
         "Port to use instead of the one in the scenario; \"any\": any port where the server "
         "listens")
      ->type_name("N|any")
      ->group("How to start the server");
  DeclareTargetOptions(app, words);
  DeclareChoiceOptions(app, words.choice, "Which scenarios to play");
  DeclareJudging(app, words);
  DeclareTrust(app, words);
  DeclareOutput(app, words);
  DeclareReportOptions(app, words.reports, "Reports in other formats, besides the run folder");
  app.footer(
      "Exit codes: 0 conforms, 1 does not, 2 inconclusive, or this machine could not run the "
      "check,\n"
      "3 bad usage.");
}

}  // namespace echocheck
