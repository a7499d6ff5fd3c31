// SPDX-License-Identifier: MIT
#include "harness/run/judging_player.h"

#include <fcntl.h>

#include <utility>

#include "harness/case/evidence_json.h"
#include "harness/model/run_files.h"
#include "harness/replay/commented_capture.h"
#include "harness/replay/judge_case.h"
#include "harness/words/because.h"
#include "harness/worker/recorded_evidence.h"

namespace echocheck {

JudgingPlayer::JudgingPlayer(const RunOptions& options, RunFolder& folder,
                             std::span<const Scenario> scenarios, const Interrupts& interrupts,
                             UnwrittenFiles& unwritten)
    : options_(options),
      folder_(folder),
      scenarios_(scenarios),
      interrupts_(interrupts),
      unwritten_(unwritten),
      player_(options, scenarios, interrupts) {}

// Against a server that runs already not everything can be played.
std::optional<Reason> JudgingPlayer::WhyNotPlayed(std::size_t scenario) const {
  if (!options_.connect) return std::nullopt;
  return echocheck::WhyNotPlayed(scenarios_[scenario], *options_.connect);
}

std::optional<Error> JudgingPlayer::WhyUnreachable() const {
  if (!options_.connect) return std::nullopt;
  return UsageError(
      Say("errors.nobody_takes_connection", {{"address", ToString(options_.connect->server)}}));
}

Status JudgingPlayer::Start(std::size_t scenario) {
  return player_.Start(scenario, NameFolder(scenario));
}

std::string JudgingPlayer::NameFolder(std::size_t scenario) {
  Folders& folders = folders_[scenario];
  ++folders.attempts;
  if (folders.attempts > 1) return folder_.NameAttemptFolder(folders.first, folders.attempts);
  folders.first = folder_.NameScenarioFolder(scenarios_[scenario].name);
  return folders.first;
}

std::optional<UnjudgedPlay> JudgingPlayer::Wait(Milliseconds at_most) {
  auto played = player_.Wait(at_most);
  if (!played) return std::nullopt;
  const std::size_t recording = next_recording_++;
  recorded_[recording] = {std::move(played->files), std::move(played->folder)};
  return UnjudgedPlay{played->scenario, played->alone, std::move(played->evidence), recording};
}

ScenarioRecord JudgingPlayer::Judge(UnjudgedPlay play) {
  Recorded recorded = std::move(recorded_.extract(play.recording).mapped());
  ScenarioRecord stored;
  Store(play, recorded, stored);
  JudgeOptions options;
  options.strict = options_.strict;
  options.language = options_.language;
  UniqueFd again(options_.pcapng ? fcntl(recorded.files.capture.get(), F_DUPFD_CLOEXEC, 0) : -1);
  ScenarioRecord record = JudgeCase(scenarios_[play.scenario], std::move(play.evidence),
                                    std::move(recorded.files.capture), options);
  record.folder = std::move(stored.folder);
  record.digests = std::move(stored.digests);
  if (!options_.pcapng || record.folder.empty()) return record;
  if (const Status written = WriteComments(record, std::move(again)); !written) {
    unwritten_.Add(record.folder + "/" + std::string(kCommentedCaptureFile), written.error());
  }
  return record;
}

// Sets the folder and the digests of `record`, unless something could not be written.
void JudgingPlayer::Store(const UnjudgedPlay& play, const Recorded& recorded,
                          ScenarioRecord& record) {
  if (!folder_.exists()) return;
  // Our own failures, and why there was no private arena, are known to this process alone.
  if (play.evidence.error || !play.evidence.isolation_note.empty()) {
    const Status written = WriteRecordedEvidence(recorded.files.evidence.get(), play.evidence);
    if (!written) unwritten_.Add(recorded.folder, written.error());
  }
  Recording recording;
  recording.log = recorded.files.log.get();
  recording.capture = recorded.files.capture.get();
  recording.evidence = recorded.files.evidence.get();
  recording.scenario = scenarios_[play.scenario].text;
  auto digests = folder_.Store(recorded.folder, recording);
  if (!digests) {
    unwritten_.Add(recorded.folder, digests.error());
    return;
  }
  record.folder = recorded.folder;
  record.digests = std::move(*digests);
}

// What nobody judged gets no comments: we do not know what is in it.
Status JudgingPlayer::WriteComments(ScenarioRecord& record, UniqueFd capture) {
  const ScenarioEvidence& evidence = record.evidence;
  if (evidence.error || evidence.capture.state == CaptureState::kOff) return {};
  auto file = folder_.Open(record.folder, kCommentedCaptureFile);
  if (!file) return file.error();
  ECHOCHECK_TRY(WriteCommentedCapture(record, std::move(capture), std::move(*file),
                                      {options_.application, options_.language}));
  record.has_commented_capture = true;
  return {};
}

void JudgingPlayer::EndAll() {
  player_.EndAll();
  recorded_.clear();
}

}  // namespace echocheck
