// SPDX-License-Identifier: MIT
// `echocheck replay`: a run folder in, the same findings out.
#include <csignal>
#include <optional>
#include <string>
#include <vector>

#include "harness/cli/command_app.h"
#include "harness/cli/commands.h"
#include "harness/cli/exit_code.h"
#include "harness/cli/held_commands.h"
#include "harness/cli/language_choice.h"
#include "harness/cli/parse.h"
#include "harness/cli/report_files.h"
#include "harness/cli/run_console.h"
#include "harness/cli/standard_output.h"
#include "harness/cli/typed_console_options.h"
#include "harness/replay/replay.h"
#include "harness/report/changes_text.h"
#include "harness/report/machine/github_annotations.h"
#include "harness/words/language.h"

namespace echocheck {
namespace {

struct ReplayWords {
  std::string folder;
  ReplayOptions options;
  std::string language;
  TypedReportOptions reports;
  TypedConsoleOptions console;
};

void DeclareReplayWords(CLI::App& app, ReplayWords& words) {
  app.add_option("RUN_DIR", words.folder)->type_name("")->required();
  app.add_option("--scenario", words.options.only)->type_name("SCENARIO")->allow_extra_args(false);
  app.add_flag("--strict", words.options.strict);
  DeclareLanguage(app, words.language);
  DeclareConsoleOptions(app, words.console, "output");
  DeclareReportOptions(app, words.reports, "new_formats");
}

struct ReplayApp : CommandApp<ReplayWords> {
  ReplayApp() : CommandApp("replay", DeclareReplayWords) {}
};

int RunReplay(const ReplayWords& words, const std::string& command_line) {
  const auto files = ReadReportFiles(words.reports, words.folder);
  if (!files) return PrintError(files.error());
  if (const Status apart = NoneToStandardOutput(*files); !apart) return PrintError(apart.error());
  const auto saved = SavedRun::Open(words.folder);
  if (!saved) return PrintError(saved.error());
  ReplayOptions options = words.options;
  options.language = LanguageFor(words.language, saved->record().language);
  ConsoleOptions page = ConsoleFrom(words.console);
  page.strict = options.strict || saved->record().strict;
  page.language = *options.language;
  page.run_folder = words.folder;
  HeldCommands held(words.reports.github_annotations);
  RunConsole console(page, CountChosen(*saved, options));
  auto replay = ReplayRun(*saved, options, console);
  console.ClearProgress();
  if (!replay) return PrintError(replay.error());
  RunRecord& run = replay->run;
  run.tool_version = ECHOCHECK_VERSION;
  run.command = command_line;
  const std::vector<Error> errors = WriteReportFiles(*files, run);
  if (const Status told = console.Finish(run); !told) return PrintError(told.error());
  Status told = Print(RenderChanges(replay->changes, saved->record().tool_version, page));
  held.Release();
  if (told && words.reports.github_annotations) told = Print(RenderGithubAnnotations(run));
  if (!told) return PrintError(told.error());
  int code = run.exit_code;
  for (const Error& error : errors) code = PrintError(error);
  return code;
}

}  // namespace

std::unique_ptr<CLI::App> DeclareReplay() { return Described<ReplayApp>(); }

int ReplayCommand(std::span<const std::string> words, const std::string& command_line) {
  ReplayApp app;
  if (const auto code = Parse(app, words)) return *code;
  std::signal(SIGPIPE, SIG_IGN);
  return RunReplay(app.words, command_line);
}

}  // namespace echocheck
