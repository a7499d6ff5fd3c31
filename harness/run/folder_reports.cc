// SPDX-License-Identifier: MIT
#include "harness/run/folder_reports.h"

#include <string>
#include <string_view>

#include "harness/model/run_files.h"
#include "harness/report/html/html_page.h"
#include "harness/report/machine/junit_xml.h"
#include "harness/report/report_json.h"

namespace echocheck {
namespace {

struct FolderReport {
  std::string_view file;
  std::string (*render)(const RunRecord& run);
};
constexpr FolderReport kReportsSoFar[] = {{kReportFile, RenderReportJson},
                                          {kJunitFile, RenderJunitXml}};

}  // namespace

void FolderReports::WriteSoFar(const RunRecord& run) {
  for (const FolderReport& report : kReportsSoFar) {
    if (!folder_.WriteReport(report.file, report.render(run))) break;
  }
}

void FolderReports::WriteAtEnd(const RunRecord& run) {
  const auto write = [&](std::string_view file, const std::string& text) {
    const Status written = folder_.WriteReport(file, text);
    if (!written) unwritten_.AddReport(std::string(file), written.error());
  };
  for (const FolderReport& report : kReportsSoFar) write(report.file, report.render(run));
  write(kPageFile, RenderHtml(run));
  const Status in_place = folder_.InPlace();
  if (!in_place) unwritten_.AddReport("all of it", in_place.error());
}

}  // namespace echocheck
