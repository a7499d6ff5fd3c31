// SPDX-License-Identifier: MIT
#include "harness/run/scenario_player.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "harness/base/fault_point.h"
#include "harness/model/run_files.h"
#include "harness/record/evidence_json.h"
#include "harness/run/commented_capture.h"
#include "harness/run/judge_scenario.h"
#include "harness/run/left_processes.h"

namespace echocheck {
namespace {

// For the worker: what it closes stays open here.
Result<UniqueFd> CopyOf(const UniqueFd& file) {
  UniqueFd copy(FaultPoint("run.copy_file") ? -1 : fcntl(file.get(), F_DUPFD_CLOEXEC, 0));
  if (!copy) return SystemError("handing a file to the scenario's worker", errno);
  return copy;
}

}  // namespace

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
  std::string folder = folders.attempts == 1
                           ? folder_.NameScenarioFolder(scenarios_[scenario].name)
                           : folder_.NameAttemptFolder(folders.first, folders.attempts);
  if (folders.attempts == 1) folders.first = folder;
  auto files = RecordingFiles::Make();
  if (!files) return files.error();
  auto failed = Launch({scenario, false, false, std::move(*files), std::move(folder)});
  if (failed) not_begun_.push_back(std::move(*failed));
  return {};
}

Status ScenarioPlayer::StartWorker(const Playing& playing) {
  if (playing.on_host) ECHOCHECK_TRY(AdoptOrphans());
  if (!zygote_) {
    auto zygote = Zygote::Start(options_, scenarios_);
    if (!zygote) return zygote.error();
    zygote_.emplace(std::move(*zygote));
  }
  const WorkerOrder order{
      playing.scenario, playing.on_host ? Isolation::kHost : Isolation::kPrivate,
      learned_form_,    any_port_,
      goes_in_circles_, known_port_};
  auto capture = CopyOf(playing.files.capture);
  if (!capture) return capture.error();
  auto log = CopyOf(playing.files.log);
  if (!log) return log.error();
  WorkerFiles files{UniqueFd(), *std::move(capture), *std::move(log)};
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
    EndWhatIsLeft(playing);
  } else if (!answer->arena_refused) {
    evidence = std::move(answer->evidence);
    if (playing.on_host) evidence.isolation_note = host_arena_reason_;
    LearnAddressForm(evidence.target);
    goes_in_circles_ = goes_in_circles_ || evidence.target.went_in_circles_at.has_value();
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
                      std::move(playing.files), std::move(playing.folder)};
}

void ScenarioPlayer::EndWhatIsLeft(const Playing& playing) const {
  if (!playing.on_host || !zygote_) return;
  (void)EndLeftProcesses(zygote_->pid());  // without /proc there is nothing that we could do
}

// What was found out about the target once holds for the rest of the run.
void ScenarioPlayer::LearnAddressForm(const TargetOutcome& outcome) {
  if (outcome.startup != Startup::kListening) return;
  const bool elsewhere = !(outcome.used == outcome.asked);
  if (elsewhere && known_port_ == 0) known_port_ = outcome.used.port;
  if (learned_form_ || options_.target.forms.size() < 2) return;
  learned_form_ = outcome.address_form;
  any_port_ = any_port_ || elsewhere;
}

ScenarioRecord ScenarioPlayer::Judge(RecordedPlay play) {
  ScenarioRecord stored;
  Store(play, stored);
  JudgeOptions options;
  options.strict = options_.strict;
  options.language = options_.language;
  UniqueFd again(options_.pcapng ? fcntl(play.files.capture.get(), F_DUPFD_CLOEXEC, 0) : -1);
  ScenarioRecord record = JudgeScenario(scenarios_[play.scenario], std::move(play.evidence),
                                        std::move(play.files.capture), options);
  record.folder = std::move(stored.folder);
  record.digests = std::move(stored.digests);
  if (!options_.pcapng || record.folder.empty()) return record;
  if (const Status written = WriteComments(record, std::move(again)); !written) {
    unwritten_.Add(record.folder + "/" + std::string(kCommentedCaptureFile), written.error());
  }
  return record;
}

// Sets the folder and the digests of `record`, unless something could not be written.
void ScenarioPlayer::Store(const RecordedPlay& play, ScenarioRecord& record) {
  if (!folder_.exists()) return;
  const std::string evidence = EvidenceToJson(play.evidence).dump(1) + "\n";
  Recording recording;
  recording.log = play.files.log.get();
  recording.capture = play.files.capture.get();
  recording.evidence = evidence;
  recording.scenario = scenarios_[play.scenario].text;
  auto digests = folder_.Store(play.folder, recording);
  if (!digests) {
    unwritten_.Add(play.folder, digests.error());
    return;
  }
  record.folder = play.folder;
  record.digests = std::move(*digests);
}

// What nobody judged gets no comments: we do not know what is in it.
Status ScenarioPlayer::WriteComments(ScenarioRecord& record, UniqueFd capture) {
  const ScenarioEvidence& evidence = record.evidence;
  if (evidence.error || evidence.capture.state == CaptureState::kOff) return {};
  auto file = folder_.Open(record.folder, kCommentedCaptureFile);
  if (!file) return file.error();
  ECHOCHECK_TRY(WriteCommentedCapture(record, std::move(capture), std::move(*file),
                                      {options_.application, options_.language}));
  record.has_commented_capture = true;
  return {};
}

void ScenarioPlayer::EndAll() {
  pool_.EndAll();
  playing_.clear();
  again_.clear();
  not_begun_.clear();
}

}  // namespace echocheck
