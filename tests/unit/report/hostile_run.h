// SPDX-License-Identifier: MIT
// A run in which every field that can carry bytes of a target, or of anybody, carries the worst of
// them, and every optional field is set.
#pragma once

#include "tests/unit/case/full_evidence.h"
#include "tests/unit/report/sample_run.h"

namespace echocheck {

// Clears the screen, sets a title, rings; C1 control CSI raw and as UTF-8; CR; DEL; half a
// sequence; a right-to-left override; NUL.
inline Bytes Hostile() {
  using namespace std::string_literals;  // NOLINT(google-build-using-namespace): for the NUL
  return "\x1b[2J\x1b]0;owned\x07 \x9b\x33\x31m \xc2\x9b\x33\x31m\rover \x7f \xe3\x82 \xe2\x80\xae"
         "drow \n\t\0 \"quoted\\\""s;
}

inline Finding HostileFinding() {
  Finding finding = Judged(Verdict::kFail, Hostile(), Level::kShould, Hostile());
  finding.source = finding.expected = finding.actual = Hostile();
  finding.evidence.frames = {1, 4};
  finding.evidence.ports = {50001};
  finding.evidence.difference = StreamDifference{3, 0, Hostile(), AllBytes().substr(0, 64)};
  finding.evidence.show_output = true;
  finding.cause = Cause{Hostile(), {{"octets", Hostile()}}, Hostile(), Hostile()};
  return finding;
}

inline FlowRecord HostileFlow() {
  FlowScript script;
  script.Handshake().ClientSends(Hostile()).ServerSends(AllBytes());
  FlowRecord flow = script.Build();
  flow.first_fin = Side::kServer;
  flow.first_rst = Side::kClient;
  flow.unsolicited_bytes = 1;
  flow.unsolicited_frame = 5;
  flow.pattern =
      PatternResult{{Hostile(), PatternMode::kExact}, false, 5, Hostile(), Hostile(), Hostile()};
  FlowDirection& sent = flow.from_client;
  sent.fin_frame = sent.rst_frame = sent.urgent_frame = 6;
  sent.fin_time = Nanoseconds(7);
  return flow;
}

inline RunRecord HostileRun() {
  ScenarioRecord scenario = FailingScenario();
  scenario.name = scenario.path = Hostile();
  scenario.title = scenario.description = {Hostile(), Hostile()};
  scenario.evidence = FullEvidence();
  scenario.evidence.error.reset();
  scenario.evidence.isolation_note = scenario.evidence.capture.reason = Hostile();
  scenario.evidence.history.connections[0].client = Hostile();
  scenario.evidence.history.connections[0].steps[0].error = Hostile();
  TargetOutcome& target = scenario.evidence.target;
  target.command = {Hostile(), AllBytes()};
  target.address_note = target.output_tail = Hostile();
  scenario.findings = {HostileFinding()};
  scenario.flows = {HostileFlow()};
  scenario.folder = scenario.source = Hostile();
  scenario.digests = {{Hostile(), std::string(64, 'a')}};
  scenario.tags = {Hostile()};
  scenario.flaky = true;
  scenario.attempts = {{Verdict::kFail,
                        false,
                        {Hostile()},
                        {Hostile()},
                        {},
                        Hostile(),
                        {{"a", std::string(64, 'b')}}},
                       {Verdict::kPass, true, {}, {}, Nanoseconds(1), Hostile()}};
  ScenarioRecord known;
  known.name = Hostile();
  known.known_failure = Hostile();
  known.verdict = Verdict::kFail;
  ScenarioRecord not_played;
  not_played.name = Hostile();
  not_played.not_played = Hostile();
  not_played.verdict = Verdict::kSkipped;

  ScenarioRecord error = OurErrorScenario();
  error.name = Hostile();
  error.evidence.error->message = Hostile();
  RunRecord run = RunOf({scenario, known, not_played, error}, Verdict::kFail, 1);
  run.causes = {{Hostile(), Hostile(), Hostile(), Verdict::kFail, {Hostile()}, {Hostile()}}};
  run.no_longer_failing = {Hostile()};
  run.profile = "course";
  run.command = run.target = run.host_kernel = Hostile();
  return run;
}

}  // namespace echocheck
