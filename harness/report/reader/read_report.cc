// SPDX-License-Identifier: MIT
#include "harness/report/reader/read_report.h"

#include <string>
#include <utility>

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
    return fields.Fail("format", "is " + std::to_string(format) + ", and this echocheck reads " +
                                     std::to_string(kReportFormat));
  }
  RunHead<RunRecord> head{run};
  fields("run", head);
  GivenTarget target{run.target};
  fields("target", target);
  fields("scenarios", run.scenarios);
}

// "[json.exception.parse_error.101] parse error at line 1, column 2: ..." without our library's
// name.
std::string WithoutPrefix(std::string text) {
  const std::size_t end = text.find("] ");
  return end == std::string::npos ? text : text.substr(end + 2);
}

}  // namespace

Result<RunRecord> ReadReportJson(std::string_view json) {
  Json document;
  try {
    document = Json::parse(json);
  } catch (const Json::exception& problem) {
    return EnvironmentError("not a whole report: " + WithoutPrefix(problem.what()));
  }
  ReadLog log(UnknownKeys::kAreIgnored);
  RunRecord run;
  ReportDocument report{run};
  FromJson(document, log, report);
  if (log.failed()) return EnvironmentError("not a report of echocheck: " + log.error()->message);
  return run;
}

}  // namespace echocheck
