// SPDX-License-Identifier: MIT
#include <sys/utsname.h>

#include <csignal>
#include <ctime>
#include <filesystem>
#include <utility>
#include <vector>

#include "harness/base/own_process.h"
#include "harness/cli/commands.h"
#include "harness/cli/confinement_hints.h"
#include "harness/cli/exit_code.h"
#include "harness/cli/held_commands.h"
#include "harness/cli/report_files.h"
#include "harness/cli/run_arguments.h"
#include "harness/cli/run_console.h"
#include "harness/cli/standard_output.h"
#include "harness/report/console.h"
#include "harness/report/machine/github_annotations.h"
#include "harness/run/live_session.h"
#include "harness/worker/large_pages.h"

namespace echocheck {
namespace {

std::string FormatUtc(const char* format) {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32] = "";
  std::strftime(text, sizeof text, format, &parts);
  return text;
}

std::string HostKernel() {
  utsname name{};
  uname(&name);
  return std::string(name.sysname) + " " + name.release;
}

RunRecord NewRecord(const RunArguments& arguments, const std::string& command_line) {
  RunRecord record;
  record.tool_version = ECHOCHECK_VERSION;
  record.started = FormatUtc("%Y-%m-%dT%H:%M:%SZ");
  record.host_kernel = HostKernel();
  record.command = command_line;
  record.target = arguments.target;
  record.isolation = ToString(arguments.run.isolation);
  record.confined = arguments.run.target.confinement.has_value();
  record.profile = arguments.profile;
  record.language = arguments.run.language;
  record.jobs = arguments.run.jobs;
  record.repeat = arguments.run.repeat;
  record.allow_flaky = arguments.run.allow_flaky;
  record.seed = arguments.run.seed;
  record.strict = arguments.run.strict;
  return record;
}

Result<RunFolder> MakeFolder(const RunArguments& arguments) {
  if (arguments.no_reports) return RunFolder::None();
  if (arguments.out) return RunFolder::CreateAt(*arguments.out);
  const std::filesystem::path program = arguments.run.target.executable;
  const std::string name = arguments.run.connect ? "connect" : program.filename().string();
  return RunFolder::CreateBelowReports(FormatUtc("%Y%m%d-%H%M%S"), name);
}

// Reports that cannot be written are told last, where they are seen, and decide.
int Finish(const RunArguments& arguments, const LiveSession& session, RunConsole& console,
           HeldCommands& held) {
  const RunRecord& run = session.record();
  std::vector<Error> errors = WriteReportFiles(arguments.reports, run);
  if (auto unwritten = session.unwritten()) errors.push_back(std::move(*unwritten));
  if (const Status told = console.Finish(run); !told) return PrintError(told.error());
  held.Release();
  for (const Reason& hint : ConfinementHints(run)) Remark(hint.said());
  if (arguments.github_annotations) {
    const Status printed = Print(RenderGithubAnnotations(run));
    if (!printed) return PrintError(printed.error());
  }
  const bool skipped = run.finished && run.verdict == Verdict::kSkipped;
  int code = skipped ? arguments.skipped_exit_code.value_or(run.exit_code) : run.exit_code;
  for (const Error& error : errors) code = PrintError(error);
  return code;
}

int Run(const RunArguments& arguments, const std::string& command_line) {
  auto folder = MakeFolder(arguments);
  if (!folder) return PrintError(folder.error());
  if (!folder->remark().empty()) Remark(folder->remark().said());
  ConsoleOptions options = arguments.console;
  options.run_folder = folder->path().string();
  HeldCommands held(arguments.github_annotations);
  RunConsole console(options, arguments.scenarios.size());
  LiveSession session(arguments.run, std::move(*folder), NewRecord(arguments, command_line),
                      arguments.scenarios, console);
  const Status played = session.Play();
  console.ClearProgress();
  if (!played) return PrintError(played.error());
  return Finish(arguments, session, console, held);
}

}  // namespace

int RunCommand(std::span<const std::string> words, const std::string& command_line) {
  PreferLargePages();
  DenyTracing();  // a target on the host's network is of the same user
  const ParsedRunArguments parsed = ParseRunArguments(words);
  if (parsed.exit_code) return *parsed.exit_code;
  // `echocheck ... | head` must still write its reports.
  std::signal(SIGPIPE, SIG_IGN);
  return Run(parsed.arguments, command_line);
}

}  // namespace echocheck
