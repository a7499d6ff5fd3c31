// SPDX-License-Identifier: MIT
// A player that starts no process, and a clock that it moves: what each play comes to is written
// down before, and takes no real time.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/base/clock.h"
#include "harness/model/record_of_scenario.h"
#include "harness/schedule/player.h"

namespace echocheck {

struct FakeClock {
  SteadyTime now{std::chrono::hours(1)};
};

// What a play comes to: its verdict, its findings, and the evidence, which says how long it takes.
inline ScenarioRecord Passed() {
  ScenarioRecord record;
  record.verdict = Verdict::kPass;
  record.evidence.target.startup = Startup::kListening;
  record.evidence.durations.total = Milliseconds(10);
  return record;
}

inline ScenarioRecord With(Verdict verdict, const std::string& check, const std::string& cause) {
  ScenarioRecord record = Passed();
  record.verdict = verdict;
  Finding& finding = record.findings.emplace_back();
  finding.check = check;
  finding.verdict = verdict;
  if (!cause.empty()) finding.cause = Cause{cause, {}, "why", "hint"};
  return record;
}

inline ScenarioRecord Failed(const std::string& check = "echo.complete",
                             const std::string& cause = "") {
  return With(Verdict::kFail, check, cause);
}
inline ScenarioRecord Warned(const std::string& check = "close.fin") {
  return With(Verdict::kWarn, check, "");
}
inline ScenarioRecord Unseen() { return With(Verdict::kInconclusive, "capture.complete", ""); }

// The target was not launched, because of an error of ours.
inline ScenarioRecord Broken(Error error) {
  ScenarioRecord record = Passed();
  record.verdict = Verdict::kError;
  record.evidence.target.startup = Startup::kNotLaunched;
  record.evidence.error = std::move(error);
  return record;
}

// The target did not come up.
inline ScenarioRecord Exited() {
  ScenarioRecord record = Failed("target.starts");
  record.evidence.target.startup = Startup::kExited;
  return record;
}

inline ScenarioRecord Taking(Milliseconds time, ScenarioRecord record) {
  record.evidence.durations.total = time;
  return record;
}

class FakePlayer : public Player {
 public:
  FakePlayer(const std::vector<Scenario>& scenarios, FakeClock& clock)
      : scenarios_(scenarios), clock_(clock) {}

  // Says what the plays of this scenario come to, one after another; the last one holds for all
  // that follow. Without this each of them passes.
  void Script(const std::string& scenario, std::vector<ScenarioRecord> plays) {
    scripts_[scenario] = std::move(plays);
  }

  // What it answers.
  std::map<std::string, std::string> not_played;  // scenario -> why
  std::optional<Error> unreachable;
  bool one_at_a_time = false;
  std::optional<Error> start_error;            // instead of the next start
  std::optional<std::size_t> interrupt_after;  // so many were judged

  // What it was told: "start b", "wait b", "judge b", "end all"; and which were started, with how
  // many beside.
  std::vector<std::string> events;
  std::vector<std::string> started;
  std::vector<std::size_t> at_once;  // that ran after each start

  std::optional<Reason> WhyNotPlayed(std::size_t scenario) const override {
    const auto why = not_played.find(scenarios_[scenario].name);
    return why == not_played.end() ? std::nullopt : std::optional(why->second);
  }
  std::optional<Error> WhyUnreachable() const override { return unreachable; }
  bool HasRoom(std::size_t most) const override {
    return running_.size() < (one_at_a_time ? 1 : most);
  }
  bool PlaysOneAtATime() const override { return one_at_a_time; }
  std::size_t running() const override { return running_.size(); }

  Status Start(std::size_t scenario) override {
    if (start_error) return *start_error;
    const std::string& name = scenarios_[scenario].name;
    for (Running& other : running_) other.alone = false;
    ScenarioRecord comes_to = NextOf(name);
    const SteadyTime end = clock_.now + comes_to.evidence.durations.total;
    running_.push_back({scenario, running_.empty(), end, next_recording_++, std::move(comes_to)});
    events.push_back("start " + name);
    started.push_back(name);
    at_once.push_back(running_.size());
    return {};
  }

  std::optional<UnjudgedPlay> Wait(Milliseconds at_most) override {
    const auto next = std::ranges::min_element(running_, {}, &Running::end);
    if (next == running_.end() || next->end > clock_.now + at_most) {
      clock_.now += at_most;
      return std::nullopt;
    }
    clock_.now = std::max(clock_.now, next->end);
    const Running done = *next;
    running_.erase(next);
    events.push_back("wait " + scenarios_[done.scenario].name);
    recorded_[done.recording] = done.comes_to;
    return UnjudgedPlay{done.scenario, done.alone, done.comes_to.evidence, done.recording};
  }

  ScenarioRecord Judge(UnjudgedPlay play) override {
    const ScenarioRecord& comes_to = recorded_.at(play.recording);
    ScenarioRecord record = RecordOf(scenarios_[play.scenario]);
    record.verdict = comes_to.verdict;
    record.findings = comes_to.findings;
    record.evidence = std::move(play.evidence);
    events.push_back("judge " + record.name);
    ++judged_;
    return record;
  }

  bool Interrupted() const override { return interrupt_after && judged_ >= *interrupt_after; }

  void EndAll() override {
    running_.clear();
    events.emplace_back("end all");
  }

 private:
  struct Running {
    std::size_t scenario;
    bool alone;
    SteadyTime end;
    std::size_t recording;
    ScenarioRecord comes_to;
  };

  ScenarioRecord NextOf(const std::string& name) {
    const auto script = scripts_.find(name);
    if (script == scripts_.end()) return Passed();
    const std::size_t play = std::min(plays_[name]++, script->second.size() - 1);
    return script->second[play];
  }

  const std::vector<Scenario>& scenarios_;
  FakeClock& clock_;
  std::map<std::string, std::vector<ScenarioRecord>> scripts_;
  std::map<std::string, std::size_t> plays_;
  std::vector<Running> running_;
  std::map<std::size_t, ScenarioRecord> recorded_;
  std::size_t next_recording_ = 0;
  std::size_t judged_ = 0;
};

}  // namespace echocheck
