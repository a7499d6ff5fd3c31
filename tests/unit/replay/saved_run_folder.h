// SPDX-License-Identifier: MIT
// A run folder made by hand, as a run without a capture leaves it:
//
//   SavedRunFolder("run").Exits("basic").DoesNotStop("close/a").Write();
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include "harness/case/evidence_file.h"
#include "harness/replay/judge_case.h"
#include "harness/report/report_json.h"
#include "harness/scenario/load_scenario.h"
#include "harness/schedule/attempts.h"
#include "harness/schedule/summarize_run.h"
#include "tests/unit/base/ip_literal.h"

namespace echocheck {

inline void WriteText(const std::filesystem::path& path, std::string_view text) {
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

class SavedRunFolder {
 public:
  explicit SavedRunFolder(std::filesystem::path path) : path_(std::move(path)) {
    run_.tool_version = "0.0.1";
    run_.target = "./server";
    run_.finished = true;
  }

  // A target that ends before it listens: target.starts fails.
  SavedRunFolder& Exits(const std::string& scenario, const std::string& folder = "") {
    return Add(scenario, folder, Exited());
  }
  // One that needs SIGKILL in the end: target.terminates, a SHOULD.
  SavedRunFolder& DoesNotStop(const std::string& scenario, const std::string& folder = "") {
    return Add(scenario, folder, Stubborn());
  }
  // A failure of ours, while it was recorded.
  SavedRunFolder& Breaks(const std::string& scenario) {
    ScenarioEvidence evidence;
    evidence.error = EnvironmentError("no room");
    return Add(scenario, "", evidence);
  }
  // The last one was played once more, with this evidence.
  SavedRunFolder& ThenExits() { return Again(Exited()); }
  SavedRunFolder& ThenDoesNotStop() { return Again(Stubborn()); }

  ScenarioRecord& Last() { return run_.scenarios.back(); }
  RunRecord& run() { return run_; }

  // report.json; of what was added so far.
  const RunRecord& Write() {
    SummarizeRun(!run_.finished, run_);
    WriteText(path_ / "report.json", RenderReportJson(run_));
    return run_;
  }

  static ScenarioEvidence Exited() {
    ScenarioEvidence evidence;
    evidence.target.startup = Startup::kExited;
    evidence.target.exit_status = ExitStatus{1, {}};
    return evidence;
  }
  static ScenarioEvidence Stubborn() {
    ScenarioEvidence evidence;
    evidence.target.startup = Startup::kListening;
    evidence.target.used = {"127.0.0.1"_ip, 50000};
    evidence.target.stop.asked = true;
    evidence.target.stop.killed = 1;
    return evidence;
  }

 private:
  ScenarioRecord Play(const std::string& name, const std::string& folder,
                      const ScenarioEvidence& evidence) {
    const std::string text = R"({"format": 1, "title": "T", "level": "MUST", "clients": [
        {"name": "c", "port": 50001, "steps": ["connect", "close"]}]})";
    WriteText(path_ / folder / "scenario.json", text);
    WriteText(path_ / folder / "evidence.json", EvidenceText(evidence));
    Scenario scenario = ParseScenario(text, "nowhere/" + name + ".json").value();
    scenario.name = name;
    ScenarioRecord record = JudgeCase(scenario, evidence, UniqueFd(), {run_.strict, run_.language});
    record.folder = folder;
    return record;
  }
  SavedRunFolder& Add(const std::string& name, const std::string& folder,
                      const ScenarioEvidence& evidence) {
    run_.scenarios.push_back(Play(name, folder.empty() ? name : folder, evidence));
    attempts_ = {AttemptOf(run_.scenarios.back(), false)};
    return *this;
  }
  SavedRunFolder& Again(const ScenarioEvidence& evidence) {
    const std::string first = attempts_.front().folder;
    ScenarioRecord record =
        Play(Last().name, first + "/attempt-" + std::to_string(attempts_.size() + 1), evidence);
    attempts_.push_back(AttemptOf(record, true));
    if (Replaces(attempts_.front(), attempts_.back(), run_.allow_flaky)) Last() = record;
    Conclude(attempts_, Last());
    return *this;
  }

  std::filesystem::path path_;
  RunRecord run_;
  std::vector<Attempt> attempts_;  // of the last scenario
};

}  // namespace echocheck
