// SPDX-License-Identifier: MIT
// A saved run in another format: what `run` would have written, from its report.json.
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

#include "harness/cli/command_app.h"
#include "harness/cli/commands.h"
#include "harness/cli/exit_code.h"
#include "harness/cli/held_commands.h"
#include "harness/cli/parse.h"
#include "harness/cli/report_files.h"
#include "harness/cli/standard_output.h"
#include "harness/model/run_files.h"
#include "harness/report/machine/github_annotations.h"
#include "harness/report/reader/read_report.h"
#include "harness/scenario/scenario_file.h"
#include "harness/store/regular_file.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

// A pipe, too, if the user named it.
Result<std::string> ReadAnyFile(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream.is_open() || stream.bad()) {
    return EnvironmentError(Say("errors.cannot_read", {{"file", path.string()}}));
  }
  return text;
}

Result<RunRecord> ReadRun(const fs::path& path) {
  std::error_code error;
  const bool is_folder = fs::is_directory(path, error);
  const fs::path file = is_folder ? path / kReportFile : path;
  if (!fs::exists(path, error)) return MissingPathError(path);
  if (is_folder && !fs::exists(file, error)) {
    return UsageError(
        Say("errors.no_report_in_folder", {{"folder", path.string()}, {"file", kReportFile}}));
  }
  const auto text = is_folder ? ReadRegularFile(file) : ReadAnyFile(file);
  if (!text) return text.error();
  auto run = ReadReportJson(*text, file.string());
  if (!run) {
    return EnvironmentError(Say("errors.no_whole_report", {{"why", run.error().message.said()}}));
  }
  return run;
}

struct RenderWords {
  std::string path;
  TypedReportOptions reports;
};

void DeclareRenderWords(CLI::App& app, RenderWords& words) {
  app.add_option("run", words.path)->required()->type_name("RUN_DIR|FILE");
  DeclareReportOptions(app, words.reports, "rendered_formats");
}

struct RenderApp : CommandApp<RenderWords> {
  RenderApp() : CommandApp("render", DeclareRenderWords) {}
};

}  // namespace

std::unique_ptr<CLI::App> DeclareRender() { return Described<RenderApp>(); }

int RenderCommand(std::span<const std::string> words) {
  RenderApp app;
  if (const auto code = Parse(app, words)) return *code;
  const auto& [path, typed] = app.words;
  const auto files = ReadReportFiles(typed, std::nullopt);
  if (!files) return PrintError(files.error());
  if (files->empty() && !typed.github_annotations) {
    return PrintError(UsageError(Say("errors.nothing_to_write")));
  }
  const auto run = ReadRun(path);
  if (!run) return PrintError(run.error());
  std::signal(SIGPIPE, SIG_IGN);
  int code = kExitConforms;
  const bool prints = std::ranges::find(*files, kStandardOutput, &ReportFile::file) != files->end();
  HeldCommands held(typed.github_annotations && prints);
  for (const Error& error : WriteReportFiles(*files, *run)) code = PrintError(error);
  held.Release();
  if (!typed.github_annotations) return code;
  const Status printed = Print(RenderGithubAnnotations(*run));
  return printed ? code : PrintError(printed.error());
}

}  // namespace echocheck
