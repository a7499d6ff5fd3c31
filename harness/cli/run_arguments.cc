// SPDX-License-Identifier: MIT
#include "harness/cli/run_arguments.h"

#include <sched.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "harness/cli/exit_code.h"
#include "harness/cli/parse.h"
#include "harness/cli/run_words.h"
#include "harness/cli/select_scenarios.h"
#include "harness/target/command_words.h"
#include "harness/target/executable.h"

namespace echocheck {
namespace {

Status ReadPort(const RunWords& typed, RunOptions& run) {
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

Status ReadAddress(const RunWords& typed, TargetSpec& target) {
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

Status ReadEnvironment(const RunWords& typed, TargetSpec& target) {
  for (const std::string& variable : typed.env) {
    const std::size_t equals = variable.find('=');
    if (equals == std::string::npos || equals == 0) {
      return UsageError("--env: expected NAME=VALUE, not \"" + variable + "\"");
    }
    target.environment.emplace_back(variable.substr(0, equals), variable.substr(equals + 1));
  }
  return {};
}

Status ReadTarget(const RunWords& typed, RunOptions& run) {
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

// Waiting is most of what scenarios do, so more than the cores; each takes some megabytes, so not
// any number.
std::uint32_t DefaultJobs() {
  cpu_set_t cores;
  const int count = sched_getaffinity(0, sizeof cores, &cores) == 0 ? CPU_COUNT(&cores) : 1;
  return static_cast<std::uint32_t>(std::clamp(4 * count, 4, 16));
}

Status ReadScenarios(const RunWords& typed, RunArguments& arguments) {
  Selection selection;
  selection.profile = FromString<Profile>(typed.profile);
  selection.tags = typed.tags;
  selection.only = typed.only;
  selection.skip = typed.skip;
  std::vector<std::string> paths = typed.scenarios;
  if (paths.empty() && selection.Chooses()) paths.emplace_back("scenarios");
  if (paths.empty()) {
    return UsageError("no scenario: which behaviour is to be checked? e.g. scenarios/basic.json");
  }
  auto found = LoadScenarios(paths);
  if (!found) return found.error();
  if (!typed.known_failures.empty()) {
    auto known = ReadKnownFailures(typed.known_failures, *found);
    if (!known) return known.error();
    arguments.run.known_failures = std::move(*known);
  }
  auto selected = SelectScenarios(std::move(*found), selection);
  if (!selected) return selected.error();
  arguments.scenarios = std::move(*selected);
  arguments.profile = typed.profile;
  return {};
}

Status ReadOutput(const RunWords& typed, RunArguments& arguments) {
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
  console.language = typed.language;
  return {};
}

std::uint64_t NewSeed() {
  // 53 bits: any JSON reader gets it back exactly.
  std::uint64_t seed = 0;
  (void)!getrandom(&seed, sizeof seed, 0);
  return seed >> 11;
}

Status Read(const RunWords& typed, RunArguments& arguments) {
  RunOptions& run = arguments.run;
  arguments.target = typed.target;
  ECHOCHECK_TRY(ReadTarget(typed, run));
  ECHOCHECK_TRY(ReadScenarios(typed, arguments));
  run.isolation = FromString<IsolationChoice>(typed.isolation).value_or(IsolationChoice::kAuto);
  run.capture = FromString<CaptureChoice>(typed.capture).value_or(CaptureChoice::kAuto);
  run.timeout_scale = typed.timeout_scale;
  run.strict = typed.strict;
  run.jobs = typed.jobs > 0 ? typed.jobs : DefaultJobs();
  run.repeat = typed.repeat;
  run.allow_flaky = typed.allow_flaky;
  run.language = typed.language;
  run.seed = typed.seed ? *typed.seed : NewSeed();
  return ReadOutput(typed, arguments);
}

}  // namespace

ParsedRunArguments ParseRunArguments(std::span<const std::string> words) {
  ParsedRunArguments parsed;
  CLI::App app("Judges an echo server by bytes, segments and process (RFC 862).", "echocheck");
  RunWords typed;
  DeclareRunWords(app, typed);
  parsed.exit_code = Parse(app, words);
  if (parsed.exit_code) return parsed;
  if (const Status read = Read(typed, parsed.arguments); !read) {
    parsed.exit_code = Complain(read.error());
  }
  return parsed;
}

}  // namespace echocheck
