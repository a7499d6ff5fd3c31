// SPDX-License-Identifier: MIT
// Writes the reports of a run into its folder.
#pragma once

#include "harness/schedule/report_sink.h"
#include "harness/store/run_folder.h"
#include "harness/store/unwritten_files.h"

namespace echocheck {

class FolderReports : public ReportSink {
 public:
  // Both are borrowed, and must outlive this. `unwritten` is told which report is missing at the
  // end.
  FolderReports(const RunFolder& folder, UnwrittenFiles& unwritten)
      : folder_(folder), unwritten_(unwritten) {}

  // Writes report.json and junit.xml.
  void WriteSoFar(const RunRecord& run) override;
  // Writes report.html, too, and looks whether the folder is still where it should be.
  void WriteAtEnd(const RunRecord& run) override;

 private:
  const RunFolder& folder_;
  UnwrittenFiles& unwritten_;
};

}  // namespace echocheck
