// SPDX-License-Identifier: MIT
// A run in which everything happens that a report has to show: one scenario a fate.
#pragma once

#include <string>

#include "harness/model/run_record.h"
#include "tests/unit/base/ip_literal.h"
#include "tests/unit/report/sample_flow.h"

namespace echocheck {

inline Finding Passed(std::string check, Level level, std::string summary) {
  Finding finding;
  finding.check = std::move(check);
  finding.level = level;
  finding.source = "RFC 862, TCP";
  finding.verdict = Verdict::kPass;
  finding.summary = std::move(summary);
  return finding;
}

inline Finding Judged(Verdict verdict, std::string check, Level level, std::string summary) {
  Finding finding = Passed(std::move(check), level, std::move(summary));
  finding.verdict = verdict;
  return finding;
}

inline ConnectionRecord BasicClient() {
  ConnectionRecord client;
  client.client = "nc";
  client.local = {"127.0.0.1"_ip, 50001};
  client.remote = {"127.0.0.1"_ip, 50000};
  client.connected = true;
  client.ending = ClientEnding::kClosed;
  client.ended_at = Nanoseconds(21'200'000);
  client.steps = {{0, StepKind::kConnect, "", StepOutcome::kDone, Nanoseconds(20'900'000),
                   Nanoseconds(21'050'000), ""},
                  {1, StepKind::kSend, "", StepOutcome::kDone, Nanoseconds(21'060'000),
                   Nanoseconds(21'070'000), ""},
                  {2, StepKind::kExpectEcho, "", StepOutcome::kDone, Nanoseconds(21'080'000),
                   Nanoseconds(21'090'000), ""}};
  client.stream.sent = 10;
  client.stream.received = 10;
  client.stream.sent_head = "hoge\nhoge\n";
  client.stream.received_head = "hoge\nhoge\n";
  client.stream.eof_at = Nanoseconds(21'220'000);
  return client;
}

inline ScenarioRecord BasicScenario() {
  ScenarioRecord scenario;
  scenario.name = "basic";
  scenario.path = "scenarios/basic.json";
  scenario.title.english = "hoge twice in ping-pong, then the client closes";
  scenario.description.english = "The session of a capture by hand.";
  scenario.verdict = scenario.behaviour = scenario.close = Verdict::kPass;
  scenario.findings = {
      Passed("target.starts", Level::kMust, "runs"),
      Passed("target.listens", Level::kMust, "listens on 127.0.0.1:50000 after 1.2 ms"),
      Passed("open.handshake", Level::kMust, "1 connection opened: SYN, SYN+ACK, ACK"),
      Passed("echo.bytes", Level::kMust, "10 bytes sent, the same 10 came back"),
      Passed("close.fin", Level::kShould, "the server answered FIN with FIN"),
      Passed("flags.sequence", Level::kShould, "the flags came in the expected order")};
  ScenarioEvidence& evidence = scenario.evidence;
  evidence.started_at = Nanoseconds(1'750'000'000'000'000'000);
  evidence.history.connections = {BasicClient()};
  TargetOutcome& target = evidence.target;
  target.command = {"./myserver", "127.0.0.1", "50000"};
  target.startup = Startup::kListening;
  target.asked = target.used = {"127.0.0.1"_ip, 50000};
  target.listening = {target.used};
  target.listened_after = Nanoseconds(1'200'000);
  target.exit_status = ExitStatus{.code = 0, .signal = std::nullopt};
  target.stop = {true, true, true, Nanoseconds(400'000), 0};
  target.output_tail = "listening on 127.0.0.1:50000\n";
  target.output_bytes = 29;
  evidence.capture = {CaptureState::kComplete, "", "lo", 10, 700, 0, 0, true, true};
  evidence.durations = {Nanoseconds(3'100'000), Nanoseconds(13'000'000), Nanoseconds(1'200'000),
                        Nanoseconds(800'000),   Nanoseconds(100'000),    Nanoseconds(400'000),
                        Nanoseconds(90'000),    Nanoseconds(18'700'000)};
  scenario.flows = {BasicSession().Build()};
  scenario.flows[0].pattern =
      PatternResult{{"C:SYN S:SYN+ACK C:ACK (C:PSH+ACK S:PSH+ACK){2} C:FIN+ACK S:FIN+ACK C:ACK",
                     PatternMode::kNormal},
                    true,
                    std::nullopt,
                    "",
                    "",
                    ""};
  scenario.wire = {10, 10, 0, 0};
  scenario.folder = "basic";
  return scenario;
}

// The second echo lost its newline and gained a carriage return; then RST, for unread data.
inline ScenarioRecord FailingScenario() {
  ScenarioRecord scenario = BasicScenario();
  scenario.name = scenario.folder = "echo/newlines";
  scenario.path = "scenarios/echo/newlines.json";
  scenario.verdict = scenario.behaviour = scenario.close = Verdict::kFail;
  FlowScript flow;
  flow.Handshake().ClientSends("hoge\n").ServerSends("hoge\n").ClientSends("hoge\n");
  flow.ServerSends("hoge\r").ClientCloses().ServerResets(Actor::kKernel);
  scenario.flows = {flow.Build()};

  Finding bytes = Judged(Verdict::kFail, "echo.bytes", Level::kMust,
                         "byte 9 came back changed: \"\\n\" was sent, \"\\r\" came");
  bytes.expected = "\"hoge\\nhoge\\n\"";
  bytes.actual = "\"hoge\\nhoge\\r\"";
  bytes.evidence.frames = {6, 7};
  bytes.evidence.ports = {50001};
  bytes.evidence.difference = StreamDifference{9, 0, "hoge\nhoge\n", "hoge\nhoge\r"};
  bytes.evidence.show_output = true;
  bytes.cause = Cause{"newline-changed",
                      {},
                      "A line end was translated on its way through the server.",
                      "Look for text mode, line editing or a library that knows lines: an echo "
                      "server has bytes, not lines."};
  Finding reset = Judged(Verdict::kFail, "close.no_reset", Level::kMust,
                         "the connection ended with RST (frame 9)");
  reset.expected = "FIN, acknowledged, from both sides";
  reset.actual = "RST from the server's kernel";
  reset.evidence.frames = {9};
  Finding slow = Judged(Verdict::kWarn, "target.terminates", Level::kShould,
                        "SIGTERM did not end it within 2 s: SIGKILL did");
  slow.expected = "the listening socket gone within 2 s of SIGTERM";
  slow.actual = "still listening";
  scenario.findings = {Passed("target.starts", Level::kMust, "runs"), bytes, slow, reset,
                       Judged(Verdict::kInconclusive, "close.order", Level::kShould,
                              "not judged: the connection was reset")};
  scenario.evidence.target.output_tail = "accepted\nread 5\nread 5\n";
  scenario.evidence.target.output_bytes = 23;
  return scenario;
}

inline ScenarioRecord CrashedScenario() {
  ScenarioRecord scenario = BasicScenario();
  scenario.name = scenario.folder = "crash";
  scenario.title.english = "survives a first client";
  scenario.verdict = scenario.behaviour = Verdict::kFail;
  scenario.close = Verdict::kInconclusive;
  FlowScript flow;
  flow.Handshake().ClientSends("hoge\n").ServerAcknowledges().ServerResets(Actor::kKernel);
  scenario.flows = {flow.Build()};
  Finding crash = Judged(Verdict::kFail, "target.survives", Level::kMust,
                         "it ended in the middle: signal 11 (SIGSEGV)");
  crash.expected = "the target runs until it is told to stop";
  crash.actual = "signal 11 (SIGSEGV) after 0.3 ms";
  crash.evidence.show_output = true;
  crash.cause = Cause{"crashed",
                      {{"signal", "11"}},
                      "The program was killed by signal 11 (SIGSEGV).",
                      "Run it under a debugger, or build it with -fsanitize=address."};
  scenario.findings = {Passed("target.starts", Level::kMust, "runs"), crash};
  TargetOutcome& target = scenario.evidence.target;
  target.ended_early = target.exit_status = ExitStatus{.code = std::nullopt, .signal = 11};
  target.ended_at = Nanoseconds(21'300'000);
  target.stop = {};
  target.output_tail.clear();
  target.output_bytes = 0;
  return scenario;
}

// In the host's loopback, without the right to capture.
inline ScenarioRecord UncapturedScenario() {
  ScenarioRecord scenario = BasicScenario();
  scenario.name = scenario.folder = "uncaptured";
  scenario.evidence.isolation = Isolation::kHost;
  scenario.evidence.isolation_note = "user namespaces are switched off (see echocheck doctor)";
  scenario.evidence.capture = {};
  scenario.evidence.capture.reason = "no right to capture on lo (see echocheck doctor)";
  scenario.evidence.target.address_form = AddressForm::kNone;
  scenario.evidence.target.address_note = "it listens on 8080 whatever its arguments";
  scenario.evidence.target.command = {"./myserver"};
  scenario.flows.clear();
  scenario.wire = {};
  scenario.verdict = Verdict::kPass;
  scenario.close = Verdict::kSkipped;
  scenario.findings = {Passed("target.starts", Level::kMust, "runs"),
                       Passed("echo.bytes", Level::kMust, "10 bytes sent, the same 10 came back"),
                       Judged(Verdict::kSkipped, "open.handshake", Level::kMust, "no capture"),
                       Judged(Verdict::kSkipped, "close.fin", Level::kShould, "no capture")};
  return scenario;
}

inline ScenarioRecord OurErrorScenario() {
  ScenarioRecord scenario;
  scenario.name = "full_disk";
  scenario.title.english = "never begun";
  scenario.path = "scenarios/full_disk.json";
  scenario.verdict = scenario.behaviour = scenario.close = Verdict::kError;
  scenario.evidence.error = EnvironmentError(
      "cannot write reports/full_disk/capture.pcap: No space left on device\n"
      "free some space, or give another folder with --out");
  scenario.evidence.capture.reason = "not begun";
  return scenario;
}

inline RunRecord RunOf(std::vector<ScenarioRecord> scenarios, Verdict verdict, int exit_code) {
  RunRecord run;
  run.tool_version = "0.1.0";
  run.started = "2026-01-02T03:04:05Z";
  run.host_kernel = "Linux 6.1.0";
  run.command = "echocheck --target './myserver {host} {port}' scenarios";
  run.target = "./myserver {host} {port}";
  run.isolation = "auto";
  run.seed = 42;
  run.finished = true;
  run.duration = Nanoseconds(21'500'000);
  run.scenarios = std::move(scenarios);
  run.verdict = verdict;
  run.exit_code = exit_code;
  return run;
}

inline RunRecord SampleRun() {
  RunRecord run = RunOf({BasicScenario(), FailingScenario(), CrashedScenario(),
                         UncapturedScenario(), OurErrorScenario()},
                        Verdict::kError, 2);
  for (const ScenarioRecord& scenario : {CrashedScenario(), FailingScenario()}) {
    for (const Finding& finding : scenario.findings) {
      if (!finding.cause) continue;
      run.causes.push_back({finding.cause->id,
                            finding.cause->sentence,
                            finding.cause->hint,
                            finding.verdict,
                            {scenario.name},
                            {finding.check}});
    }
  }
  return run;
}

}  // namespace echocheck
