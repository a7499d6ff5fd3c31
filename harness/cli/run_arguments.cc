// SPDX-License-Identifier: MIT
#include "harness/cli/run_arguments.h"

#include <sys/ioctl.h>
#include <sys/random.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "harness/cli/exit_code.h"
#include "harness/cli/installed_files.h"
#include "harness/cli/parse.h"
#include "harness/scenario/find_scenarios.h"
#include "harness/target/command_words.h"
#include "harness/target/executable.h"

namespace echocheck {
namespace {

// The words as typed, before they mean anything.
struct Typed {
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
  std::string out;
  std::string json;
  bool no_reports = false;
  bool quiet = false;
  bool verbose = false;
  bool no_ladder = false;
  std::string color = "auto";
};

template <class Enum>
std::vector<std::string> NamesOf() {
  std::vector<std::string> names;
  for (const std::string_view name : EnumNames(Enum{})) names.emplace_back(name);
  return names;
}

void Declare(CLI::App& app, Typed& typed) {
  app.add_option("--target", typed.target,
                 "The server to check, as a command; {host} and {port} stand for its address")
      ->type_name("COMMAND");
  app.add_option("scenarios", typed.scenarios, "Scenario files, or folders of them")
      ->type_name("SCENARIO|DIR");
  const std::string target = "How the target is launched";
  app.add_option("--port", typed.port,
                 "Port to use instead of the scenarios' own; \"any\": wherever it listens")
      ->type_name("N|any")
      ->group(target);
  app.add_option("--address", typed.address,
                 "How it is told its address, when the command has no placeholders: auto, none, or "
                 "words to append, e.g. \"-p {port}\"")
      ->type_name("FORM")
      ->capture_default_str()
      ->group(target);
  app.add_option("--cwd", typed.cwd, "Its working directory")->type_name("DIR")->group(target);
  app.add_option("--env", typed.env, "Added to its environment; may be repeated")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false)
      ->group(target);
  app.add_option("--start-timeout-ms", typed.start_timeout_ms, "How long it may take to listen")
      ->check(CLI::Range(1, 3'600'000))
      ->capture_default_str()
      ->group(target);
  app.add_option("--stop-timeout-ms", typed.stop_timeout_ms, "How long it may take to stop")
      ->check(CLI::Range(1, 3'600'000))
      ->capture_default_str()
      ->group(target);
  const std::string judging = "How it is judged";
  app.add_option("--isolation", typed.isolation, "Where scenarios run")
      ->check(CLI::IsMember(NamesOf<IsolationChoice>()))
      ->capture_default_str()
      ->group(judging);
  app.add_option("--capture", typed.capture, "Whether the wire is looked at")
      ->check(CLI::IsMember(NamesOf<CaptureChoice>()))
      ->capture_default_str()
      ->group(judging);
  app.add_flag("--strict", typed.strict, "A SHOULD that does not hold fails")->group(judging);
  app.add_option("--timeout-scale", typed.timeout_scale, "All time limits times this")
      ->check(CLI::Range(0.01, 1000.0))
      ->capture_default_str()
      ->group(judging);
  app.add_option("--seed", typed.seed, "Of random payloads; default: a new one, recorded")
      ->type_name("N")
      ->group(judging);
  const std::string output = "What it prints and writes";
  app.add_option("--out", typed.out, "Run folder; default: reports/<time>-<target>")
      ->type_name("DIR")
      ->group(output);
  app.add_option("--json", typed.json, "Write report.json here too")
      ->type_name("FILE")
      ->group(output);
  app.add_flag("--no-reports", typed.no_reports, "Make no run folder")->group(output);
  auto* quiet = app.add_flag("--quiet", typed.quiet, "Only what did not pass, and the verdict");
  auto* verbose = app.add_flag("--verbose", typed.verbose, "Every segment and every check");
  quiet->group(output);
  verbose->group(output)->excludes(quiet);
  app.add_flag("--no-ladder", typed.no_ladder, "No packet-by-packet picture")->group(output);
  app.add_option("--color", typed.color, "Colours")
      ->check(CLI::IsMember(NamesOf<ColorChoice>()))
      ->capture_default_str()
      ->group(output);
  app.footer(
      "Exit codes: 0 conforms, 1 does not, 2 inconclusive or the environment failed us,\n"
      "3 bad usage.");
}

Status ReadPort(const Typed& typed, RunOptions& run) {
  if (typed.port.empty()) return {};
  if (typed.port == "any") {
    run.target.any_port = true;
    return {};
  }
  const auto port = ParsePort(typed.port);
  if (!port) return UsageError("--port: " + port.error().message + ", or \"any\"");
  run.port = *port;
  return {};
}

Status ReadAddress(const Typed& typed, TargetSpec& target) {
  if (HasPlaceholders(target.words)) {
    if (typed.address != "auto") {
      return UsageError("--address: the command has placeholders already, so it is told twice");
    }
    target.forms = {AddressForm::kPlaceholders};
  } else if (typed.address == "auto") {
    target.forms = AutomaticForms();
  } else if (typed.address == "none") {
    target.forms = {AddressForm::kNone};
  } else {
    auto words = SplitWords(typed.address);
    if (!words) return UsageError("--address: " + words.error().message);
    if (!HasPlaceholders(*words)) {
      return UsageError("--address: expected auto, none, or words with {port} in them, not \"" +
                        typed.address + "\"");
    }
    target.forms = {AddressForm::kCustom};
    target.custom_address = std::move(*words);
  }
  return {};
}

Status ReadEnvironment(const Typed& typed, TargetSpec& target) {
  for (const std::string& variable : typed.env) {
    const std::size_t equals = variable.find('=');
    if (equals == std::string::npos || equals == 0) {
      return UsageError("--env: expected NAME=VALUE, not \"" + variable + "\"");
    }
    target.environment.emplace_back(variable.substr(0, equals), variable.substr(equals + 1));
  }
  return {};
}

Status ReadTarget(const Typed& typed, RunOptions& run) {
  if (typed.target.empty()) {
    return UsageError("no --target: which server is to be checked? e.g. --target ./myserver");
  }
  auto words = SplitWords(typed.target);
  if (!words) return UsageError("--target: " + words.error().message);
  auto executable = FindExecutable(words->front());
  if (!executable) return UsageError("--target: " + executable.error().message);
  TargetSpec& target = run.target;
  target.words = std::move(*words);
  target.executable = std::move(*executable);
  target.start_timeout = Milliseconds(typed.start_timeout_ms);
  target.stop_timeout = Milliseconds(typed.stop_timeout_ms);
  std::error_code error;
  if (!typed.cwd.empty() && !std::filesystem::is_directory(typed.cwd, error)) {
    return UsageError("--cwd: " + typed.cwd + ": no such folder");
  }
  target.working_directory = typed.cwd;
  ECHOCHECK_TRY(ReadPort(typed, run));
  ECHOCHECK_TRY(ReadAddress(typed, target));
  return ReadEnvironment(typed, target);
}

Status ReadScenarios(const Typed& typed, RunArguments& arguments) {
  if (typed.scenarios.empty()) {
    return UsageError("no scenario: which behaviour is to be checked? e.g. scenarios/basic.json");
  }
  for (const std::string& path : typed.scenarios) {
    auto found = FindScenarios(HereOrInstalled(path));
    if (!found) return found.error();
    for (auto& file : *found) arguments.scenarios.push_back(std::move(file));
  }
  return {};
}

Status ReadOutput(const Typed& typed, RunArguments& arguments) {
  if (typed.no_reports && !typed.out.empty()) {
    return UsageError("--no-reports and --out contradict each other");
  }
  arguments.no_reports = typed.no_reports;
  if (!typed.out.empty()) arguments.out = typed.out;
  if (!typed.json.empty()) arguments.json = typed.json;
  ConsoleOptions& console = arguments.console;
  const bool terminal = isatty(STDOUT_FILENO) == 1;
  const char* const no_color = std::getenv("NO_COLOR");
  const auto color = FromString<ColorChoice>(typed.color).value_or(ColorChoice::kAuto);
  console.color = color == ColorChoice::kAlways || (color == ColorChoice::kAuto && terminal &&
                                                    (no_color == nullptr || *no_color == '\0'));
  winsize size{};
  if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    console.width = std::clamp<int>(size.ws_col, ConsoleOptions::kNarrowest, 120);
  }
  console.ladder = !typed.no_ladder;
  console.detail = typed.quiet     ? ConsoleOptions::kQuiet
                   : typed.verbose ? ConsoleOptions::kVerbose
                                   : ConsoleOptions::kNormal;
  console.strict = typed.strict;
  return {};
}

