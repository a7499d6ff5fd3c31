// SPDX-License-Identifier: MIT
#include "harness/schedule/session.h"

#include <utility>

#include "harness/schedule/confirmations.h"
#include "harness/schedule/known_failures.h"
#include "harness/schedule/pace.h"
#include "harness/schedule/playing_order.h"
#include "harness/schedule/summarize_run.h"
#include "harness/schedule/target_came_up.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

// How long at most nobody is told of the progress.
constexpr Milliseconds kTick{100};

}  // namespace

Session::Session(SessionContext context, RunRecord record)
    : context_(std::move(context)),
      record_(std::move(record)),
      results_(context_.options, context_.scenarios, context_.listener, record_),
      begin_(context_.now()),
      report_pace_(begin_) {}

Status Session::Play() {
  const Status played = PlayAll();
  context_.player.EndAll();
  if (!played) return played.error();
  record_.finished = results_.AllFinished();
  Summarize(!record_.finished);
  if (context_.reports != nullptr) context_.reports->WriteAtEnd(record_);
  return {};
}

Status Session::PlayAll() {
  ECHOCHECK_TRY(SkipWhatCannotBePlayed());
  const auto comes_up = TargetComesUp();
  if (!comes_up) return comes_up.error();
  if (context_.player.Interrupted()) return {};
  if (!*comes_up) return GiveUp();
  std::deque<std::size_t> beside;
  std::deque<std::size_t> alone;
  const std::vector<std::size_t> order = LongestFirst(context_.scenarios);
  for (std::uint32_t round = context_.options.repeat; round > 0; --round) {
    for (const std::size_t i : order) {
      if (results_.progress(i).plays_left < round) continue;
      (context_.scenarios[i].alone ? alone : beside).push_back(i);
    }
  }
  ECHOCHECK_TRY(PlayQueue(std::move(beside), context_.options.jobs));
  ECHOCHECK_TRY(PlayQueue(std::move(alone), 1));
  // Some were never played: there is nothing to confirm of them.
  if (context_.player.Interrupted()) return {};
  return ConfirmFailures();
}

Status Session::SkipWhatCannotBePlayed() {
  for (std::size_t i = 0; i < results_.size(); ++i) {
    if (auto reason = context_.player.WhyNotPlayed(i)) {
      ECHOCHECK_TRY(results_.Skip(i, std::move(*reason)));
    }
  }
  return {};
}

// The first scenario is played with nobody beside: it finds out how the target takes its address,
// and whether private arenas work. Two, so that what is special about one does not decide.
Result<bool> Session::TargetComesUp() {
  std::size_t tried = 0;
  for (std::size_t i = 0; i < results_.size() && tried < 2; ++i) {
    if (results_.progress(i).finished) continue;
    ++tried;
    ECHOCHECK_TRY(PlayQueue({i}, 1));
    const ScenarioRecord* const record = results_.Shown(i);
    if (record == nullptr || CameUp(record->evidence)) return true;
  }
  return tried == 0;
}

Status Session::GiveUp() {
  if (auto unreachable = context_.player.WhyUnreachable()) return *std::move(unreachable);
  const Reason why = WhyGivenUp(record_.scenarios);
  for (std::size_t i = 0; i < results_.size(); ++i) {
    if (results_.progress(i).finished) continue;
    const bool played = !results_.progress(i).attempts.empty();
    ECHOCHECK_TRY(played ? results_.Finish(i) : results_.Skip(i, why));
  }
  return {};
}

Status Session::PlayQueue(std::deque<std::size_t> queue, std::size_t at_once) {
  Player& player = context_.player;
  Pace pace(at_once, context_.processors);
  while (!player.Interrupted()) {
    ECHOCHECK_TRY(StartNext(queue, pace.at_once()));
    if (player.running() == 0) break;
    context_.listener.OnProgress(results_.Sum(playing_));
    auto play = player.Wait(kTick);
    if (!play) continue;
    ECHOCHECK_TRY(TakeUsageError(play->evidence));
    const auto& held_up = play->evidence.held_up;
    pace.Played(play->evidence.durations.total, held_up ? held_up->waited : Nanoseconds(0));
    // Judging takes time, in which the next may already play.
    ECHOCHECK_TRY(StartNext(queue, pace.at_once()));
    ECHOCHECK_TRY(Keep(*std::move(play)));
  }
  return {};
}

Status Session::StartNext(std::deque<std::size_t>& queue, std::size_t at_once) {
  for (; !queue.empty() && context_.player.HasRoom(at_once); queue.pop_front()) {
    playing_ = context_.scenarios[queue.front()].name;
    ECHOCHECK_TRY(context_.player.Start(queue.front()));
  }
  return {};
}

// A server that cannot be executed is the user's mistake, unless it could be before: then the
// server itself, or somebody else, has removed or changed it, and what was judged so far counts.
Status Session::TakeUsageError(ScenarioEvidence& evidence) {
  was_launched_ = was_launched_ || evidence.target.startup != Startup::kNotLaunched;
  if (!evidence.error || evidence.error->kind != ErrorKind::kUsage) return {};
  if (!was_launched_) return *evidence.error;
  evidence.error =
      EnvironmentError(Say("errors.executed_before", {{"what", evidence.error->message.said()}}));
  return {};
}

Status Session::Keep(UnjudgedPlay play) {
  const std::size_t scenario = play.scenario;
  const bool alone = play.alone;
  ECHOCHECK_TRY(results_.Add(scenario, alone, context_.player.Judge(std::move(play))));
  WriteReportSoFar();
  return {};
}

Status Session::ConfirmFailures() {
  Confirmations confirmations;
  for (std::size_t i = 0; i < results_.size(); ++i) {
    if (results_.progress(i).finished) continue;
    const ScenarioRecord& shown = *results_.Shown(i);
    confirmations.Add(i, shown.verdict, FailuresOf(shown), shown.evidence.durations.total);
  }
  while (const auto next = confirmations.Next()) {
    results_.PlanConfirmation(*next);
    ECHOCHECK_TRY(PlayQueue({*next}, 1));
    if (context_.player.Interrupted()) return {};
    const ScenarioProgress& progress = results_.progress(*next);
    for (const std::size_t decided :
         confirmations.Confirm(progress.attempts.back().verdict, progress.latest_failures)) {
      ECHOCHECK_TRY(results_.Finish(decided));
    }
  }
  return {};
}

// `stopped`: it was not played to its end, so that it holds nothing against the target, and nothing
// for it.
void Session::Summarize(bool stopped) {
  SummarizeRun(stopped, record_);
  record_.jobs = context_.player.PlaysOneAtATime() ? 1 : context_.options.jobs;
  record_.no_longer_failing = NoLongerFailing(context_.options.known_failures, record_.scenarios);
  record_.duration = context_.now() - begin_;
}

void Session::WriteReportSoFar() {
  if (context_.reports == nullptr || !report_pace_.IsDue(context_.now())) return;
  Summarize(false);
  const SteadyTime begin = context_.now();
  context_.reports->WriteSoFar(record_);
  report_pace_.Written(begin, context_.now());
}

}  // namespace echocheck
