// SPDX-License-Identifier: MIT
// A saved run judged again: the same findings, and what is said when they are not.
#include "harness/replay/replay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/replay/saved_run_folder.h"
#include "tests/unit/store/temporary_folder.h"

namespace echocheck {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class Listening : public SessionListener {
 public:
  void OnProgress(const SessionProgress& progress) override { total = progress.total; }
  Status OnFinished(const ScenarioRecord& scenario) override {
    settled.push_back(scenario.name);
    return {};
  }
  std::size_t total = 0;
  std::vector<std::string> settled;
};

class ReplayTest : public testing::Test {
 protected:
  Replay Again(const ReplayOptions& options = {}) {
    const auto saved = SavedRun::Open("run");
    EXPECT_TRUE(saved) << saved.error().message.english();
    auto replay = ReplayRun(*saved, options, listener_);
    EXPECT_TRUE(replay) << replay.error().message.english();
    return std::move(*replay);
  }
  Listening listener_;

 private:
  TemporaryFolder folder_;
};

// Of each scenario "name verdict check=verdict ...", for those checks that did not pass.
std::vector<std::string> Told(const RunRecord& run) {
  std::vector<std::string> lines;
  for (const ScenarioRecord& scenario : run.scenarios) {
    std::string line = scenario.name + " " + std::string(ToString(scenario.verdict));
    for (const Finding& finding : scenario.findings) {
      if (!WantsConfirmation(finding.verdict)) continue;
      line += " " + finding.check + "=" + std::string(ToString(finding.verdict));
    }
    lines.push_back(line);
  }
  return lines;
}

TEST_F(ReplayTest, GivesTheSameFindings) {
  SavedRunFolder folder("run");
  const RunRecord& then = folder.Exits("basic").DoesNotStop("close/a").Breaks("z").Write();
  const Replay replay = Again();
  EXPECT_EQ(Told(replay.run), Told(then));
  EXPECT_THAT(Told(replay.run)[0], StartsWith("basic fail target.starts=fail"));
  EXPECT_THAT(Told(replay.run)[1], HasSubstr("target.terminates=warn"));
  EXPECT_EQ(Told(replay.run)[2], "z error");
  EXPECT_THAT(replay.changes, IsEmpty());
  EXPECT_EQ(replay.run.verdict, Verdict::kFail);
  EXPECT_EQ(replay.run.exit_code, 1);
  EXPECT_EQ(replay.run.causes.size(), then.causes.size());
  EXPECT_EQ(replay.run.scenarios[0].path, "nowhere/basic.json");
  EXPECT_THAT(listener_.settled, ElementsAre("basic", "close/a", "z"));
}

TEST_F(ReplayTest, OnlyThoseThatWereNamed) {
  SavedRunFolder("run").Exits("basic").Exits("close/a").Exits("close/b").Write();
  EXPECT_EQ(Again({{"close"}, false, {}}).run.scenarios.size(), 2U);
  EXPECT_EQ(listener_.total, 2U);
  EXPECT_EQ(Again({{"basic", "*/b"}, false, {}}).run.scenarios.size(), 2U);
  const auto saved = SavedRun::Open("run");
  const auto nothing = ReplayRun(saved.value(), {{"basik"}, false, {}}, listener_);
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().kind, ErrorKind::kEnvironment);
  EXPECT_THAT(nothing.error().message.english(), HasSubstr("did you mean \"basic\"?"));
}

TEST_F(ReplayTest, AMissingFileIsTheErrorOfItsScenarioAlone) {
  SavedRunFolder("run").DoesNotStop("a").DoesNotStop("b").Write();
  std::filesystem::remove("run/a/evidence.json");
  const Replay replay = Again();
  EXPECT_EQ(Told(replay.run)[0], "a error");
  EXPECT_THAT(replay.run.scenarios[0].evidence.error->message.english(),
              HasSubstr("run/a/evidence.json"));
  EXPECT_THAT(Told(replay.run)[1], HasSubstr("target.terminates=warn"));
  EXPECT_EQ(replay.run.exit_code, 2);
  ASSERT_EQ(replay.changes.size(), 1U);
  EXPECT_EQ(replay.changes[0].check, "");
  EXPECT_THAT(replay.changes[0].now, StartsWith("error: run/a/evidence.json"));
}

