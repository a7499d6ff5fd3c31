// SPDX-License-Identifier: MIT
// Runs of a whole catalogue: one in which all passed, and one of a server that fails in three
// unrelated ways.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/unit/report/sample_run.h"

namespace echocheck {

inline ScenarioRecord Brief(std::string name, Verdict verdict = Verdict::kPass) {
  ScenarioRecord scenario;
  scenario.name = scenario.folder = std::move(name);
  scenario.verdict = scenario.behaviour = scenario.close = verdict;
  scenario.evidence.durations.total = Nanoseconds(18'700'000);
  scenario.evidence.capture.state = CaptureState::kComplete;
  return scenario;
}

inline ScenarioRecord FailedBy(std::string name, std::string check, std::string cause = "") {
  ScenarioRecord scenario = Brief(std::move(name), Verdict::kFail);
  Finding finding = Judged(Verdict::kFail, std::move(check), Level::kMust, "3 of 12 bytes came");
  if (!cause.empty()) {
    finding.cause = Cause{cause,
                          {},
                          "This is what " + cause + " means in one plain sentence.",
                          "Look at the place where the server does it, and count bytes there."};
  }
  Finding follows = Judged(Verdict::kFail, "flags.sequence", Level::kShould, "the flow ended");
  scenario.findings = {std::move(finding), std::move(follows)};
  return scenario;
}

inline RunRecord PassingCatalogue() {
  const std::vector<std::pair<std::string, int>> topics = {
      {"boundaries", 12}, {"bytes", 14},   {"close", 11}, {"concurrency", 7}, {"ipv6", 2},
      {"open", 1},        {"process", 12}, {"stream", 9}, {"udp", 8}};
  std::vector<ScenarioRecord> scenarios = {Brief("basic")};
  for (const auto& [topic, count] : topics) {
    for (int i = 1; i <= count; ++i) scenarios.push_back(Brief(topic + "/" + std::to_string(i)));
  }
  return RunOf(std::move(scenarios), Verdict::kPass, 0);
}

inline RunRecord ThreeFaults() {
  std::vector<ScenarioRecord> scenarios = {Brief("basic")};
  std::vector<std::string> cut;
  for (int i = 1; i <= 20; ++i) {
    cut.push_back("bytes/embedded_nul_" + std::to_string(i));
    scenarios.push_back(FailedBy(cut.back(), "echo.complete", "cut-at-nul"));
  }
  scenarios.push_back(FailedBy("close/half_close", "close.fin", "never-closes"));
  scenarios.push_back(FailedBy("close/by_itself", "close.prompt"));
  ScenarioRecord flaky = FailedBy("concurrency/five", "echo.bytes");
  flaky.flaky = true;
  flaky.attempts = {{Verdict::kFail, false, {"echo.bytes"}, {}, {}, "concurrency/five"},
                    {Verdict::kPass, true, {}, {}, {}, "concurrency/five/attempt-2"}};
  scenarios.push_back(std::move(flaky));
  ScenarioRecord known = FailedBy("process/restart", "target.restarts", "port-in-use-on-restart");
  known.known_failure = "ticket 12";
  scenarios.push_back(std::move(known));
  ScenarioRecord warned =
      FailedBy("process/sigterm", "target.terminates", "child-outlives-sigterm");
  warned.verdict = Verdict::kWarn;
  warned.findings.resize(1);
  warned.findings[0].verdict = Verdict::kWarn;
  scenarios.push_back(std::move(warned));
  for (const char* name : {"udp/small", "udp/large"}) {
    scenarios.push_back(Brief(name, Verdict::kSkipped));
    scenarios.back().findings = {
        Judged(Verdict::kSkipped, "udp.echo", Level::kMust, "the target serves no UDP")};
  }
  RunRecord run = RunOf(std::move(scenarios), Verdict::kFail, 1);
  const auto cause = [](std::string id, Verdict verdict, std::vector<std::string> names,
                        std::string check) {
    return CauseRecord{id,
                       "This is what " + id + " means in one plain sentence.",
                       "Look at the place where the server does it, and count bytes there.",
                       verdict,
                       std::move(names),
                       {std::move(check)}};
  };
  run.causes = {
      cause("cut-at-nul", Verdict::kFail, cut, "echo.complete"),
      cause("never-closes", Verdict::kFail, {"close/half_close"}, "close.fin"),
      cause("child-outlives-sigterm", Verdict::kWarn, {"process/sigterm"}, "target.terminates")};
  run.no_longer_failing = {"known.txt:3:1: close/* close.fin"};
  return run;
}

}  // namespace echocheck
