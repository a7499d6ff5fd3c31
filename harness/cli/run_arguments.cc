// SPDX-License-Identifier: MIT
#include "harness/cli/run_arguments.h"

#include <sys/random.h>

#include <algorithm>
#include <utility>

#include "harness/base/processors.h"
#include "harness/cli/command_app.h"
#include "harness/cli/commands.h"
#include "harness/cli/connect_arguments.h"
#include "harness/cli/exit_code.h"
#include "harness/cli/language_choice.h"
#include "harness/cli/parse.h"
#include "harness/cli/run_positionals.h"
#include "harness/cli/select_scenarios.h"
#include "harness/cli/target_arguments.h"
#include "harness/cli/terminal.h"
#include "harness/cli/typed_console_options.h"
#include "harness/cli/typed_run_options.h"
#include "harness/words/because.h"
#include "harness/worker/confine_target.h"

namespace echocheck {
namespace {

// Waiting is most of what scenarios do, so more than the cores; each takes some megabytes, so not
// any number.
std::uint32_t DefaultJobs() { return std::clamp(4 * UsableProcessors(), 4U, 16U); }

Status ReadScenarios(const TypedRunOptions& typed, RunArguments& arguments) {
  Selection selection = SelectionFrom(typed.choice);
  arguments.profile = typed.choice.profile;
  if (typed.scenarios.empty() && !selection.Chooses()) {
    selection.profile = Profile::kCourse;
    arguments.profile = ToString(Profile::kCourse);
  }
  auto found = typed.scenarios.empty() ? LoadCatalogue() : LoadScenarios(typed.scenarios);
  if (!found) return found.error();
  if (!typed.known_failures.empty()) {
    auto known = ReadKnownFailures(typed.known_failures, *found);
    if (!known) return known.error();
    arguments.run.known_failures = std::move(*known);
  }
  const std::vector<Reason> misfits = Misfits(*found, selection);
  auto selected = SelectScenarios(std::move(*found), selection);
  if (!selected) return selected.error();
  for (const Reason& misfit : misfits) Remark(misfit.said());
  arguments.scenarios = std::move(*selected);
  return {};
}

// There has to be a capture, and a folder for it.
Status CheckPcapng(const TypedRunOptions& typed) {
  if (!typed.pcapng) return {};
  if (typed.no_reports)
    return UsageError(
        Say("errors.contradiction", {{"first", "--no-reports"}, {"second", "--pcapng"}}));
  if (typed.capture == ToString(CaptureChoice::kOff)) {
    return UsageError(
        Say("errors.contradiction", {{"first", "--capture off"}, {"second", "--pcapng"}}));
  }
  return {};
}

Status ReadOutput(const TypedRunOptions& typed, RunArguments& arguments) {
  if (typed.no_reports && !typed.out.empty()) {
    return UsageError(
        Say("errors.contradiction", {{"first", "--no-reports"}, {"second", "--out"}}));
  }
  ECHOCHECK_TRY(CheckPcapng(typed));
  arguments.run.pcapng = typed.pcapng;
  arguments.run.application = "echocheck " ECHOCHECK_VERSION;
  arguments.no_reports = typed.no_reports;
  if (!typed.out.empty()) arguments.out = typed.out;
  auto reports = ReadReportFiles(typed.reports, arguments.out);
  if (!reports) return reports.error();
  ECHOCHECK_TRY(NoneToStandardOutput(*reports));
  arguments.reports = std::move(*reports);
  arguments.github_annotations = typed.reports.github_annotations;
  arguments.skipped_exit_code = typed.skipped_exit_code;
  ConsoleOptions& console = arguments.console;
  console = ConsoleFrom(typed.console);
  console.strict = typed.strict;
  console.language = LanguageFor(typed.language);
  return {};
}

std::uint64_t NewSeed() {
  // 53 bits: any JSON reader gets it back exactly.
  std::uint64_t seed = 0;
  (void)!getrandom(&seed, sizeof seed, 0);
  return seed >> 11;
}

Status Read(TypedRunOptions& typed, RunArguments& arguments) {
  RunOptions& run = arguments.run;
  ECHOCHECK_TRY(TakeServer(typed));
  if (typed.connect.empty()) {
    arguments.target = typed.target;
    if (!typed.interface.empty()) {
      return UsageError(
          Say("errors.needs_option", {{"option", "--interface"}, {"needed", "--connect"}}));
    }
    ECHOCHECK_TRY(ReadTarget(typed, run));
  } else {
    arguments.target = typed.connect;
    ECHOCHECK_TRY(ReadConnect(typed, run));
  }
  ECHOCHECK_TRY(ReadScenarios(typed, arguments));
  run.isolation = FromString<IsolationChoice>(typed.isolation).value_or(IsolationChoice::kAuto);
  ECHOCHECK_TRY(CheckCanConfine(run));
  run.capture = FromString<CaptureChoice>(typed.capture).value_or(CaptureChoice::kAuto);
  run.timeout_scale = typed.timeout_scale;
  run.strict = typed.strict;
  run.jobs = typed.jobs > 0 ? typed.jobs : DefaultJobs();
  run.repeat = typed.repeat;
  run.allow_flaky = typed.allow_flaky;
  run.language = LanguageFor(typed.language);
  run.seed = typed.seed ? *typed.seed : NewSeed();
  ECHOCHECK_TRY(ReadOutput(typed, arguments));
  arguments.console.names_lead = NamesLead(arguments.scenarios);
  arguments.console.suggests_next = true;
  arguments.console.confined = run.target.confinement.has_value();
  return {};
}

struct RunApp : CommandApp<TypedRunOptions> {
  RunApp() : CommandApp("run", DeclareRunOptions) {}
};

}  // namespace

std::unique_ptr<CLI::App> DeclareRun() { return Described<RunApp>(); }

ParsedRunArguments ParseRunArguments(std::span<const std::string> words) {
  ParsedRunArguments parsed;
  RunApp app;
  parsed.exit_code = Parse(app, words);
  if (parsed.exit_code) return parsed;
  if (const Status read = Read(app.words, parsed.arguments); !read) {
    parsed.exit_code = PrintError(read.error());
  }
  return parsed;
}

}  // namespace echocheck
