// SPDX-License-Identifier: MIT
// Every format, of a run with every fate, of a catalogue with three faults, of the worst that a
// target can write to a terminal, and of the worst that it can write to a document.
// tests/machine_reports/ holds the approved files against other people's readers.
#include <gtest/gtest.h>

#include "harness/report/machine/check50_json.h"
#include "harness/report/machine/github_annotations.h"
#include "harness/report/machine/gradescope_json.h"
#include "harness/report/machine/junit_xml.h"
#include "harness/report/machine/markdown_summary.h"
#include "harness/report/machine/tap.h"
#include "harness/report/report_json.h"
#include "tests/unit/report/golden.h"
#include "tests/unit/report/hostile_run.h"
#include "tests/unit/report/machine/markup_run.h"
#include "tests/unit/report/sample_many.h"

namespace echocheck {
namespace {

// Each golden's name is `format`.SUFFIX.
void ExpectGoldens(const std::string& suffix, std::string (*render)(const RunRecord&)) {
  ExpectGolden("machine/fates." + suffix, render(SampleRun()));
  ExpectGolden("machine/faults." + suffix, render(ThreeFaults()));
  ExpectGolden("machine/hostile." + suffix, render(HostileRun()));
  ExpectGolden("machine/markup." + suffix, render(MarkupRun()));
}

// What the others are compared with; of the two other runs there is one already.
TEST(MachineGolden, Report) {
  ExpectGolden("machine/faults.report.json", RenderReportJson(ThreeFaults()));
  ExpectGolden("machine/markup.report.json", RenderReportJson(MarkupRun()));
}
TEST(MachineGolden, Junit) { ExpectGoldens("junit.xml", RenderJunitXml); }
TEST(MachineGolden, Tap) { ExpectGoldens("tap", RenderTap); }
TEST(MachineGolden, Gradescope) { ExpectGoldens("gradescope.json", RenderGradescopeJson); }
TEST(MachineGolden, Check50) { ExpectGoldens("check50.json", RenderCheck50Json); }
TEST(MachineGolden, Markdown) { ExpectGoldens("md", RenderMarkdownSummary); }
TEST(MachineGolden, GithubAnnotations) {
  ExpectGoldens("annotations.txt", RenderGithubAnnotations);
}

}  // namespace
}  // namespace echocheck
