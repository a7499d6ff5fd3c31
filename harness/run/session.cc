// SPDX-License-Identifier: MIT
#include "harness/run/session.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "harness/base/processors.h"
#include "harness/model/run_files.h"
#include "harness/report/html/html_page.h"
#include "harness/report/machine/junit_xml.h"
#include "harness/report/report_json.h"
#include "harness/run/confirmations.h"
#include "harness/run/judge_scenario.h"
#include "harness/run/pace.h"
#include "harness/run/playing_order.h"
#include "harness/run/summarize_run.h"

namespace echocheck {
namespace {

// How often there is a word of progress, at least.
constexpr Milliseconds kTick{100};

// A report so far is for the case that we are killed: more often would be time taken from the run.
constexpr Milliseconds kBetweenReports{1000};
constexpr int kReportShare = 20;  // and at most 1 / this of the time goes into writing them

// What the run folder gets of a run.
struct FolderReport {
  std::string_view file;
  std::string (*render)(const RunRecord& run);
};
constexpr FolderReport kReportsSoFar[] = {{kReportFile, RenderReportJson},
                                          {kJunitFile, RenderJunitXml}};

// Its process was not even tried, or it ended or listened elsewhere: an error of ours is neither.
// One that was not launched is there when it lets anybody in; datagrams do not tell.
bool CameUp(const ScenarioRecord& record) {
  const ScenarioEvidence& evidence = record.evidence;
  if (evidence.error) return true;
  switch (evidence.target.startup) {
    case Startup::kListening:
    case Startup::kNotOffered:
      return true;
    case Startup::kNotLaunched:
      return std::ranges::any_of(evidence.history.connections, &ConnectionRecord::connected);
    case Startup::kExited:
    case Startup::kListensElsewhere:
    case Startup::kTimedOut:
      return false;
  }
  return false;
}

RunOptions WithFolder(RunOptions options, const RunFolder& folder) {
  std::error_code ignored;
  if (folder.exists()) options.run_folder = std::filesystem::absolute(folder.path(), ignored);
  return options;
}

}  // namespace

Session::Session(RunOptions options, RunFolder folder, RunRecord record,
                 std::vector<Scenario> scenarios, SessionListener& listener)
    : options_(WithFolder(std::move(options), folder)),
      record_(std::move(record)),
      scenarios_(std::move(scenarios)),
      listener_(listener),
      player_(options_, std::move(folder), scenarios_, interrupts_),
      courses_(scenarios_.size()),
      begin_(std::chrono::steady_clock::now()),
      next_report_(begin_ + kBetweenReports) {
  for (Course& course : courses_) course.plays_left = options_.repeat;
}

Status Session::Play() {
  const Status played = PlayAll();
  player_.EndAll();
  if (!played) return played.error();
  record_.finished = std::ranges::all_of(courses_, &Course::settled);
  stopped_ = !record_.finished;
  WriteReports();
  return {};
}

Status Session::PlayAll() {
  ECHOCHECK_TRY(SkipWhatCannotBePlayed());
  const auto comes_up = ComesUp();
  if (!comes_up) return comes_up.error();
  if (interrupts_.Came()) return {};
  if (!*comes_up && options_.connect) {
    return UsageError("--connect: nobody takes a connection at " +
                      ToString(options_.connect->server) + ": nothing was checked");
  }
  if (!*comes_up) return GiveUp();
  std::deque<std::size_t> beside;
  std::deque<std::size_t> alone;
  const std::vector<std::size_t> order = LongestFirst(scenarios_);
  for (std::uint32_t round = options_.repeat; round > 0; --round) {
    for (const std::size_t i : order) {
      if (courses_[i].plays_left >= round) (scenarios_[i].alone ? alone : beside).push_back(i);
    }
  }
  ECHOCHECK_TRY(PlayQueue(std::move(beside), options_.jobs));
  ECHOCHECK_TRY(PlayQueue(std::move(alone), 1));
  // Told to stop, some were never played: there is nothing to confirm of them.
  if (interrupts_.Came()) return {};
  return ConfirmFailures();
}

// The first scenario is played with nobody beside: it finds out how the target takes its address,
// and whether private arenas work. Two, so that what is special about one does not decide.
Result<bool> Session::ComesUp() {
  std::size_t tried = 0;
  for (std::size_t i = 0; i < scenarios_.size() && tried < 2; ++i) {
    if (courses_[i].settled) continue;
    ++tried;
    ECHOCHECK_TRY(PlayQueue({i}, 1));
    const ScenarioRecord* const record = Shown(i);
    if (record == nullptr || CameUp(*record)) return true;
  }
  return tried == 0;
}

// Against a server that runs already not everything can be played.
Status Session::SkipWhatCannotBePlayed() {
  if (!options_.connect) return {};
  for (std::size_t i = 0; i < scenarios_.size(); ++i) {
    if (auto reason = WhyNotPlayed(scenarios_[i], *options_.connect)) {
      ECHOCHECK_TRY(Skip(i, std::move(*reason)));
    }
  }
  return {};
}

Status Session::Skip(std::size_t scenario, std::string reason) {
  ScenarioRecord record = RecordOf(scenarios_[scenario]);
  record.not_played = std::move(reason);
  record.verdict = record.behaviour = record.close = Verdict::kSkipped;
  courses_[scenario].plays_left = 0;
  Show(scenario, std::move(record));
  return Settle(scenario);
}

Status Session::GiveUp() {
  const bool unseen = std::ranges::any_of(record_.scenarios, [](const ScenarioRecord& scenario) {
    return scenario.evidence.target.sockets_unseen.has_value();
  });
  const std::string why = unseen ? "we could not see whether the target listens: not played"
                                 : "the target never listened: not played";
  for (std::size_t i = 0; i < scenarios_.size(); ++i) {
    if (courses_[i].settled) continue;
    if (courses_[i].attempts.empty()) {
      ECHOCHECK_TRY(Skip(i, why));
    } else {
      ECHOCHECK_TRY(Settle(i));
    }
  }
  return {};
}

Status Session::PlayQueue(std::deque<std::size_t> queue, std::size_t at_once) {
  Pace pace(at_once, UsableProcessors());
  const auto start_more = [&]() -> Status {
    for (; !queue.empty() && player_.HasRoom(pace.at_once()); queue.pop_front()) {
      playing_ = scenarios_[queue.front()].name;
      ECHOCHECK_TRY(player_.Start(queue.front()));
    }
    return {};
  };
  while (!interrupts_.Came()) {
    ECHOCHECK_TRY(start_more());
    if (player_.running() == 0) break;
    TellProgress();
    auto play = player_.Wait(kTick);
    if (!play) continue;
    ECHOCHECK_TRY(TakeUsageError(play->evidence));
    const auto& held_up = play->evidence.held_up;
    pace.Played(play->evidence.durations.total, held_up ? held_up->waited : Nanoseconds(0));
    // Judging takes time, in which the next may already play.
    ECHOCHECK_TRY(start_more());
    const std::size_t scenario = play->scenario;
    const bool alone = play->alone;
    ECHOCHECK_TRY(Keep(scenario, alone, player_.Judge(std::move(*play))));
  }
  return {};
}

// A server that cannot be executed is the user's mistake, unless it could be before: then the
// server itself, or somebody else, has removed or changed it, and what was judged so far counts.
Status Session::TakeUsageError(ScenarioEvidence& evidence) {
  was_launched_ = was_launched_ || evidence.target.startup != Startup::kNotLaunched;
  if (!evidence.error || evidence.error->kind != ErrorKind::kUsage) return {};
  if (!was_launched_) return *evidence.error;
  evidence.error = EnvironmentError(evidence.error->message +
                                    " (it could be executed before: it was removed or changed "
                                    "while echocheck ran)");
  return {};
}

Status Session::ConfirmFailures() {
  Confirmations confirmations;
  for (std::size_t i = 0; i < scenarios_.size(); ++i) {
    if (courses_[i].settled) continue;
    const ScenarioRecord& shown = *Shown(i);
    confirmations.Add(i, shown.verdict, FailuresOf(shown), shown.evidence.durations.total);
  }
  while (const auto next = confirmations.Next()) {
    Course& course = courses_[*next];
    course.plays_left = 1;
    ECHOCHECK_TRY(PlayQueue({*next}, 1));
    if (interrupts_.Came()) return {};
    for (const std::size_t decided :
         confirmations.Confirm(course.attempts.back().verdict, course.latest_failures)) {
      ECHOCHECK_TRY(Settle(decided));
    }
  }
  return {};
}

Status Session::Keep(std::size_t scenario, bool alone, ScenarioRecord record) {
  Course& course = courses_[scenario];
  course.attempts.push_back(AttemptOf(record, alone));
  course.latest_failures = FailuresOf(record);
  const std::size_t latest = course.attempts.size() - 1;
  if (latest == 0 ||
      Replaces(course.attempts[course.shown], course.attempts[latest], options_.allow_flaky)) {
    course.shown = latest;
    Show(scenario, std::move(record));
  }
  if (--course.plays_left == 0) {
    const bool sure = !WantsConfirmation(course.attempts[course.shown].verdict) ||
                      IsFlaky(course.attempts) || course.attempts[course.shown].alone;
    if (sure) ECHOCHECK_TRY(Settle(scenario));
  }
  if (std::chrono::steady_clock::now() >= next_report_) WriteReportSoFar();
  return {};
}

Status Session::Settle(std::size_t scenario) {
  Course& course = courses_[scenario];
  if (std::exchange(course.settled, true)) return {};
  ScenarioRecord& record = *Shown(scenario);
  Conclude(course.attempts, record);
  record.known_failure = KnownReason(options_.known_failures, record);
  return listener_.Settled(record);
}

// Null: not yet played.
ScenarioRecord* Session::Shown(std::size_t scenario) {
  const auto place = std::ranges::lower_bound(order_, scenario);
  if (place == order_.end() || *place != scenario) return nullptr;
  return &record_.scenarios[static_cast<std::size_t>(place - order_.begin())];
}

void Session::Show(std::size_t scenario, ScenarioRecord record) {
  if (ScenarioRecord* const shown = Shown(scenario)) {
    *shown = std::move(record);
    return;
  }
  const auto place = std::ranges::lower_bound(order_, scenario);
  record_.scenarios.insert(record_.scenarios.begin() + (place - order_.begin()), std::move(record));
  order_.insert(place, scenario);
}

void Session::TellProgress() {
  SessionProgress progress;
  progress.total = scenarios_.size();
  progress.done = static_cast<std::size_t>(std::ranges::count(courses_, true, &Course::settled));
  for (const ScenarioRecord& scenario : record_.scenarios) {
    if (WantsConfirmation(scenario.verdict) && !scenario.known_failure) ++progress.failed;
  }
  progress.playing = playing_;
  listener_.Goes(progress);
}

void Session::Summarize() {
  // What was not played to its end may hold nothing against the target, and nothing for it.
  SummarizeRun(stopped_, record_);
  record_.jobs = player_.on_host() ? 1 : options_.jobs;
  record_.no_longer_failing = NoLongerFailing(options_.known_failures, record_.scenarios);
  record_.duration = std::chrono::steady_clock::now() - begin_;
}

// A failure here is not told: the reports are written again at the end, and that time decides.
void Session::WriteReportSoFar() {
  if (!player_.folder().exists()) return;
  Summarize();
  const SteadyTime begin = std::chrono::steady_clock::now();
  for (const FolderReport& report : kReportsSoFar) {
    if (!player_.folder().WriteReport(report.file, report.render(record_))) break;
  }
  const SteadyTime end = std::chrono::steady_clock::now();
  next_report_ = end + std::max<Nanoseconds>(kBetweenReports, kReportShare * (end - begin));
}

void Session::WriteReports() {
  Summarize();
  if (!player_.folder().exists()) return;
  const auto write = [&](std::string_view file, const std::string& text) {
    const Status written = player_.folder().WriteReport(file, text);
    if (!written) player_.unwritten().AddReport(std::string(file), written.error());
  };
  for (const FolderReport& report : kReportsSoFar) write(report.file, report.render(record_));
  write(kPageFile, RenderHtml(record_));
  const Status in_place = player_.folder().InPlace();
  if (!in_place) player_.unwritten().AddReport("all of it", in_place.error());
}

}  // namespace echocheck
