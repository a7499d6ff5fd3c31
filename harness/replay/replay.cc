// SPDX-License-Identifier: MIT
#include "harness/replay/replay.h"

#include <algorithm>
#include <utility>

#include "harness/base/name_glob.h"
#include "harness/base/nearest_name.h"
#include "harness/model/record_of_scenario.h"
#include "harness/replay/finding_changes.h"
#include "harness/replay/judge_case.h"
#include "harness/schedule/attempts.h"
#include "harness/schedule/summarize_run.h"
#include "harness/words/because.h"
#include "harness/words/language.h"

namespace echocheck {
namespace {

Error NothingLeft(const RunRecord& run, const std::vector<std::string>& patterns) {
  std::vector<std::string_view> names;
  for (const ScenarioRecord& scenario : run.scenarios) names.push_back(scenario.name);
  std::string asked;
  for (const std::string& pattern : patterns) {
    asked += (asked.empty() ? "\"" : ", \"") + pattern + "\"";
  }
  if (patterns.empty()) return EnvironmentError(Say("errors.no_scenario_in_run"));
  return EnvironmentError(
      Say("errors.nothing_to_judge", {{"count", names.size()},
                                      {"asked", asked},
                                      {"did_you_mean", SayDidYouMean(patterns.front(), names)}}));
}

// The checks that failed or warned are among those of `before`.
bool FailsNothingElse(const ScenarioRecord& before, const ScenarioRecord& now) {
  const std::vector<std::string> known = AttemptOf(before, true).failed;
  return std::ranges::all_of(AttemptOf(now, true).failed, [&](const std::string& check) {
    return std::ranges::find(known, check) != known.end();
  });
}

class SecondJudge {
 public:
  SecondJudge(const SavedRun& saved, JudgeOptions options)
      : saved_(saved), options_(std::move(options)) {}

  ScenarioRecord JudgeAgain(const ScenarioRecord& before) const {
    if (before.not_played) return before;
    std::vector<Attempt> times = before.attempts;
    if (times.empty()) {
      times.emplace_back();
      times.back().folder = before.folder;
      times.back().digests = before.digests;
    }
    std::vector<Attempt> attempts;
    ScenarioRecord shown;
    std::size_t shown_attempt = 0;
    for (const Attempt& time : times) {
      auto play = saved_.Read(time.folder, time.digests);
      // Any time may be the one that decides: without it nothing is known.
      if (!play) return OurFailure(before, play.error());
      ScenarioRecord record = JudgeTime(before, time.folder, std::move(*play));
      record.digests = time.digests;
      attempts.push_back(AttemptOf(record, time.alone));
      if (attempts.size() > 1 &&
          !Replaces(attempts[shown_attempt], attempts.back(), saved_.record().allow_flaky)) {
        continue;
      }
      shown_attempt = attempts.size() - 1;
      shown = std::move(record);
    }
    Conclude(attempts, shown);
    // The list of known failures is not saved, but what it said of these is.
    const bool counts = shown.verdict == Verdict::kFail || shown.verdict == Verdict::kWarn;
    if (counts && FailsNothingElse(before, shown)) shown.known_failure = before.known_failure;
    return shown;
  }

 private:
  static ScenarioRecord OurFailure(const ScenarioRecord& before, Error error) {
    ScenarioRecord record = RecordOf(before);
    record.folder = before.folder;
    record.verdict = record.behaviour = record.close = Verdict::kError;
    record.evidence.error = std::move(error);
    return record;
  }

  ScenarioRecord JudgeTime(const ScenarioRecord& before, const std::string& folder,
                           SavedPlay play) const {
    // Its name comes from where its file was.
    play.scenario.name = before.name;
    play.scenario.path = before.path;
    const bool failed_then = play.evidence.error.has_value();
    ScenarioRecord record =
        JudgeCase(play.scenario, std::move(play.evidence), std::move(play.capture), options_);
    record.folder = folder;
    record.has_commented_capture = before.has_commented_capture;
    if (record.evidence.error && !failed_then) {
      // It begins with the name of the capture.
      Reason& message = record.evidence.error->message;
      message = Because(Say("errors.below_folder",
                            {{"folder", saved_.PathOf(folder, "")}, {"what", message.said()}}));
    }
    return record;
  }

  const SavedRun& saved_;
  JudgeOptions options_;
};

std::vector<const ScenarioRecord*> Chosen(const RunRecord& run,
                                          const std::vector<std::string>& patterns) {
  std::vector<const ScenarioRecord*> chosen;
  for (const ScenarioRecord& scenario : run.scenarios) {
    const auto fits = [&](const std::string& pattern) {
      return MatchesName(pattern, scenario.name);
    };
    if (patterns.empty() || std::ranges::any_of(patterns, fits)) chosen.push_back(&scenario);
  }
  return chosen;
}

}  // namespace

std::size_t CountChosen(const SavedRun& saved, const ReplayOptions& options) {
  return Chosen(saved.record(), options.only).size();
}

Result<Replay> ReplayRun(const SavedRun& saved, const ReplayOptions& options,
                         SessionListener& listener) {
  const RunRecord& before = saved.record();
  const std::vector<const ScenarioRecord*> wanted = Chosen(before, options.only);
  if (wanted.empty()) return NothingLeft(before, options.only);

  Replay replay;
  RunRecord& run = replay.run;
  run = before;
  run.scenarios.clear();
  run.strict = before.strict || options.strict;
  run.language = options.language.value_or(before.language);
  if (!options.only.empty()) run.no_longer_failing.clear();
  const SecondJudge judge(saved, {run.strict, run.language});
  SessionProgress progress;
  progress.total = wanted.size();
  for (const ScenarioRecord* const scenario : wanted) {
    progress.playing = scenario->name;
    listener.OnProgress(progress);
    ScenarioRecord now = judge.JudgeAgain(*scenario);
    ECHOCHECK_TRY(listener.OnFinished(now));
    for (FindingChange& change : ChangesBetween(*scenario, now, run.language == before.language,
                                                LanguageNamed(run.language))) {
      replay.changes.push_back(std::move(change));
    }
    ++progress.done;
    if (WantsConfirmation(now.verdict) && !now.known_failure) ++progress.failed;
    run.scenarios.push_back(std::move(now));
  }
  SummarizeRun(!before.finished, run);
  return replay;
}

}  // namespace echocheck
