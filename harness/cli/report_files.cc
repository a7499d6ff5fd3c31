// SPDX-License-Identifier: MIT
#include "harness/cli/report_files.h"

#include <cstddef>

#include <CLI/CLI.hpp>

#include "harness/cli/output_place.h"
#include "harness/cli/parse.h"
#include "harness/cli/standard_output.h"
#include "harness/model/run_files.h"
#include "harness/report/html/html_page.h"
#include "harness/report/machine/check50_json.h"
#include "harness/report/machine/gradescope_json.h"
#include "harness/report/machine/junit_xml.h"
#include "harness/report/machine/markdown_summary.h"
#include "harness/report/machine/tap.h"
#include "harness/report/report_json.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

// What the run folder gets on its own.
std::vector<ReportFile> FilesOfFolder(const fs::path& folder) {
  std::vector<ReportFile> files;
  for (const ReportFormat& format : ReportFormats()) {
    if (!format.in_run_folder.empty()) files.push_back({&format, folder / format.in_run_folder});
  }
  return files;
}

Status CheckApart(const std::vector<ReportFile>& files, const std::vector<ReportFile>& of_folder) {
  for (std::size_t i = 0; i < files.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (!AreSameFile(files[i].file, files[j].file)) continue;
      return UsageError(Say("errors.same_file", {{"first", files[j].format->option},
                                                 {"second", files[i].format->option},
                                                 {"file", files[i].file.string()}}));
    }
    for (const ReportFile& own : of_folder) {
      if (own.format == files[i].format || !AreSameFile(files[i].file, own.file)) continue;
      return UsageError(Say("errors.file_of_run_folder", {{"option", files[i].format->option},
                                                          {"file", files[i].file.string()},
                                                          {"format", own.format->option}}));
    }
  }
  return {};
}

// Told before anything is played; the run folder is made only then.
Status CheckPlace(const ReportFile& report, const std::optional<fs::path>& run_folder) {
  if (report.file == kStandardOutput) return {};
  return CheckOutputPlace(report.format->option, report.file, run_folder);
}

// Synced: it may be all that is kept of a run.
Status Write(const ReportFile& report, std::string_view text) {
  auto file = AtomicFile::Open(report.file, report.if_taken);
  if (!file) return file.error();
  file->SyncAtEnd();
  ECHOCHECK_TRY(file->Append(text));
  return file->Commit();
}

}  // namespace

const std::array<ReportFormat, kReportFormats>& ReportFormats() {
  static const std::array<ReportFormat, kReportFormats> kFormats = {{
      {"--json", RenderReportJson, kReportFile},
      {"--html", RenderHtml, kPageFile},
      {"--junit", RenderJunitXml, kJunitFile},
      {"--tap", RenderTap, {}},
      {"--gradescope", RenderGradescopeJson, {}},
      {"--check50", RenderCheck50Json, {}},
      {"--markdown", RenderMarkdownSummary, {}},
  }};
  return kFormats;
}

void DeclareReportOptions(CLI::App& app, TypedReportOptions& words, const std::string& group) {
  for (std::size_t i = 0; i < kReportFormats; ++i) {
    const ReportFormat& format = ReportFormats()[i];
    app.add_option(format.option, words.files[i])
        ->type_name("FILE")
        ->check(IsNotEmpty)
        ->group(group);
  }
  app.add_flag("--github-annotations", words.github_annotations)->group(group);
}

Result<std::vector<ReportFile>> ReadReportFiles(const TypedReportOptions& words,
                                                const std::optional<fs::path>& run_folder) {
  std::vector<ReportFile> files;
  for (std::size_t i = 0; i < kReportFormats; ++i) {
    if (words.files[i].empty()) continue;
    const fs::path file = words.files[i];
    files.push_back({&ReportFormats()[i], file,
                     IsPlaceToWrite(file) ? IfTaken::kWriteInPlace : IfTaken::kReplace});
  }
  ECHOCHECK_TRY(
      CheckApart(files, run_folder ? FilesOfFolder(*run_folder) : std::vector<ReportFile>()));
  for (const ReportFile& report : files) ECHOCHECK_TRY(CheckPlace(report, run_folder));
  return files;
}

Status NoneToStandardOutput(const std::vector<ReportFile>& files) {
  for (const ReportFile& report : files) {
    if (report.file != kStandardOutput) continue;
    return UsageError(Say("errors.output_taken", {{"option", report.format->option}}));
  }
  return {};
}

std::vector<Error> WriteReportFiles(const std::vector<ReportFile>& files, const RunRecord& run) {
  std::vector<Error> errors;
  for (const ReportFile& report : files) {
    const std::string text = report.format->render(run);
    const Status written = report.file == kStandardOutput ? Print(text) : Write(report, text);
    if (!written) errors.push_back(written.error());
  }
  return errors;
}

}  // namespace echocheck
