// SPDX-License-Identifier: MIT
#include "harness/worker/scenario_player.h"

#include <fcntl.h>

#include <cerrno>
#include <utility>

#include "harness/base/fault_point.h"
#include "harness/words/because.h"
#include "harness/worker/left_processes.h"
#include "harness/worker/recorded_evidence.h"

namespace echocheck {
namespace {

// Copies a file for the worker. When the worker closes the copy, the file stays open here.
Result<UniqueFd> CopyOf(const UniqueFd& file) {
  UniqueFd copy(FaultPoint("worker.copy_file") ? -1 : fcntl(file.get(), F_DUPFD_CLOEXEC, 0));
  if (!copy) return SystemError(Say("doing.hand_file"), errno);
  return copy;
}

}  // namespace

ScenarioPlayer::ScenarioPlayer(WorkerOptions options, std::span<const Scenario> scenarios,
                               const Interrupts& interrupts)
    : options_(std::move(options)), scenarios_(scenarios), pool_(interrupts) {
  if (options_.isolation == IsolationChoice::kHost) host_arena_reason_ = "--isolation host";
  if (options_.connect) {
    host_arena_reason_ =
        Because(Say("reasons.not_launched", {{"address", ToString(options_.connect->server)}}));
  }
}

bool ScenarioPlayer::HasRoom(std::size_t at_once) const {
  return again_.empty() && not_begun_.empty() && playing_.size() < (on_host() ? 1 : at_once);
}

Status ScenarioPlayer::Start(std::size_t scenario, std::string folder) {
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
  auto evidence = CopyOf(playing.files.evidence);
  if (!evidence) return evidence.error();
  WorkerFiles files{UniqueFd(), *std::move(evidence), *std::move(capture), *std::move(log)};
  return pool_.Start(next_key_, *zygote_, order, std::move(files));
}

// Returns a play only when no worker could be started.
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

// Returns nullopt when the scenario is to be tried again.
std::optional<RecordedPlay> ScenarioPlayer::TakeAnswer(Playing playing,
                                                       Result<WorkerAnswer> answer) {
  ScenarioEvidence evidence;
  if (!answer) {
    evidence.error = answer.error();
    EndWhatIsLeft(playing);
  } else if (answer->recorded) {
    evidence = TakeEvidence(playing);
  } else if (playing.beside) {
    // The machine may have refused only so many arenas at the same time.
    again_.push_back(std::move(playing));
    return std::nullopt;
  } else if (!playing.on_host && options_.isolation == IsolationChoice::kAuto) {
    // This machine would say the same every time, so it is asked once a run.
    host_arena_reason_ =
        Because(Say("reasons.no_private_arena", {{"why", answer->arena_refused->message.said()}}));
    again_.push_back(std::move(playing));
    return std::nullopt;
  } else {
    evidence.error = std::move(answer->arena_refused);
  }
  return RecordedPlay{playing.scenario, !playing.beside, std::move(evidence),
                      std::move(playing.files), std::move(playing.folder)};
}

ScenarioEvidence ScenarioPlayer::TakeEvidence(const Playing& playing) {
  auto recorded = ReadRecordedEvidence(playing.files.evidence.get());
  if (!recorded) {
    ScenarioEvidence failed;
    failed.error = recorded.error();
    return failed;
  }
  if (playing.on_host) recorded->isolation_note = host_arena_reason_;
  LearnAddressForm(recorded->target);
  goes_in_circles_ = goes_in_circles_ || recorded->target.went_in_circles_at.has_value();
  return std::move(*recorded);
}

void ScenarioPlayer::EndWhatIsLeft(const Playing& playing) const {
  if (!playing.on_host || !zygote_) return;
  (void)EndLeftProcesses(zygote_->pid());  // without /proc there is nothing that we could do
}

// What was found out about the target holds for the rest of the run.
void ScenarioPlayer::LearnAddressForm(const TargetOutcome& outcome) {
  if (outcome.startup != Startup::kListening) return;
  const bool elsewhere = !(outcome.used == outcome.asked);
  if (elsewhere && known_port_ == 0) known_port_ = outcome.used.port;
  if (learned_form_ || options_.target.forms.size() < 2) return;
  learned_form_ = outcome.address_form;
  any_port_ = any_port_ || elsewhere;
}

void ScenarioPlayer::EndAll() {
  pool_.EndAll();
  playing_.clear();
  again_.clear();
  not_begun_.clear();
}

}  // namespace echocheck
