// SPDX-License-Identifier: MIT
// A run in which every text looks like something that one of the formats would obey.
#pragma once

#include <string>

#include "tests/unit/report/sample_run.h"

namespace echocheck {

// XML, HTML, Markdown, TAP, YAML and workflow commands; what XML 1.0 cannot hold; half a character.
inline Bytes Markup() {
  return "]]></failure><x a='1'>&amp; `code` ```` | cell | <script>alert(1)</script> "
         "![i](http://a.b/c) www.a.b a@b.c @user #1 $x$ ~~s~~ <!-- --> %0A%25 ##[error]no\n"
         "::error file=a,line=1::owned\n"
         "# title\n- item\n```\n</details>\n\n"
         "not ok 99 # TODO x\nok 100 # SKIP\n  ...\n  ---\n1..2\nBail out! x\n"
         "\xef\xbf\xbe\xef\xbf\xbf \xe3\x82";
}

inline ScenarioRecord MarkupScenario(ScenarioRecord scenario) {
  scenario.name = scenario.folder = "a/" + Markup();
  scenario.title = {Markup(), Markup()};
  scenario.source = Markup();
  scenario.tags = {Markup(), "hidden"};
  scenario.evidence.target.output_tail = Markup();
  for (Finding& finding : scenario.findings) {
    if (finding.verdict == Verdict::kPass) continue;
    finding.check = finding.summary = finding.expected = finding.actual = Markup();
    finding.source = Markup();
    finding.evidence.show_output = true;
    finding.evidence.difference = StreamDifference{3, 0, Markup().substr(0, 60), "]]>::error"};
    if (finding.cause) finding.cause = Cause{Markup(), {}, Markup(), Markup()};
  }
  return scenario;
}

inline RunRecord MarkupRun() {
  ScenarioRecord known = MarkupScenario(CrashedScenario());
  known.known_failure = Markup();
  ScenarioRecord error = MarkupScenario(OurErrorScenario());
  error.evidence.error->message = Markup();
  RunRecord run = RunOf({MarkupScenario(FailingScenario()), known, error,
                         MarkupScenario(UncapturedScenario()), MarkupScenario(BasicScenario())},
                        Verdict::kFail, 1);
  run.target = run.command = run.host_kernel = Markup();
  run.causes = {{Markup(), Markup(), Markup(), Verdict::kFail, {Markup()}, {Markup()}}};
  run.no_longer_failing = {Markup()};
  return run;
}

}  // namespace echocheck
