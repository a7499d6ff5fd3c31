// SPDX-License-Identifier: MIT
#include <sys/utsname.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <utility>
#include <vector>

#include "harness/cli/commands.h"
#include "harness/cli/exit_code.h"
#include "harness/cli/run_arguments.h"
#include "harness/report/console.h"
#include "harness/report/report_json.h"
#include "harness/run/atomic_file.h"
#include "harness/run/session.h"
#include "harness/scenario/load_scenario.h"

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
  record.seed = arguments.run.seed;
  record.strict = arguments.run.strict;
  return record;
}

Result<RunFolder> MakeFolder(const RunArguments& arguments) {
  if (arguments.no_reports) return RunFolder::None();
  if (arguments.out) return RunFolder::CreateAt(*arguments.out);
  const std::filesystem::path program = arguments.run.target.executable;
  return RunFolder::CreateBelowReports(FormatUtc("%Y%m%d-%H%M%S"), program.filename().string());
}

// A verdict that nobody could read is an error; a reader that has had enough (`| head`) is not.
Status Print(const std::string& text) {
  const bool printed = std::fputs(text.c_str(), stdout) >= 0;
  // Flushed at once: seen as it comes, and not twice when a worker is forked.
  if ((std::fflush(stdout) != 0 || !printed) && errno != EPIPE) {
    return SystemError("writing to standard output", errno);
  }
  return {};
}

int Run(const RunArguments& arguments, const std::string& command_line) {
  // All files are read before anything is launched: a mistake in the last one is told at once.
  std::vector<Scenario> scenarios;
  for (const auto& file : arguments.scenarios) {
    auto scenario = LoadScenario(file);
    if (!scenario) return Complain(scenario.error());
    scenarios.push_back(std::move(*scenario));
  }
  auto folder = MakeFolder(arguments);
  if (!folder) return Complain(folder.error());
  ConsoleOptions console = arguments.console;
  console.run_folder = folder->path().string();
  Session session(arguments.run, std::move(*folder), NewRecord(arguments, command_line));
  for (const Scenario& scenario : scenarios) {
    const auto record = session.Play(scenario);
    if (!record) return Complain(record.error());
    if (const Status told = Print(RenderScenario(**record, console)); !told) {
      return Complain(told.error());
    }
  }
  if (const Status finished = session.Finish(); !finished) return Complain(finished.error());
  if (arguments.json) {
    const Status written = WriteFileAtomically(*arguments.json, RenderReportJson(session.record()));
    if (!written) return Complain(written.error());
  }
  if (const Status told = Print(RenderSummary(session.record(), console)); !told) {
    return Complain(told.error());
  }
  return session.record().exit_code;
}

}  // namespace

int RunCommand(std::span<const std::string> words, const std::string& command_line) {
  const ParsedRunArguments parsed = ParseRunArguments(words);
  if (parsed.exit_code) return *parsed.exit_code;
  // `echocheck ... | head` must still write its reports.
  std::signal(SIGPIPE, SIG_IGN);
  return Run(parsed.arguments, command_line);
}

}  // namespace echocheck