TEST_F(ReplayTest, StrictIsAskedOfTheSameEvidence) {
  SavedRunFolder("run").DoesNotStop("a").Write();
  const Replay replay = Again({{}, true, {}});
  EXPECT_THAT(Told(replay.run)[0], HasSubstr("target.terminates=fail"));
  EXPECT_EQ(replay.run.exit_code, 1);
  ASSERT_EQ(replay.changes.size(), 2U);
  EXPECT_EQ(replay.changes[1].check, "target.terminates");
  EXPECT_THAT(replay.changes[1].before, StartsWith("warn"));
  EXPECT_THAT(replay.changes[1].now, StartsWith("fail"));
}

TEST_F(ReplayTest, AnotherLanguageIsNoOtherFinding) {
  SavedRunFolder("run").DoesNotStop("a").Write();
  const Replay replay = Again({{}, false, "ja"});
  EXPECT_EQ(replay.run.language, "ja");
  EXPECT_THAT(replay.changes, IsEmpty());
}

TEST_F(ReplayTest, TellsWhatTheSavedReportHasOtherwise) {
  SavedRunFolder folder("run");
  folder.Exits("basic");
  folder.Last().findings.front().summary = "as an older version told it";
  folder.Last().verdict = Verdict::kPass;
  folder.Write();
  const Replay replay = Again();
  ASSERT_EQ(replay.changes.size(), 2U);
  EXPECT_EQ(replay.changes[0].before, "pass");
  EXPECT_EQ(replay.changes[0].now, "fail");
  EXPECT_EQ(replay.changes[1].check, "target.starts");
  EXPECT_THAT(replay.changes[1].before, HasSubstr("as an older version told it"));
}

TEST_F(ReplayTest, OfSeveralTimesEachIsJudgedAgain) {
  SavedRunFolder folder("run");
  folder.DoesNotStop("a").ThenExits();
  EXPECT_EQ(folder.Last().folder, "a/attempt-2");
  folder.Write();
  const Replay replay = Again();
  EXPECT_THAT(replay.changes, IsEmpty());
  const ScenarioRecord& scenario = replay.run.scenarios[0];
  EXPECT_EQ(scenario.verdict, Verdict::kFail);
  EXPECT_EQ(scenario.folder, "a/attempt-2");
  ASSERT_EQ(scenario.attempts.size(), 2U);
  EXPECT_TRUE(scenario.attempts[1].alone);
  EXPECT_EQ(scenario.flaky, folder.Last().flaky);
}

TEST_F(ReplayTest, WithoutOneOfTheTimesNothingIsKnown) {
  SavedRunFolder("run").DoesNotStop("a").ThenExits().Write();
  std::filesystem::remove("run/a/attempt-2/evidence.json");
  EXPECT_EQ(Told(Again().run)[0], "a error");
}

TEST_F(ReplayTest, WhatWasKnownStaysKnownUntilMoreFails) {
  SavedRunFolder folder("run");
  folder.Exits("basic").Last().known_failure = "issue 12";
  folder.Write();
  EXPECT_EQ(Again().run.scenarios[0].known_failure, "issue 12");
  EXPECT_EQ(Again().run.exit_code, 0);
  folder.Last().findings.clear();
  folder.Write();
  EXPECT_EQ(Again().run.scenarios[0].known_failure, std::nullopt);
}

TEST_F(ReplayTest, ARunThatWasStoppedStaysInconclusive) {
  SavedRunFolder folder("run");
  folder.Exits("basic").run().finished = false;
  folder.Write();
  EXPECT_EQ(Again().run.exit_code, 2);
}

TEST_F(ReplayTest, WhatWasNotPlayedIsNotJudged) {
  SavedRunFolder folder("run");
  folder.Exits("basic").Exits("b");
  folder.Last().not_played = "the target never listened: not played";
  folder.Last().folder.clear();
  folder.Last().findings.clear();
  folder.Last().verdict = Verdict::kSkipped;
  folder.Write();
  const Replay replay = Again();
  EXPECT_EQ(replay.run.scenarios[1].verdict, Verdict::kSkipped);
  EXPECT_THAT(replay.changes, IsEmpty());
}

}  // namespace
}  // namespace echocheck
