// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/base/ip_literal.h"
#include "tests/unit/judge/session.h"

namespace echocheck {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Session Echoed() { return Session().Echoed("hoge\n"); }
Session Closed() { return Echoed().ClosedByClient(); }
Session HalfClosed() {
  return Echoed().ClientHalfCloses().ServerCloses().Waited(Expectation::kEof, StepOutcome::kDone);
}
Session NeverCloses() {
  return Echoed().ClientHalfCloses().Waited(Expectation::kEof, StepOutcome::kTimedOut);
}
// The client has sent its next message when the end comes.
Session ServerClosesFirst() {
  return Echoed().Sent("hoge\n").ServerCloses().Waited(Expectation::kEcho, StepOutcome::kEof);
}
Session ServerResetsFirst() {
  return Echoed().ServerResets().Waited(Expectation::kQuiet, StepOutcome::kReset);
}
Session ResetsInsteadOfFin() {
  return Echoed().ClientHalfCloses().ServerResets().Waited(Expectation::kEof, StepOutcome::kReset);
}

const char* const kWireChecks[] = {"close.fin", "close.order", "close.no_reset"};

TEST(CloseChecksTest, PassAServerThatFollowsItsClient) {
  for (const Session& session : {Closed(), HalfClosed()}) {
    EXPECT_THAT(session.Failing(), IsEmpty());
    EXPECT_EQ(session.Judged().close, Verdict::kPass);
  }
}

TEST(CloseChecksTest, SkipWhatAClientThatLeftCannotSee) {
  for (const auto* id : kWireChecks) {
    EXPECT_EQ(VerdictOn(Closed().WithoutCapture(), id), Verdict::kSkipped) << id;
    EXPECT_EQ(VerdictOn(Closed().WithIncompleteCapture(), id), Verdict::kInconclusive) << id;
    EXPECT_EQ(VerdictOn(Closed().WithoutFlow(), id), Verdict::kInconclusive) << id;
  }
}

TEST(CloseChecksTest, JudgeByTheSocketWhatAClientThatReadOnHasSeen) {
  for (const auto* id : kWireChecks) {
    EXPECT_EQ(VerdictOn(HalfClosed().WithoutCapture(), id), Verdict::kPass) << id;
    EXPECT_EQ(VerdictOn(HalfClosed().WithIncompleteCapture(), id), Verdict::kPass) << id;
  }
  EXPECT_THAT(NeverCloses().WithoutCapture().Failing(), ElementsAre("close.fin"));
  EXPECT_THAT(ResetsInsteadOfFin().WithoutCapture().Failing(), ElementsAre("close.no_reset"));
  EXPECT_THAT(ServerClosesFirst().WithoutCapture().Failing(),
              ElementsAre("echo.complete", "close.order"));
}

TEST(CloseChecksTest, DoNotTakeAHalfCloseForReadingOn) {
  const Session left_at_once = Echoed().ClientHalfCloses().WithoutCapture();
  for (const auto* id : kWireChecks) {
    EXPECT_EQ(VerdictOn(left_at_once, id), Verdict::kSkipped) << id;
  }
}

TEST(CloseChecksTest, TakeAnEndFoundOnLeavingForTheFirst) {
  // Closing, the client finds the server's FIN among what had arrived before.
  Session session = Closed().WithoutCapture();
  session.connection().stream.eof_at = *session.connection().ended_at + Milliseconds(1);
  EXPECT_THAT(session.Failing(), ElementsAre("close.order"));
}

TEST(CloseChecksTest, FailAServerThatNeverCloses) {
  Session session = Echoed().ClientCloses();
  session.flow().server_state = TcpState::kCloseWait;
  session.target().sockets_left = {
      {"CLOSE-WAIT", {"127.0.0.1"_ip, 50000}, {"127.0.0.1"_ip, 50001}, 1, 0}};
  EXPECT_THAT(session.Failing(), ElementsAre("close.fin", "close.released"));
  const Finding fin = *session.Says("close.fin");
  EXPECT_EQ(fin.verdict, Verdict::kFail);
  EXPECT_EQ(fin.expected, "FIN within 2000 ms");
  EXPECT_EQ(fin.actual, "no FIN; the server is in CLOSE-WAIT");
  EXPECT_THAT(fin.evidence.frames, ElementsAre(6));
  const Finding released = *session.Says("close.released");
  EXPECT_EQ(released.verdict, Verdict::kWarn);
  EXPECT_EQ(released.summary, "1 socket left in CLOSE-WAIT");
  EXPECT_EQ(released.actual, "CLOSE-WAIT to 127.0.0.1:50001 with 1 byte not read");
  EXPECT_THAT(released.evidence.ports, ElementsAre(50001));
}

TEST(CloseChecksTest, SeeSocketsLeftWithoutACapture) {
  Session session = Closed().WithoutCapture();
  EXPECT_EQ(VerdictOn(session, "close.released"), Verdict::kPass);
  const SocketRecord left{"CLOSE-WAIT", {"127.0.0.1"_ip, 50000}, {"127.0.0.1"_ip, 50001}, 0, 0};
  session.target().sockets_left = {left, left, left};
  EXPECT_EQ(session.Says("close.released")->summary, "3 sockets left in CLOSE-WAIT");
  EXPECT_EQ(session.Says("close.released")->actual, "CLOSE-WAIT to 127.0.0.1:50001, and 2 more");
}

TEST(CloseChecksTest, FailAServerThatClosesFirst) {
  const Session session = ServerClosesFirst();
  EXPECT_THAT(session.Failing(), ElementsAre("echo.complete", "close.order"));
  const Finding finding = *session.Says("close.order");
  EXPECT_EQ(finding.expected, "the server keeps the connection until the client closes");
  EXPECT_EQ(finding.actual, "FIN before the client's FIN");
  EXPECT_THAT(finding.evidence.frames, ElementsAre(7));
}

TEST(CloseChecksTest, FailAServerThatClosesRightBeforeItsClient) {
  const Session session = Echoed().ServerCloses().ClientCloses();
  EXPECT_THAT(session.Failing(), ElementsAre("close.order"));
  EXPECT_THAT(session.Says("close.order")->evidence.frames, ElementsAre(6, 7));
}

TEST(CloseChecksTest, TakeAResetBehindAFinForTheKernelsAnswer) {
  // The server closed first; the client's next bytes find nobody.
  const Session session = Echoed().ServerCloses().Sent("hoge\n").ServerResets();
  EXPECT_EQ(VerdictOn(session, "close.no_reset"), Verdict::kPass);
  EXPECT_EQ(VerdictOn(session, "close.order"), Verdict::kFail);
}

TEST(CloseChecksTest, FailAResetInsteadOfAFin) {
  const Session session = ResetsInsteadOfFin();
  EXPECT_THAT(session.Failing(), ElementsAre("close.no_reset"));
  const Finding finding = *session.Says("close.no_reset");
  EXPECT_EQ(finding.expected, "FIN");
  EXPECT_EQ(finding.actual, "RST, in answer to the client's FIN");
  EXPECT_THAT(finding.evidence.frames, ElementsAre(6, 7));
  EXPECT_EQ(VerdictOn(session, "close.fin"), Verdict::kSkipped);
  EXPECT_THAT(Echoed().ClientCloses().ServerResets().Failing(), ElementsAre("close.no_reset"));
}

TEST(CloseChecksTest, FailAResetOutOfTheBlue) {
  for (const Session& session : {ServerResetsFirst(), ServerResetsFirst().WithoutCapture()}) {
    EXPECT_THAT(session.Failing(), ElementsAre("close.order", "close.no_reset"));
    EXPECT_EQ(session.Says("close.order")->actual, "RST before the client's FIN");
    EXPECT_EQ(session.Says("close.no_reset")->actual, "RST, while the client was connected");
  }
}

TEST(CloseChecksTest, AskNothingOfAServerWhoseClientReset) {
  EXPECT_EQ(VerdictOn(Echoed().ClientResets(), "close.fin"), std::nullopt);
  EXPECT_EQ(VerdictOn(Echoed().ClientResets(), "close.no_reset"), std::nullopt);
  EXPECT_EQ(VerdictOn(Echoed().ClientResets(), "close.order"), Verdict::kPass);
}

TEST(CloseChecksTest, AskNothingOfAServerWhoseClientLeftWithUnreadBytes) {
  // close(2) then sends RST, also behind its FIN when bytes come late.
  Session session = Session().Sent("hoge").ClientCloses().CameUnread("hoge");
  session.flow().from_client.rst_frame = 99;
  EXPECT_EQ(VerdictOn(session, "close.fin"), std::nullopt);
  EXPECT_EQ(VerdictOn(session, "close.no_reset"), std::nullopt);
}

TEST(CloseChecksTest, AskForAResetWhereTheScenarioDoes) {
  const Session came = Echoed().ServerResets().Waited(Expectation::kReset, StepOutcome::kDone);
  EXPECT_THAT(came.Failing(), IsEmpty());
  EXPECT_EQ(VerdictOn(came, "close.no_reset"), Verdict::kPass);
  const Session missing = Echoed().Waited(Expectation::kReset, StepOutcome::kTimedOut);
  EXPECT_THAT(missing.Failing(), ElementsAre("close.no_reset"));
  EXPECT_EQ(missing.Says("close.no_reset")->expected, "RST");
  EXPECT_EQ(missing.Says("close.no_reset")->actual, "the deadline passed");
}

TEST(CloseChecksTest, BlameOurselvesForOurOwnFailedCall) {
  const Session session = ServerResetsFirst().CouldNot({CloseStep{}, {}}, StepOutcome::kFailed,
                                                       "close: Input/output error");
  for (const auto* id : kWireChecks) {
    EXPECT_EQ(VerdictOn(session, id), Verdict::kInconclusive) << id;
  }
}

TEST(CloseChecksTest, SkipWhenNobodyWasConnected) {
  const Session session = Session().NotConnected(StepOutcome::kRefused);
  EXPECT_EQ(VerdictOn(session, "close.fin"), Verdict::kSkipped);
  EXPECT_EQ(VerdictOn(session, "close.released"), Verdict::kSkipped);
  EXPECT_EQ(session.Judged().close, Verdict::kSkipped);
}

}  // namespace
}  // namespace echocheck
