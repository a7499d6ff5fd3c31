// SPDX-License-Identifier: MIT
// Whom the target's end, or its want of descriptors, explains; and rules beside those.
#include <csignal>

#include <gtest/gtest.h>

#include "tests/unit/base/ip_literal.h"
#include "tests/unit/judge/causes/rule_of.h"

namespace echocheck {
namespace {

constexpr char kDescriptors[] = "exhausted-descriptors";

TEST(DeathRulesTest, ExplainNothingOfAClientThatHadLeftLongBefore) {
  Session session = Served();
  session.connection().ended_at = Nanoseconds(0);
  session.AndClient("second").Sent("hoge\n").Waited(kExpectEcho, StepOutcome::kEof);
  session.Died({std::nullopt, SIGSEGV});
  session.target().ended_at = Milliseconds(5000);
  EXPECT_FALSE(Tells(session, "crashed", 0));
  EXPECT_TRUE(Tells(session, "crashed", 1));
}

TEST(DeathRulesTest, TellTheFirstClientFromSeveral) {
  Session session = Served().Died({0, std::nullopt});
  EXPECT_TRUE(Tells(session, "exits-after-first-client"));
  EXPECT_FALSE(Tells(session, "ends-after-some-clients"));
}

TEST(DeathRulesTest, NeedNoLimitWhereTheTargetTellsOfOne) {
  Session session = Served().Wrote("accept: Too many open files\n").Died({1, std::nullopt});
  EXPECT_EQ(Told(session, kDescriptors).at("limit"), "?");
}

// Two clients and one descriptor. The second one is with the kernel alone.
class DeafTest : public testing::Test {
 protected:
  DeafTest() {
    session_ = Session().Echoed("hoge\n").ClosedByClient();
    session_.AndClient("next").Sent("fuga\n").Waited(kExpectEcho, StepOutcome::kTimedOut);
    session_.Left("ESTABLISHED", 0, false);
    session_.scenario().limits.open_files = 1;
  }
  Session session_;
};

TEST_F(DeafTest, IsSaidOfTheClientThatWaits) {
  EXPECT_TRUE(Tells(session_, kDescriptors, 1));
  EXPECT_FALSE(Tells(session_, kDescriptors, 0)) << "it was served";
}

TEST_F(DeafTest, IsNotSaidOfTheTargetAsAWhole) {
  const CheckInput input = InputOf(session_);
  EXPECT_FALSE(RuleOf(kDescriptors).find({input, Finding(), CheckId::kTargetSurvives, nullptr}));
}

TEST_F(DeafTest, IsNotSaidOfOneThatCrashed) {
  session_.Died({std::nullopt, SIGSEGV});
  EXPECT_FALSE(Tells(session_, kDescriptors, 1));
}

TEST_F(DeafTest, NeedsNoStepToConnect) {
  session_.connection().steps.clear();
  EXPECT_TRUE(Tells(session_, kDescriptors, 1)) << "its socket tells";
}

// A shell gives the status 128 and more for signals, of which there are no 72.
TEST(DeathRulesTest, AHighStatusIsNoSignal) {
  Session session =
      Session().Echoed("hoge\n").Sent("fuga\n").Waited(kExpectEcho, StepOutcome::kEof);
  EXPECT_TRUE(Tells(session.Died({200, std::nullopt}), "uncaught-error"));
}

// Evidence that does not fit its scenario: what was sent belongs to no step.
TEST(DeathRulesTest, BearBytesOfNoMessage) {
  Session session;
  session.connection().stream.sent = 5;
  EXPECT_TRUE(Tells(session.Died({1, std::nullopt}), "uncaught-error"));
}

TEST(DeathRulesTest, TheOnlyClientThatWasServedIsTheFirst) {
  Session session = Session().Echoed("hoge\n").ServerCloses().Died({0, std::nullopt});
  EXPECT_TRUE(Tells(session, "exits-after-first-client"));
}

TEST(StartRulesTest, TellHowTheDaemonEndedAndNotItsLauncher) {
  Session session;
  session.target().startup = Startup::kExited;
  session.target().ended_early = ExitStatus{3, {}};
  session.target().exit_status = ExitStatus{0, {}};
  EXPECT_EQ(Told(session, "exits-at-start").at("how"), "exit status 3");
  session.target().ended_early.reset();
  session.target().exit_status.reset();
  EXPECT_EQ(Told(session, "exits-at-start").at("how"), "?");
}

TEST(MagicWordRulesTest, TellAWordFromWhatIsHeldBack) {
  const auto ends = [](std::string_view sent, std::string_view came) {
    Session session = Session().Echoed("hoge\n").Sent(sent);
    if (!came.empty()) session.Came(came);
    return session.ServerCloses().Waited(kExpectEcho, StepOutcome::kEof);
  };
  EXPECT_TRUE(Tells(ends("bye\n", ""), "obeys-magic-word"));
  EXPECT_TRUE(Tells(ends("ab\x04", ""), "obeys-magic-word"));
  EXPECT_TRUE(Tells(ends("ab\x04", "ab"), "obeys-magic-word"));
  EXPECT_FALSE(Tells(ends("ab\x04", "a"), "obeys-magic-word")) << "it stopped before it";
}

TEST(ServingRulesTest, NobodyKnowsWhereATargetListensThatIsNotSeen) {
  Session session = Session().Echoed("hoge\n");
  session.AndClient("second").Sent("hoge\n").Waited(kExpectEcho, StepOutcome::kTimedOut);
  session.connection().remote = {"::1"_ip, 50000};
  session.target().listening.clear();
  EXPECT_TRUE(Tells(session, "stops-serving", 1));
}

}  // namespace
}  // namespace echocheck
