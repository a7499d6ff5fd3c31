// SPDX-License-Identifier: MIT
// When a session writes its reports, and what they say of the run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/schedule/session_fixture.h"

namespace echocheck {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class SessionReportsTest : public SessionTest {
 protected:
  // One after another, each as long as this.
  void DeclareMany(int count, Milliseconds each) {
    std::vector<std::string> names;
    for (int i = 0; i < count; ++i) names.push_back(std::to_string(i));
    Declare(names);
    for (const std::string& name : names) player_.Script(name, {Taking(each, Passed())});
    options_.jobs = 1;
  }
};

TEST_F(SessionReportsTest, AreWrittenOnceAtTheEnd) {
  Declare({"a", "b"});
  player_.Script("b", {Failed("echo.complete", "cut")});
  ASSERT_TRUE(Play());
  EXPECT_THAT(reports_.so_far, IsEmpty()) << "a short run needs none";
  ASSERT_THAT(reports_.at_end, SizeIs(1));
  const RunRecord& run = reports_.at_end[0];
  EXPECT_TRUE(run.finished);
  EXPECT_EQ(run.verdict, Verdict::kFail);
  EXPECT_EQ(run.exit_code, 1);
  ASSERT_THAT(run.causes, SizeIs(1));
  EXPECT_EQ(run.causes[0].id, "cut");
  EXPECT_EQ(run.duration, Milliseconds(20));
}

TEST_F(SessionReportsTest, AreWrittenAtMostOnceASecondBefore) {
  DeclareMany(12, Milliseconds(400));
  ASSERT_TRUE(Play());
  EXPECT_THAT(reports_.so_far_at, ElementsAre(Milliseconds(1200), Milliseconds(2400),
                                              Milliseconds(3600), Milliseconds(4800)));
}

TEST_F(SessionReportsTest, TheSecondCountsFromTheBeginning) {
  DeclareMany(2, Milliseconds(1000));
  ASSERT_TRUE(Play());
  EXPECT_THAT(reports_.so_far_at, ElementsAre(Milliseconds(1000), Milliseconds(2000)));
}

TEST_F(SessionReportsTest, TakeAtMostATwentiethOfTheTime) {
  DeclareMany(12, Milliseconds(400));
  reports_.takes = Milliseconds(100);
  ASSERT_TRUE(Play());
  EXPECT_THAT(reports_.so_far_at, ElementsAre(Milliseconds(1200), Milliseconds(3600)));
}

TEST_F(SessionReportsTest, SayThatTheRunGoesOn) {
  DeclareMany(3, Milliseconds(600));
  ASSERT_TRUE(Play());
  ASSERT_THAT(reports_.so_far, SizeIs(1));
  const RunRecord& run = reports_.so_far[0];
  EXPECT_FALSE(run.finished);
  EXPECT_THAT(run.scenarios, SizeIs(2));
  EXPECT_EQ(run.verdict, Verdict::kPass);
  EXPECT_EQ(run.exit_code, 0) << "that of what was judged so far";
  EXPECT_EQ(run.duration, Milliseconds(1200));
}

TEST_F(SessionReportsTest, SayWhatWasConfirmedByThen) {
  Declare({"a", "b", "c"});
  player_.Script("b", {Taking(Milliseconds(600), Failed())});
  ASSERT_TRUE(Play());
  EXPECT_THAT(reports_.so_far_at, ElementsAre(Milliseconds(1210)));
  EXPECT_THAT(reports_.so_far.at(0).scenarios.at(1).attempts, SizeIs(2));
}

TEST_F(SessionReportsTest, WithoutThemTheRunIsSummedUpAllTheSame) {
  DeclareMany(3, Milliseconds(600));
  writes_ = false;
  ASSERT_TRUE(Play());
  EXPECT_TRUE(record().finished);
  EXPECT_EQ(record().exit_code, 0);
  EXPECT_EQ(record().duration, Milliseconds(1800));
}

}  // namespace
}  // namespace echocheck
