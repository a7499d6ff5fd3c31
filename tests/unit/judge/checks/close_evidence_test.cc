// SPDX-License-Identifier: MIT
// close.*: which evidence decides, where the wire and the sockets show different parts of an end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/judge/checks/check_families.h"
#include "tests/unit/judge/evidence_input.h"

namespace echocheck {
namespace {

constexpr char kFin[] = "close.fin";
constexpr char kOrder[] = "close.order";
constexpr char kNoReset[] = "close.no_reset";

Session Guest() { return Session().Echoed("hoge\n"); }
std::string Actual(const Session& session, std::string_view check) {
  const auto finding = session.Says(check);
  return finding ? finding->actual : "no finding";
}

// Both ends reset. Whose RST was the first one decides.
TEST(CloseEvidenceTest, AServersResetBehindTheClientsIsAnAnswer) {
  Session session = Guest().ClientResets();
  session.ServerResets();
  EXPECT_NE(VerdictOn(session, kNoReset), Verdict::kFail);
  Session first = Guest().ServerResets();
  first.ClientResets();
  EXPECT_EQ(VerdictOn(first, kNoReset), Verdict::kFail);
}

TEST(CloseEvidenceTest, BySocketAResetBehindAFinIsTheKernels) {
  Session session = Guest().ServerCloses().ServerResets().WithoutCapture();
  EXPECT_NE(VerdictOn(session, kNoReset), Verdict::kFail);
  Session reset = Guest().ServerResets().WithoutCapture();
  EXPECT_EQ(VerdictOn(reset, kNoReset), Verdict::kFail);
  reset.connection().stream.eof_at = *reset.connection().stream.reset_at + Milliseconds(1);
  EXPECT_EQ(VerdictOn(reset, kNoReset), Verdict::kFail) << "the end of the stream came later";
}

TEST(CloseEvidenceTest, BySocketTellsAResetThatAnswersFromOneOutOfTheBlue) {
  EXPECT_EQ(Actual(Guest().ClientHalfCloses().ServerResets().WithoutCapture(), kNoReset),
            "RST, in answer to the client's FIN");
  EXPECT_EQ(Actual(Guest().ServerResets().ClientHalfCloses().WithoutCapture(), kNoReset),
            "RST, while the client was connected");
}

TEST(CloseEvidenceTest, AClientThatVanishedIsJudgedByItsSocket) {
  // The server's kernel resets what the vanished client does not answer: that is no fault.
  Session session = Guest().ClientVanishes();
  session.ServerResets();
  session.connection().stream.reset_at.reset();
  EXPECT_NE(VerdictOn(session, kNoReset), Verdict::kFail);
  Session before = Guest().ServerResets();
  before.ClientVanishes();
  EXPECT_EQ(VerdictOn(before, kNoReset), Verdict::kFail);
  EXPECT_EQ(Actual(before, kOrder), "RST before the client's FIN");
  Session closed = Guest().ServerCloses();
  closed.ClientVanishes();
  EXPECT_EQ(Actual(closed, kOrder), "FIN before the client's FIN");
  EXPECT_NE(VerdictOn(Guest().ClientVanishes(), kOrder), Verdict::kFail);
}

// A client that left bytes unread resets, and shows nothing of the server's end.
TEST(CloseEvidenceTest, AClientsOwnResetHidesTheServersEnd) {
  Session session = Guest();
  session.flow().from_client.rst_frame = 90;
  EXPECT_EQ(VerdictOn(session, kNoReset), std::nullopt);
  session.flow().from_server.fin_frame = 80;
  EXPECT_EQ(VerdictOn(session, kNoReset), Verdict::kPass) << "the server's FIN was there before";
}

TEST(CloseEvidenceTest, NoFinIsDueToWhoeverLeftWithoutOne) {
  // Its capture lacks the client's RST, so only the script tells.
  for (Session session : {Guest().ClientResets(), Guest().ClientVanishes()}) {
    session.flow().from_client.rst_frame.reset();
    session.flow().from_client.fin_frame = 90;
    EXPECT_NE(VerdictOn(session, kFin), Verdict::kFail);
  }
}

TEST(CloseEvidenceTest, NoFinIsDueWhereTheScenarioAsksForAReset) {
  Session session = Guest().ClientHalfCloses().Waited(Expectation::kReset, StepOutcome::kTimedOut);
  EXPECT_NE(VerdictOn(session, kFin), Verdict::kFail);
  EXPECT_EQ(VerdictOn(session, kNoReset), Verdict::kFail);
}

TEST(CloseEvidenceTest, AnAbandonedWaitForAResetSaysNothing) {
  Session session = Guest().Waited(Expectation::kEcho, StepOutcome::kTimedOut);
  session.Waited(Expectation::kReset, StepOutcome::kAbandoned);
  EXPECT_EQ(VerdictOn(session, kNoReset), std::nullopt);
}

TEST(CloseEvidenceTest, AClientToldToWaitForItsEndHasSeenThatNoneCame) {
  const auto waited = [](Expectation what, StepOutcome outcome) {
    return Guest().ClientHalfCloses().Waited(what, outcome).WithoutCapture();
  };
  EXPECT_EQ(VerdictOn(waited(Expectation::kEof, StepOutcome::kTimedOut), kFin), Verdict::kFail);
  EXPECT_EQ(VerdictOn(waited(Expectation::kEof, StepOutcome::kTimedOut), kOrder), Verdict::kPass);
  // It waited for something else, or did not come to the end of its time.
  EXPECT_NE(VerdictOn(waited(Expectation::kEcho, StepOutcome::kTimedOut), kFin), Verdict::kFail);
  EXPECT_NE(VerdictOn(waited(Expectation::kEof, StepOutcome::kAbandoned), kFin), Verdict::kFail);
  EXPECT_NE(VerdictOn(waited(Expectation::kEcho, StepOutcome::kTimedOut), kOrder), Verdict::kPass);
  // Without a half-close the server is not asked for its FIN.
  const Session open = Guest().Waited(Expectation::kEof, StepOutcome::kTimedOut).WithoutCapture();
  EXPECT_NE(VerdictOn(open, kFin), Verdict::kFail);
  EXPECT_NE(VerdictOn(open, kOrder), Verdict::kPass);
}

TEST(CloseEvidenceTest, BySocketTheOrderGoesByTheHalfClose) {
  EXPECT_EQ(VerdictOn(Guest().ClientHalfCloses().ServerCloses().WithoutCapture(), kOrder),
            Verdict::kPass);
  EXPECT_EQ(VerdictOn(Guest().ClientHalfCloses().ServerResets().WithoutCapture(), kOrder),
            Verdict::kPass);
  EXPECT_EQ(Actual(Guest().ServerCloses().ClientHalfCloses().WithoutCapture(), kOrder),
            "FIN before the client's FIN");
  EXPECT_EQ(Actual(Guest().ServerResets().ClientHalfCloses().WithoutCapture(), kOrder),
            "RST before the client's FIN");
}

// Evidence of a run that ended amid it: nobody noted when the client's side ended.
TEST(CloseEvidenceTest, TakesAnEndWithoutATimeForNone) {
  const auto actual = [](Session session, std::string_view check) {
    session.connection().ended_at.reset();
    const auto checks = CloseChecks();
    const auto judged = std::find_if(checks.begin(), checks.end(),
                                     [&](const Check& one) { return one.name() == check; });
    return ToText(judged->judge(InputOf(session))->actual, Language::kEnglish);
  };
  EXPECT_EQ(actual(Guest().ServerResets().WithoutCapture(), kNoReset),
            "RST, while the client was connected");
  EXPECT_EQ(actual(Guest().ClientHalfCloses().ServerCloses().WithoutCapture(), kOrder),
            "FIN before the client's FIN");
}

TEST(CloseEvidenceTest, NamesTheFrameThatEndedTheServersSide) {
  Session session = Guest().ServerResets();
  session.flow().from_server.fin_frame = *session.flow().from_server.rst_frame + 1;
  EXPECT_EQ(Actual(session, kOrder), "RST before the client's FIN");
  EXPECT_EQ(Actual(Guest().ServerCloses(), kOrder), "FIN before the client's FIN");
}

TEST(CloseEvidenceTest, NoFinIsDueFromATargetThatWasTold) {
  Session session = Guest().Stopped(TargetSignal::kTerminate).ClientHalfCloses();
  session.Waited(Expectation::kEof, StepOutcome::kTimedOut);
  EXPECT_EQ(VerdictOn(session, kFin), std::nullopt);
}

TEST(CloseEvidenceTest, ShowsAFewOfManySocketsThatAreLeft) {
  Session session = Guest().ClosedByClient();
  for (int i = 0; i < 40; ++i) session.Left("CLOSE-WAIT", 1, true);
  EXPECT_EQ(session.Says("close.released")->evidence.ports.size(), 16U);
}

TEST(CloseEvidenceTest, AWantedResetThatNobodyWaitedForIsNotJudged) {
  Session session = Guest().ClosedByClient();
  session.scenario().clients.back().steps.push_back({ExpectStep{Expectation::kReset, {}}, {}});
  EXPECT_EQ(VerdictOn(session, kNoReset), std::nullopt);
}

TEST(CloseEvidenceTest, AServerThatNeverClosesHasNotReset) {
  EXPECT_EQ(VerdictOn(Guest().ClientCloses(), kNoReset), Verdict::kPass);
}

}  // namespace
}  // namespace echocheck
