// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/base/ip_literal.h"
#include "tests/unit/judge/session.h"

namespace echocheck {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kSurvives[] = "target.survives";

Session WithAReset() { return Session().Echoed("hoge\n").Sent("fuga\n").ClientResets(); }
std::string DeathCause(const Session& session) { return CauseOf(session, kSurvives); }

TEST(DeathCausesTest, NameTheSignal) {
  EXPECT_EQ(DeathCause(WithAReset().Died({{}, 13})), "killed-by-sigpipe");
  EXPECT_EQ(DeathCause(WithAReset().Died({141, {}})), "killed-by-sigpipe") << "through a shell";
  for (const int signal : {4, 6, 7, 8, 11}) {
    EXPECT_EQ(DeathCause(Served().Died({{}, signal})), "crashed") << signal;
  }
  EXPECT_EQ(DeathCause(Served().Died({139, {}})), "crashed");
  EXPECT_EQ(
      DeathCause(Served().Wrote("*** stack smashing detected ***: terminated\n").Died({{}, 6})),
      "crashed");
  EXPECT_EQ(DeathCause(Served().Died({{}, 14})), "") << "SIGALRM: nobody knows why";
}

TEST(DeathCausesTest, ExplainAllThatFollows) {
  Session session =
      Session().Sent("hoge\n").ServerResets().Waited(Expectation::kEcho, StepOutcome::kReset);
  session.Died({{}, 11});
  session.AndClient("next").NotConnected(StepOutcome::kRefused);
  EXPECT_THAT(session.Failing(), ElementsAre("target.survives", "open.handshake", "echo.complete",
                                             "close.order", "close.no_reset"));
  for (const std::string& check : session.Failing()) {
    EXPECT_EQ(CauseOf(session, check), "crashed") << check;
  }
}

TEST(DeathCausesTest, DoNotExplainWhatHasItsOwnReason) {
  Session session = Session().Sent("hoge\n").Came("HOGE\n").ClosedByClient().Died({{}, 11});
  EXPECT_EQ(CauseOf(session, "echo.bytes"), "case-changed");
}

TEST(DeathCausesTest, TellAPeersResetFromAnOrderlyLeave) {
  EXPECT_EQ(DeathCause(WithAReset().Died({1, {}})), "killed-by-peer-reset");
  EXPECT_EQ(DeathCause(Session().Sent("hoge\n").ClientLeavesUnread().Died({1, {}})),
            "killed-by-peer-reset");
  EXPECT_EQ(DeathCause(Session().Sent("hoge\n").ClientCloses().Died({1, {}})),
            "killed-by-peer-reset");
  EXPECT_EQ(DeathCause(WithAReset().Wrote("read: Connection reset by peer\n").Died({0, {}})),
            "killed-by-peer-reset");
  EXPECT_EQ(DeathCause(Served().Died({0, {}})), "exits-after-first-client");
  EXPECT_EQ(DeathCause(Served().Died({1, {}})), "exits-after-first-client");
}

TEST(DeathCausesTest, TakeAQuietExitBehindTheVeryFirstForItsHabit) {
  EXPECT_EQ(DeathCause(WithAReset().Died({0, {}})), "exits-after-first-client");
  Session survived = Served();
  survived.AndClient("vandal").Echoed("hoge\n").ClientResets().Died({0, {}});
  EXPECT_EQ(DeathCause(survived), "killed-by-peer-reset");
}

TEST(DeathCausesTest, CallAnUncaughtExceptionByItsReason) {
  Session session = WithAReset().Wrote("terminate called after throwing an instance of ...\n");
  EXPECT_EQ(DeathCause(session.Died({{}, 6})), "killed-by-peer-reset");
}

TEST(DeathCausesTest, CountTheClientsThatItSurvived) {
  Session session = Served();
  for (const auto* name : {"second", "third"}) {
    session.AndClient(name).Echoed("hoge\n").ClosedByClient();
  }
  session.Died({0, {}});
  EXPECT_EQ(DeathCause(session), "ends-after-some-clients");
  EXPECT_EQ(session.Says(kSurvives)->cause->arguments.at("count"), "3");
}

TEST(DeathCausesTest, DoNotGuessAmongClientsThatLeftTogether) {
  Session session = Session().Echoed("hoge\n");
  session.AndClient("second").Echoed("hoge\n");
  for (ConnectionRecord& record : session.evidence().history.connections) {
    record.ending = ClientEnding::kClosed;
    record.ended_at = Milliseconds(50);
  }
  session.Died({0, {}});
  session.target().ended_at = Milliseconds(60);
  EXPECT_EQ(DeathCause(session), "");
}

TEST(DeathCausesTest, NameAnErrorAmidTheWork) {
  Session session = Served();
  session.AndClient("second").Sent("\xff").ServerCloses().Waited(Expectation::kEcho,
                                                                 StepOutcome::kEof);
  session.Wrote("UnicodeDecodeError\n").Died({1, {}});
  EXPECT_EQ(DeathCause(session), "uncaught-error");
}

TEST(DeathCausesTest, TellAnInterruptedCallFromAReset) {
  const auto continued = [](Session session) {
    return session.Signalled(TargetSignal::kStop).Signalled(TargetSignal::kContinue);
  };
  EXPECT_EQ(DeathCause(continued(Session().Echoed("hoge\n")).Died({1, {}})), "killed-by-eintr");
  EXPECT_EQ(DeathCause(continued(WithAReset()).Died({1, {}})), "killed-by-peer-reset");
  EXPECT_EQ(
      DeathCause(continued(WithAReset()).Wrote("poll: Interrupted system call\n").Died({1, {}})),
      "killed-by-eintr");
  // It served somebody after SIGCONT, and ended when that one had left.
  EXPECT_EQ(DeathCause(continued(Session()).Echoed("hoge\n").ClosedByClient().Died({0, {}})),
            "exits-after-first-client");
}

TEST(DeathCausesTest, ACrowdMayBeTheReasonOfOneThatHasSomethingToSay) {
  const auto crowd = [] {
    Session session = Session().Sent("hoge\n");
    session.AndClient("second").Sent("hoge\n");
    return session.Signalled(TargetSignal::kStop).Signalled(TargetSignal::kContinue);
  };
  EXPECT_EQ(DeathCause(crowd().Wrote("table full\n").Died({1, {}})), "uncaught-error");
  EXPECT_EQ(DeathCause(crowd().Died({1, {}})), "killed-by-eintr");
}

// A daemon's status reaches nobody, and when it ended is not known either.
TEST(DeathCausesTest, OfAnUnknownStatusOnlyTheOutputTells) {
  EXPECT_EQ(DeathCause(Served().Died({})), "");
  EXPECT_EQ(DeathCause(WithAReset().Died({})), "");
  EXPECT_EQ(DeathCause(Served().Wrote("write: Broken pipe\n").Died({})), "killed-by-peer-reset");
  EXPECT_EQ(Served().Died({}).Says(kSurvives)->summary,
            "the server ended by itself: its exit status is not known");
  Session launcher_only = Served();
  launcher_only.AndClient("second").Echoed("hoge\n").ClosedByClient().Died({0, {}});
  launcher_only.target().ended_at = Nanoseconds(1);  // somebody was let in after that
  EXPECT_EQ(DeathCause(launcher_only), "");
}

TEST(DeathCausesTest, AClientThatHalfClosedAndWaitsHasNotLeft) {
  Session session = Session().Sent("\xff\n").ClientHalfCloses().ServerCloses().Waited(
      Expectation::kEcho, StepOutcome::kEof);
  EXPECT_EQ(DeathCause(session.Wrote("UnicodeDecodeError\n").Died({1, {}})), "uncaught-error");
}

TEST(DeathCausesTest, NameTheWantOfDescriptors) {
  Session session = Served();
  session.scenario().limits.open_files = 24;
  EXPECT_EQ(DeathCause(session.Wrote("accept: Too many open files\n").Died({1, {}})),
            "exhausted-descriptors");
  EXPECT_EQ(session.Says(kSurvives)->cause->arguments.at("limit"), "24");
}

TEST(StartCausesTest, NameWhyItNeverServed) {
  Session session;
  session.evidence().history.connections.clear();
  session.target().startup = Startup::kExited;
  session.target().exit_status = ExitStatus{3, {}};
  EXPECT_EQ(CauseOf(session, "target.starts"), "exits-at-start");
  EXPECT_EQ(session.Says("target.starts")->cause->arguments.at("how"), "exit status 3");
  session.target().startup = Startup::kTimedOut;
  EXPECT_EQ(CauseOf(session, "target.listens"), "never-listens");
  session.target().startup = Startup::kListensElsewhere;
  session.target().listening = {{"0.0.0.0"_ip, 41234}};
  EXPECT_EQ(CauseOf(session, "target.listens"), "listens-on-random-port");
  EXPECT_EQ(session.Says("target.listens")->cause->arguments.at("actual"), "0.0.0.0:41234");
  session.target().asked = {"::1"_ip, 50000};
  session.target().listening = {{"127.0.0.1"_ip, 50000}};
  EXPECT_EQ(CauseOf(session, "target.listens"), "listens-on-another-address");
}

// It lives, has closed what it had, and takes nobody out of the queue any more.
Session Deaf() {
  Session session = Session().Echoed("hoge\n").ClosedByClient();
  session.AndClient("next").Sent("fuga\n").Waited(kExpectEcho, StepOutcome::kTimedOut);
  session.Left("ESTABLISHED", 0, false);
  session.scenario().limits.open_files = 1;
  return session;
}

TEST(DeathCausesTest, SeeWhoIsDeafAfterItRanOutOfDescriptors) {
  EXPECT_EQ(CauseOf(Deaf(), "echo.complete"), "exhausted-descriptors");
  EXPECT_EQ(Deaf().Says("echo.complete")->cause->arguments.at("limit"), "1");
  Session enough = Deaf();
  enough.scenario().limits.open_files = 2;
  EXPECT_NE(CauseOf(enough, "echo.complete"), "exhausted-descriptors") << "there were enough";
  Session keeps = Deaf();
  keeps.target().sockets_left.push_back(keeps.target().sockets_left[0]);
  keeps.target().sockets_left[1].holders = 1;
  EXPECT_NE(CauseOf(keeps, "echo.complete"), "exhausted-descriptors") << "it never let go of one";
  Session unseen = Deaf();
  unseen.target().sockets_left[0].holders_unseen = true;
  EXPECT_NE(CauseOf(unseen, "echo.complete"), "exhausted-descriptors");
  Session accepted = Deaf();
  accepted.target().sockets_left.clear();
  EXPECT_NE(CauseOf(accepted, "echo.complete"), "exhausted-descriptors") << "it was accepted";
  Session refused = Session().Echoed("hoge\n").ClosedByClient();
  refused.AndClient("next").NotConnected(StepOutcome::kRefused);
  EXPECT_EQ(CauseOf(refused, "open.handshake"), "stops-serving");
  refused.scenario().limits.open_files = 1;
  EXPECT_EQ(CauseOf(refused, "open.handshake"), "exhausted-descriptors");
}

TEST(MagicWordCausesTest, TellAnOrderFromAnEndOfTheConversation) {
  const auto says = [](std::string_view first, std::string_view second) {
    return Session().Echoed(first).Sent(second).ServerCloses().Waited(Expectation::kEcho,
                                                                      StepOutcome::kEof);
  };
  EXPECT_EQ(CauseOf(says("hoge\n", "quit\r\n"), "echo.complete"), "obeys-magic-word");
  EXPECT_EQ(CauseOf(says("hoge\n", "quit\r\n"), "close.order"), "obeys-magic-word");
  EXPECT_EQ(CauseOf(says("hoge\n", "\x04"), "close.order"), "obeys-magic-word");
  EXPECT_EQ(CauseOf(says("hoge\n", "GET / HTTP/1.0\r\n"), "close.order"), "obeys-magic-word");
  EXPECT_EQ(CauseOf(says("hoge\n", "fuga\n"), "close.order"), "closes-after-first-echo");
  // It had closed before the second came.
  const Session before = Session().Echoed("quit\n").ServerCloses().Sent("exit\n").Waited(
      Expectation::kEcho, StepOutcome::kEof);
  EXPECT_EQ(CauseOf(before, "close.order"), "closes-after-first-echo");
}

TEST(MagicWordCausesTest, AControlCharacterThatCameBackIsNone) {
  const auto ends = [](std::string_view sent, std::string_view came) {
    Session session = Session().Echoed("hoge\n").Echoed("fuga\n").Sent(sent);
    if (!came.empty()) session.Came(came);
    return session.ServerCloses().Waited(Expectation::kEcho, StepOutcome::kEof);
  };
  EXPECT_EQ(CauseOf(ends("ab\x03"
                         "cd\n",
                         ""),
                    "close.order"),
            "obeys-magic-word");
  EXPECT_EQ(CauseOf(ends("ab\x03"
                         "cd\n",
                         "ab"),
                    "close.order"),
            "obeys-magic-word");
  EXPECT_NE(CauseOf(ends("ab\x03"
                         "cd\n",
                         "ab\x03"),
                    "close.order"),
            "obeys-magic-word");
  const Session nothing_ever = Session()
                                   .Sent(
                                       "ab\x03"
                                       "cd\n")
                                   .ServerCloses()
                                   .Waited(Expectation::kEcho, StepOutcome::kEof);
  EXPECT_NE(CauseOf(nothing_ever, "close.order"), "obeys-magic-word");
}

TEST(MagicWordCausesTest, KnowAnAnswerOfItsOwn) {
  const Session session = Session()
                              .Echoed("hoge\n")
                              .Sent("quit\n")
                              .Came("see you\n")
                              .Waited(Expectation::kEcho, StepOutcome::kWrongBytes)
                              .ClosedByClient();
  EXPECT_EQ(CauseOf(session, "echo.bytes"), "obeys-magic-word");
}

TEST(MagicWordCausesTest, LeaveACrashToItsCause) {
  Session session =
      Session().Sent("quit\n").ServerCloses().Waited(Expectation::kEcho, StepOutcome::kEof);
  EXPECT_EQ(CauseOf(session, "close.order"), "obeys-magic-word");
  EXPECT_EQ(CauseOf(session.Died({{}, 11}), "close.order"), "crashed");
}

}  // namespace
}  // namespace echocheck
