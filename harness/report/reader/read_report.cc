// SPDX-License-Identifier: MIT
#include "harness/report/reader/read_report.h"

#include <string>

#include "harness/case/read_document.h"
#include "harness/report/reader/read_scenario.h"
#include "harness/report/report_json.h"
#include "harness/report/run_json.h"

namespace echocheck {
namespace {

// "target" of the document: all but what was given is told by the scenarios.
struct GivenTarget {
  std::string& given;
};

void Describe(FieldReader& fields, GivenTarget& target) { fields("given", target.given); }

struct ReportDocument {
  RunRecord& run;
};

void Describe(FieldReader& fields, ReportDocument& report) {
  RunRecord& run = report.run;
  int format = 0;
  fields("format", format);
  // Whatever else is wrong with it, this is the reason.
  if (format != kReportFormat) {
    return fields.Fail("format", "unknown format " + std::to_string(format) +
                                     ", this version reads format " +
                                     std::to_string(kReportFormat));
  }
  RunHead<RunRecord> head{run};
  fields("run", head);
  GivenTarget target{run.target};
  fields("target", target);
  fields("scenarios", run.scenarios);
}

}  // namespace

Result<RunRecord> ReadReportJson(std::string_view json, const std::string& file) {
  RunRecord run;
  ReportDocument report{run};
  const auto mistake = ReadDocument(json, file, UnknownKeys::kAreIgnored, report);
  if (mistake) return EnvironmentError(*mistake);
  return run;
}

}  // namespace echocheck
