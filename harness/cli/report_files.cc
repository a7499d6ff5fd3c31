// SPDX-License-Identifier: MIT
#include "harness/cli/report_files.h"

#include <cstddef>

#include "harness/cli/output_place.h"
#include "harness/cli/standard_output.h"
#include "harness/model/run_files.h"
#include "harness/report/html/html_page.h"
#include "harness/report/machine/check50_json.h"
#include "harness/report/machine/gradescope_json.h"
#include "harness/report/machine/junit_xml.h"
#include "harness/report/machine/markdown_summary.h"
#include "harness/report/machine/tap.h"
#include "harness/report/report_json.h"

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
      return UsageError(std::string(files[j].format->option) + " and " + files[i].format->option +
                        " name the same file, " + files[i].file.string());
    }
    for (const ReportFile& own : of_folder) {
      if (own.format == files[i].format || !AreSameFile(files[i].file, own.file)) continue;
      return UsageError(std::string(files[i].format->option) + ": " + files[i].file.string() +
                        " is what the run folder gets as " + own.format->option);
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
      {"--json", "report.json, which holds every finding, for programs", RenderReportJson,
       kReportFile},
      {"--html", "report.html, for people: causes, ladders, explained segments", RenderHtml,
       kPageFile},
      {"--junit", "JUnit XML, for GitLab, Jenkins, GitHub and others", RenderJunitXml, kJunitFile},
      {"--tap", "Test Anything Protocol, version 13", RenderTap, {}},
      {"--gradescope", "results.json for Gradescope", RenderGradescopeJson, {}},
      {"--check50", "JSON in the format of check50", RenderCheck50Json, {}},
      {"--markdown", "Markdown, for $GITHUB_STEP_SUMMARY", RenderMarkdownSummary, {}},
  }};
  return kFormats;
}

void DeclareReportOptions(CLI::App& app, TypedReportOptions& words, const std::string& group) {
  for (std::size_t i = 0; i < kReportFormats; ++i) {
    const ReportFormat& format = ReportFormats()[i];
    app.add_option(format.option, words.files[i], format.help)
        ->type_name("FILE")
        ->check([](const std::string& file) {
          return file.empty() ? std::string("the name of the file is empty") : std::string();
        })
        ->group(group);
  }
  app.add_flag("--github-annotations", words.github_annotations,
               "Print failures as workflow commands of GitHub, to standard output")
      ->group(group);
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
    return UsageError(std::string(report.format->option) +
                      " -: standard output has the findings already; name a file, or let "
                      "echocheck render print it later");
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
