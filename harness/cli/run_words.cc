// SPDX-License-Identifier: MIT
#include "harness/cli/run_words.h"

#include <array>
#include <string_view>

#include "harness/base/enum_names.h"
#include "harness/cli/select_scenarios.h"
#include "harness/run/run_options.h"

namespace echocheck {
namespace {

template <class Enum>
std::vector<std::string> NamesOf() {
  std::vector<std::string> names;
  for (const std::string_view name : EnumNames(Enum{})) names.emplace_back(name);
  return names;
}

void DeclareJudging(CLI::App& app, RunWords& words) {
  const std::string judging = "How it is judged";
  app.add_option("--isolation", words.isolation, "Where scenarios run")
      ->check(CLI::IsMember(NamesOf<IsolationChoice>()))
      ->capture_default_str()
      ->group(judging);
  app.add_option("--capture", words.capture, "Whether the wire is looked at")
      ->check(CLI::IsMember(NamesOf<CaptureChoice>()))
      ->capture_default_str()
      ->group(judging);
  app.add_flag("--strict", words.strict, "A SHOULD that does not hold fails")->group(judging);
  app.add_option("--timeout-scale", words.timeout_scale, "All time limits times this")
      ->check(CLI::Range(0.01, 1000.0))
      ->capture_default_str()
      ->group(judging);
  app.add_option("--seed", words.seed, "Of random payloads; default: a new one, recorded")
      ->type_name("N")
      ->group(judging);
  app.add_option("--lang", words.language, "Language of causes and hints")
      ->check(CLI::IsMember({"en", "ja"}))
      ->capture_default_str()
      ->group(judging);
}

void DeclareTrust(CLI::App& app, RunWords& words) {
  const std::string trust = "How often, and what is borne with";
  app.add_option("-j,--jobs", words.jobs,
                 "Scenarios at the same time; default: four a core, 4 to 16")
      ->type_name("N")
      ->check(CLI::Range(1, 256))
      ->group(trust);
  app.add_option("--repeat", words.repeat, "Play each scenario so often")
      ->type_name("N")
      ->check(CLI::Range(1, 100'000))
      ->group(trust);
  app.add_flag("--allow-flaky", words.allow_flaky,
               "A scenario that comes out now so, now so, only warns")
      ->group(trust);
  app.add_option("--known-failures", words.known_failures,
                 "Failures that do not count: lines of SCENARIO [CHECK]  # reason")
      ->type_name("FILE")
      ->group(trust);
}

void DeclareOutput(CLI::App& app, RunWords& words) {
  const std::string output = "What it prints and writes";
  app.add_option("--out", words.out, "Run folder; default: reports/<time>-<target>")
      ->type_name("DIR")
      ->group(output);
  app.add_flag("--no-reports", words.no_reports, "Make no run folder")->group(output);
  app.add_flag("--pcapng", words.pcapng, "Also write each capture with comments, for Wireshark")
      ->group(output);
  // Below 4 the code has a meaning already, and above 125 a shell gives it one.
  app.add_option("--skipped-exit-code", words.skipped_exit_code,
                 "Exit code when all was skipped, for a caller that has to tell it from others; "
                 "default: 2")
      ->type_name("N")
      ->check(CLI::Range(4, 125))
      ->group(output);
  DeclareConsoleWords(app, words.console, output);
}

}  // namespace

void DeclareTargetWords(CLI::App& app, RunWords& words) {
  const std::string target = "How the target is launched";
  app.add_option("--address", words.address,
                 "How it is told its address, when the command has no placeholders: auto, none, or "
                 "words to append, e.g. \"-p {port}\"")
      ->type_name("FORM")
      ->capture_default_str()
      ->group(target);
  app.add_option("--cwd", words.cwd, "Its working directory")->type_name("DIR")->group(target);
  app.add_option("--env", words.env, "Added to its environment; may be repeated")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false)
      ->group(target);
  app.add_option("--start-timeout-ms", words.start_timeout_ms, "How long it may take to listen")
      ->check(CLI::Range(1, 3'600'000))
      ->capture_default_str()
      ->group(target);
  app.add_option("--stop-timeout-ms", words.stop_timeout_ms, "How long it may take to stop")
      ->check(CLI::Range(1, 3'600'000))
      ->capture_default_str()
      ->group(target);
}

void DeclareRunWords(CLI::App& app, RunWords& words) {
  app.add_option("--target", words.target,
                 "The server to check, as a command; {host} and {port} stand for its address. "
                 "Without this option, the first word is the server")
      ->type_name("COMMAND");
  app.add_option("--connect", words.connect,
                 "Check the server that runs already at this address; every word is a scenario")
      ->type_name("HOST:PORT");
  app.add_option("--interface", words.interface,
                 "With --connect: where packets are captured; default: the interface that leads "
                 "to the server")
      ->type_name("NAME");
  app.add_option("words", words.scenarios,
                 "The server, unless --target names it; then scenarios: files, folders, or names "
                 "such as basic and close/. Default: --profile course")
      ->type_name("SERVER SCENARIO|DIR");
  app.add_option("--port", words.port,
                 "Port to use instead of the scenarios' own; \"any\": wherever it listens")
      ->type_name("N|any")
      ->group("How the target is launched");
  DeclareTargetWords(app, words);
  DeclareChoiceWords(app, words.choice, "Which scenarios are played");
  DeclareJudging(app, words);
  DeclareTrust(app, words);
  DeclareOutput(app, words);
  DeclareReportWords(app, words.reports, "Reports in other formats, beside the run folder");
  app.footer(
      "Exit codes: 0 conforms, 1 does not, 2 inconclusive or the environment failed us,\n"
      "3 bad usage.");
}

}  // namespace echocheck
