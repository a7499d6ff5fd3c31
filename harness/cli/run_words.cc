// SPDX-License-Identifier: MIT
#include "harness/cli/run_words.h"

#include <array>
#include <string_view>

#include "harness/base/enum_names.h"
#include "harness/cli/run_arguments.h"
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

void DeclareTarget(CLI::App& app, RunWords& words) {
  const std::string target = "How the target is launched";
  app.add_option("--port", words.port,
                 "Port to use instead of the scenarios' own; \"any\": wherever it listens")
      ->type_name("N|any")
      ->group(target);
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

void DeclareChoice(CLI::App& app, RunWords& words) {
  const std::string choice = "Which scenarios are played";
  app.add_option("--profile", words.profile,
                 "A choice by tags; without a path, from the scenarios that came with echocheck")
      ->check(CLI::IsMember(NamesOf<Profile>()))
      ->group(choice);
  const auto many = [&](const char* name, std::vector<std::string>& into, const char* what,
                        const char* type) {
    app.add_option(name, into, what)->type_name(type)->allow_extra_args(false)->group(choice);
  };
  many("--tag", words.tags, "Only those with this tag; repeated: with any of them", "TAG");
  many("--only", words.only, "Only those of this name; repeated: of any of them", "NAME");
  many("--skip", words.skip, "None of this name or with this tag; may be repeated", "NAME|TAG");
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
  app.add_option("--json", words.json, "Write report.json here too")
      ->type_name("FILE")
      ->group(output);
  app.add_flag("--no-reports", words.no_reports, "Make no run folder")->group(output);
  auto* quiet = app.add_flag("--quiet", words.quiet, "Only what did not pass, and the verdict");
  auto* verbose = app.add_flag("--verbose", words.verbose, "Every segment and every check");
  quiet->group(output);
  verbose->group(output)->excludes(quiet);
  app.add_flag("--no-ladder", words.no_ladder, "No packet-by-packet picture")->group(output);
  app.add_option("--color", words.color, "Colours")
      ->check(CLI::IsMember(NamesOf<ColorChoice>()))
      ->capture_default_str()
      ->group(output);
}

}  // namespace

void DeclareRunWords(CLI::App& app, RunWords& words) {
  app.add_option("--target", words.target,
                 "The server to check, as a command; {host} and {port} stand for its address")
      ->type_name("COMMAND");
  app.add_option("scenarios", words.scenarios, "Scenario files, or folders of them")
      ->type_name("SCENARIO|DIR");
  DeclareTarget(app, words);
  DeclareChoice(app, words);
  DeclareJudging(app, words);
  DeclareTrust(app, words);
  DeclareOutput(app, words);
  app.footer(
      "Exit codes: 0 conforms, 1 does not, 2 inconclusive or the environment failed us,\n"
      "3 bad usage.");
}

}  // namespace echocheck
