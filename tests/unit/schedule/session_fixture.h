// SPDX-License-Identifier: MIT
// Whole sessions without processes, files or time that passes:
//
//   Declare({"a", "b"});
//   player_.Script("b", {Failed(), Passed()});
//   EXPECT_TRUE(Play());
//   EXPECT_TRUE(Of("b").flaky);
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/schedule/session.h"
#include "tests/unit/schedule/fake_player.h"

namespace echocheck {

class FakeListener : public SessionListener {
 public:
  struct Heard {
    std::size_t done = 0;
    std::size_t total = 0;
    std::size_t failed = 0;
    std::string playing;

    bool operator==(const Heard&) const = default;
    friend void PrintTo(const Heard& heard, std::ostream* out) {
      *out << heard.done << "/" << heard.total << ", " << heard.failed << " failed, "
           << heard.playing;
    }
  };

  std::string fails_at;  // the name of the scenario for which OnFinished() returns an error
  std::vector<Heard> progress;
  std::vector<std::string> finished;

  void OnProgress(const SessionProgress& now) override {
    progress.push_back({now.done, now.total, now.failed, std::string(now.playing)});
  }
  Status OnFinished(const ScenarioRecord& scenario) override {
    finished.push_back(scenario.name);
    if (scenario.name == fails_at) return EnvironmentError("no room on the screen");
    return {};
  }
};

class FakeReports : public ReportSink {
 public:
  explicit FakeReports(FakeClock& clock) : clock_(clock) {}

  Nanoseconds takes{0};  // to write one
  std::vector<Nanoseconds> so_far_at;
  std::vector<RunRecord> so_far;
  std::vector<RunRecord> at_end;

  void WriteSoFar(const RunRecord& run) override {
    so_far_at.push_back(clock_.now - begin_);
    so_far.push_back(run);
    clock_.now += std::chrono::duration_cast<SteadyTime::duration>(takes);
  }
  void WriteAtEnd(const RunRecord& run) override { at_end.push_back(run); }

 private:
  FakeClock& clock_;
  SteadyTime begin_ = clock_.now;
};

class SessionTest : public testing::Test {
 protected:
  void Declare(const std::vector<std::string>& names) {
    for (const std::string& name : names) scenarios_.emplace_back().name = name;
  }
  Scenario& Find(const std::string& name) {
    return *std::ranges::find(scenarios_, name, &Scenario::name);
  }
  // So many clients one after another: longer than all with fewer of them.
  void MakeLong(const std::string& name, std::uint32_t clients) {
    ClientScript script;
    script.count = clients;
    script.at_once = 1;
    Find(name).clients = {script};
  }

  Status Play() {
    session_.emplace(SessionContext{options_, scenarios_, player_, writes_ ? &reports_ : nullptr,
                                    listener_, [this] { return clock_.now; }, processors_},
                     RunRecord());
    return session_->Play();
  }
  Error PlayFails() {
    const Status played = Play();
    EXPECT_FALSE(played);
    return played ? Error() : played.error();
  }

  const RunRecord& record() const { return session_->record(); }
  const ScenarioRecord& Of(const std::string& name) const {
    const auto found = std::ranges::find(record().scenarios, name, &ScenarioRecord::name);
    if (found == record().scenarios.end()) throw std::logic_error("no record of " + name);
    return *found;
  }
  std::vector<std::string> Recorded() const {
    std::vector<std::string> names;
    for (const ScenarioRecord& scenario : record().scenarios) names.push_back(scenario.name);
    return names;
  }
  std::vector<bool> WereAlone(const std::string& name) const {
    std::vector<bool> alone;
    for (const Attempt& attempt : Of(name).attempts) alone.push_back(attempt.alone);
    return alone;
  }

  FakeClock clock_;
  std::vector<Scenario> scenarios_;
  ScheduleOptions options_{4, 1, false, {}};
  std::size_t processors_ = 2;
  FakePlayer player_{scenarios_, clock_};
  FakeListener listener_;
  FakeReports reports_{clock_};
  bool writes_ = true;  // reports
  std::optional<Session> session_;
};

}  // namespace echocheck