std::uint64_t NewSeed() {
  // 53 bits: any JSON reader gets it back exactly.
  std::uint64_t seed = 0;
  (void)!getrandom(&seed, sizeof seed, 0);
  return seed >> 11;
}

Status Read(const Typed& typed, RunArguments& arguments) {
  RunOptions& run = arguments.run;
  arguments.target = typed.target;
  ECHOCHECK_TRY(ReadTarget(typed, run));
  ECHOCHECK_TRY(ReadScenarios(typed, arguments));
  run.isolation = FromString<IsolationChoice>(typed.isolation).value_or(IsolationChoice::kAuto);
  run.capture = FromString<CaptureChoice>(typed.capture).value_or(CaptureChoice::kAuto);
  run.timeout_scale = typed.timeout_scale;
  run.strict = typed.strict;
  run.seed = typed.seed ? *typed.seed : NewSeed();
  return ReadOutput(typed, arguments);
}

}  // namespace

ParsedRunArguments ParseRunArguments(std::span<const std::string> words) {
  ParsedRunArguments parsed;
  CLI::App app("Judges an echo server by bytes, segments and process (RFC 862).", "echocheck");
  Typed typed;
  Declare(app, typed);
  parsed.exit_code = Parse(app, words);
  if (parsed.exit_code) return parsed;
  if (const Status read = Read(typed, parsed.arguments); !read) {
    parsed.exit_code = Complain(read.error());
  }
  return parsed;
}

}  // namespace echocheck
