// SPDX-License-Identifier: MIT
#include "harness/run/session.h"

#include <unistd.h>

#include <utility>

#include "harness/check/judge.h"
#include "harness/check/verdict.h"
#include "harness/record/evidence_json.h"
#include "harness/report/report_json.h"
#include "harness/run/judge_scenario.h"
#include "harness/run/worker.h"

namespace echocheck {

Session::Session(RunOptions options, RunFolder folder, RunRecord record)
    : options_(std::move(options)),
      folder_(std::move(folder)),
      record_(std::move(record)),
      begin_(std::chrono::steady_clock::now()) {
  if (options_.isolation == IsolationChoice::kHost) host_arena_reason_ = "--isolation host";
}

Result<ScenarioEvidence> Session::Record(const Scenario& scenario,
                                         RunFolder::ScenarioFiles& files) {
  while (true) {
    const bool on_host = !host_arena_reason_.empty();
    ScenarioTask task{scenario, options_, on_host ? Isolation::kHost : Isolation::kPrivate,
                      UniqueFd(dup(files.capture.get())),
                      UniqueFd(files.log ? dup(files.log.get()) : -1)};
    auto answer = RunInWorker(std::move(task));
    if (!answer) return answer.error();
    if (!answer->arena_refused) {
      answer->evidence.isolation_note = host_arena_reason_;
      return std::move(answer->evidence);
    }
    if (on_host || options_.isolation == IsolationChoice::kPrivate) return *answer->arena_refused;
    // This machine will say the same every time: asked once a run.
    host_arena_reason_ = "no private arena: " + answer->arena_refused->message;
  }
}

// What was found out about the target once holds for the rest of the run.
void Session::LearnAddressForm(const TargetOutcome& outcome) {
  if (outcome.startup != Startup::kListening || options_.target.forms.size() < 2) return;
  options_.target.forms = {outcome.address_form};
  options_.target.any_port = options_.target.any_port || !(outcome.used == outcome.asked);
}

Result<const ScenarioRecord*> Session::Play(const Scenario& scenario) {
  auto files = folder_.CreateScenarioFiles(scenario.name);
  if (!files) return files.error();
  auto evidence = Record(scenario, *files);
  ScenarioEvidence recorded;
  if (evidence) {
    recorded = std::move(*evidence);
  } else {
    recorded.error = evidence.error();
  }
  if (recorded.error && recorded.error->kind == ErrorKind::kUsage) return *recorded.error;
  LearnAddressForm(recorded.target);
  if (folder_.exists()) {
    ECHOCHECK_TRY(folder_.WriteEvidence(files->folder, EvidenceToJson(recorded).dump(1) + "\n"));
  }
  record_.scenarios.push_back(
      JudgeScenario(scenario, std::move(recorded), std::move(files->capture), options_.strict));
  record_.scenarios.back().folder = files->folder;
  ECHOCHECK_TRY(WriteReport());
  return &record_.scenarios.back();
}

Status Session::Finish() {
  record_.finished = true;
  return WriteReport();
}

Status Session::WriteReport() {
  std::vector<Verdict> verdicts;
  for (const ScenarioRecord& scenario : record_.scenarios) verdicts.push_back(scenario.verdict);
  record_.verdict = CombineVerdicts(verdicts);
  record_.exit_code = ExitCode(record_.verdict);
  record_.duration = std::chrono::steady_clock::now() - begin_;
  return folder_.exists() ? folder_.WriteReport(RenderReportJson(record_)) : Status();
}

}  // namespace echocheck
