// SPDX-License-Identifier: MIT
#include "harness/report/next_command.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

class NextCommandTest : public testing::Test {
 protected:
  NextCommandTest() {
    run_.finished = true;
    run_.verdict = Verdict::kPass;
    run_.command = "echocheck --target ./server x/y.json --cwd sub";
    run_.target = "./server";
  }

  void Add(const std::string& name, Verdict verdict) {
    ScenarioRecord& scenario = run_.scenarios.emplace_back();
    scenario.name = name;
    scenario.path = "/elsewhere/" + name + ".json";
    scenario.verdict = verdict;
  }
  std::string Next(bool names_lead = true) const { return NextCommand(run_, names_lead); }

  RunRecord run_;
};

TEST_F(NextCommandTest, FirstFailureAloneAndFailuresBeforeWarnings) {
  Add("basic", Verdict::kPass);
  Add("close/late", Verdict::kWarn);
  Add("bytes/utf8", Verdict::kFail);
  Add("bytes/nul", Verdict::kFail);
  run_.verdict = Verdict::kFail;
  EXPECT_EQ(Next(), "echocheck ./server --cwd sub bytes/utf8");
  EXPECT_EQ(Next(false), "echocheck ./server --cwd sub /elsewhere/bytes/utf8.json");
  run_.scenarios[2].known_failure = "issue 12";
  run_.scenarios[3].not_played = "it never came up";
  EXPECT_EQ(Next(), "echocheck ./server --cwd sub close/late");
}

TEST_F(NextCommandTest, FailureThatStoodAloneAsksForNothing) {
  Add("basic", Verdict::kFail);
  run_.verdict = Verdict::kFail;
  EXPECT_EQ(Next(), "");
}

TEST_F(NextCommandTest, AfterAPassTheNextLargerProfile) {
  Add("basic", Verdict::kPass);
  EXPECT_EQ(Next(), "echocheck ./server --cwd sub --profile course");
  run_.profile = "course";
  EXPECT_EQ(Next(), "echocheck ./server --cwd sub --profile full");
  run_.profile = "full";
  EXPECT_EQ(Next(), "");
}

TEST_F(NextCommandTest, WhereNothingWasSeenTheMachineIsAsked) {
  Add("basic", Verdict::kInconclusive);
  run_.verdict = Verdict::kInconclusive;
  run_.command = "scripts/run ./server";
  EXPECT_EQ(Next(), "scripts/run doctor");
  run_.finished = false;
  EXPECT_EQ(Next(), "");
}

TEST_F(NextCommandTest, WithoutACommandThereIsNone) {
  Add("basic", Verdict::kPass);
  run_.command.clear();
  EXPECT_EQ(Next(), "");
}

}  // namespace
}  // namespace echocheck
