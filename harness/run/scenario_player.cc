// SPDX-License-Identifier: MIT
#include "harness/run/scenario_player.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "harness/record/evidence_json.h"
#include "harness/report/run_files.h"
#include "harness/run/commented_capture.h"
#include "harness/run/judge_scenario.h"

namespace echocheck {

ScenarioPlayer::ScenarioPlayer(RunOptions options, RunFolder folder,
                               std::span<const Scenario> scenarios, const Interrupts& interrupts)
    : options_(std::move(options)),
      folder_(std::move(folder)),
      scenarios_(scenarios),
      pool_(interrupts) {
  if (options_.isolation == IsolationChoice::kHost) host_arena_reason_ = "--isolation host";
  if (options_.connect) {
    host_arena_reason_ =
        "echocheck did not launch the server at " + ToString(options_.connect->server);
  }
}

bool ScenarioPlayer::HasRoom(std::size_t at_once) const {
  return again_.empty() && not_begun_.empty() && playing_.size() < (on_host() ? 1 : at_once);
}

Status ScenarioPlayer::Start(std::size_t scenario) {
  Folders& folders = folders_[scenario];
  ++folders.attempts;
  auto files = folders.attempts == 1 ? folder_.CreateScenarioFiles(scenarios_[scenario].name)
                                     : folder_.CreateAttemptFiles(folders.first, folders.attempts);
  if (!files) return files.error();
  if (folders.attempts == 1) folders.first = files->folder;
  auto failed = Launch({scenario, false, false, std::move(*files)});
  if (failed) not_begun_.push_back(std::move(*failed));
  return {};
}

Status ScenarioPlayer::StartWorker(const Playing& playing) {
  if (!zygote_) {
    auto zygote = Zygote::Start(options_, scenarios_);
    if (!zygote) return zygote.error();
    zygote_.emplace(std::move(*zygote));
  }
  const WorkerOrder order{playing.scenario,
                          playing.on_host ? Isolation::kHost : Isolation::kPrivate, learned_form_,
                          any_port_};
  WorkerFiles files{
      UniqueFd(), UniqueFd(fcntl(playing.files.capture.get(), F_DUPFD_CLOEXEC, 0)),
      UniqueFd(playing.files.log ? fcntl(playing.files.log.get(), F_DUPFD_CLOEXEC, 0) : -1)};
  return pool_.Start(next_key_, *zygote_, order, std::move(files));
}

// Something comes back only when there could be no worker.
std::optional<RecordedPlay> ScenarioPlayer::Launch(Playing playing) {
  playing.on_host = on_host();
  playing.beside = !playing_.empty();
  for (auto& [key, other] : playing_) other.beside = true;
  const Status started = StartWorker(playing);
  if (!started) return TakeAnswer(std::move(playing), started.error());
  playing_.emplace(next_key_++, std::move(playing));
  return std::nullopt;
}

std::optional<RecordedPlay> ScenarioPlayer::Wait(Milliseconds at_most) {
  if (!not_begun_.empty()) {
    RecordedPlay play = std::move(not_begun_.front());
    not_begun_.pop_front();
    return play;
  }
  if (playing_.empty() && !again_.empty()) {
    Playing playing = std::move(again_.front());
    again_.pop_front();
    if (auto failed = Launch(std::move(playing))) return failed;
  }
  auto answered = pool_.Wait(at_most);
  if (!answered) return std::nullopt;
  Playing playing = std::move(playing_.extract(answered->key).mapped());
  return TakeAnswer(std::move(playing), std::move(answered->answer));
}

// Nothing comes back from one that is to be tried again.
std::optional<RecordedPlay> ScenarioPlayer::TakeAnswer(Playing playing,
                                                       Result<WorkerAnswer> answer) {
  ScenarioEvidence evidence;
  if (!answer) {
    evidence.error = answer.error();
  } else if (!answer->arena_refused) {
    evidence = std::move(answer->evidence);
    if (playing.on_host) evidence.isolation_note = host_arena_reason_;
    LearnAddressForm(evidence.target);
  } else if (playing.beside) {
    // So many at once may be what was refused.
    again_.push_back(std::move(playing));
    return std::nullopt;
  } else if (!playing.on_host && options_.isolation == IsolationChoice::kAuto) {
    // This machine will say the same every time: asked once a run.
    host_arena_reason_ = "no private arena: " + answer->arena_refused->message;
    again_.push_back(std::move(playing));
    return std::nullopt;
  } else {
    evidence.error = std::move(answer->arena_refused);
  }
  return RecordedPlay{playing.scenario, !playing.beside, std::move(evidence),
                      std::move(playing.files)};
}

// What was found out about the target once holds for the rest of the run.
void ScenarioPlayer::LearnAddressForm(const TargetOutcome& outcome) {
  if (learned_form_ || options_.target.forms.size() < 2) return;
  if (outcome.startup != Startup::kListening) return;
  learned_form_ = outcome.address_form;
  any_port_ = any_port_ || !(outcome.used == outcome.asked);
}

Result<ScenarioRecord> ScenarioPlayer::Judge(RecordedPlay play) {
  if (folder_.exists()) {
    ECHOCHECK_TRY(
        folder_.WriteEvidence(play.files.folder, EvidenceToJson(play.evidence).dump(1) + "\n"));
    ECHOCHECK_TRY(folder_.WriteScenario(play.files.folder, scenarios_[play.scenario].text));
  }
  JudgeOptions options;
  options.strict = options_.strict;
  options.language = options_.language;
  UniqueFd again(options_.pcapng ? fcntl(play.files.capture.get(), F_DUPFD_CLOEXEC, 0) : -1);
  ScenarioRecord record = JudgeScenario(scenarios_[play.scenario], std::move(play.evidence),
                                        std::move(play.files.capture), options);
  record.folder = std::move(play.files.folder);
  if (options_.pcapng) WriteComments(record, std::move(again));
  return record;
}

// What nobody judged gets no comments: we do not know what is in it.
void ScenarioPlayer::WriteComments(ScenarioRecord& record, UniqueFd capture) {
  const ScenarioEvidence& evidence = record.evidence;
  if (evidence.error || evidence.capture.state == CaptureState::kOff) return;
  const Status written = WriteCommentedCapture(
      record, std::move(capture), folder_.path() / record.folder / kCommentedCaptureFile,
      {options_.application, options_.language});
  record.has_commented_capture = written.has_value();
  if (comments_written_) comments_written_ = written;
}

void ScenarioPlayer::EndAll() {
  pool_.EndAll();
  playing_.clear();
  again_.clear();
  not_begun_.clear();
}

}  // namespace echocheck
