// SPDX-License-Identifier: MIT
// Declares where a session leaves its reports. In a run that is the run folder
// (run/folder_reports.h).
#pragma once

#include "harness/model/run_record.h"

namespace echocheck {

// What could not be written is kept by the implementation: it ends no run.
class ReportSink {
 public:
  virtual ~ReportSink() = default;

  // Writes a report of a run that goes on, for the case that it is killed. If this fails, only
  // WriteAtEnd() matters.
  virtual void WriteSoFar(const RunRecord& run) = 0;

  // Writes all reports; once.
  virtual void WriteAtEnd(const RunRecord& run) = 0;
};

}  // namespace echocheck
