// SPDX-License-Identifier: MIT
// What the judge makes of all checks together, and of many connections.
#include "harness/judge/judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/judge/session.h"

namespace echocheck {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(JudgeTest, PassesAGoodServer) {
  const Judgement judgement = Served().Judged();
  EXPECT_EQ(judgement.verdict, Verdict::kPass);
  EXPECT_EQ(judgement.behaviour, Verdict::kPass);
  EXPECT_EQ(judgement.close, Verdict::kPass);
  EXPECT_THAT(judgement.findings, SizeIs(15)) << "those that the scenario touches";
  for (const Finding& finding : judgement.findings) {
    EXPECT_EQ(finding.verdict, Verdict::kPass) << finding.check << ": " << finding.summary;
    EXPECT_THAT(finding.expected, IsEmpty()) << finding.check;
    EXPECT_LE(finding.summary.size(), 60U) << finding.check;
  }
}

TEST(JudgeTest, PassesAGoodServerWithoutACapture) {
  const Judgement judgement = Served().WithoutCapture().Judged();
  EXPECT_EQ(judgement.verdict, Verdict::kPass);
  EXPECT_EQ(judgement.behaviour, Verdict::kPass);
}

// That no socket is left does not say how the connection ended: a reset leaves none either.
TEST(JudgeTest, SkipsACloseThatWasNotSeen) {
  const Session reset = Session().Echoed("hoge\n").ClientCloses().ServerResets();
  for (Session session : {Served(), reset}) {
    session.WithoutCapture();
    EXPECT_EQ(VerdictOn(session, "close.released"), Verdict::kPass);
    EXPECT_EQ(session.Judged().close, Verdict::kSkipped);
  }
}

TEST(JudgeTest, PassesACloseThatTheSocketsShowed) {
  const Session session = Session().Echoed("hoge\n").ClientHalfCloses().ServerCloses();
  EXPECT_EQ(Session(session).WithoutCapture().Judged().close, Verdict::kPass);
}

TEST(JudgeTest, TellsOfSocketsLeftWhereTheCloseWasNotSeen) {
  Session session = Served().Left("CLOSE-WAIT", 1, true);
  EXPECT_EQ(session.WithoutCapture().Judged().close, Verdict::kWarn);
}

TEST(JudgeTest, SaysErrorAndNothingElseWhenWeFailed) {
  Session session = Served();
  session.evidence().error = EnvironmentError("no space left on device");
  const Judgement judgement = session.Judged();
  EXPECT_THAT(judgement.findings, IsEmpty());
  EXPECT_EQ(judgement.verdict, Verdict::kError);
  EXPECT_EQ(judgement.behaviour, Verdict::kError);
  EXPECT_EQ(judgement.close, Verdict::kError);
}

TEST(JudgeTest, HoldsNothingAgainstAServerThatTheMachineHeldUp) {
  Session session =
      Session().Sent("hoge\n").Waited(kExpectEcho, StepOutcome::kTimedOut).ClosedByClient();
  EXPECT_EQ(VerdictOn(session, "echo.complete"), Verdict::kFail);
  HeldUp& held_up = session.evidence().held_up.emplace();
  held_up.waited = std::chrono::seconds(240);
  held_up.of = std::chrono::seconds(300);
  EXPECT_EQ(VerdictOn(session, "echo.complete"), Verdict::kFail) << "it had its time all the same";
  held_up.gave_up = true;
  EXPECT_EQ(VerdictOn(session, "echo.complete"), Verdict::kInconclusive);
  EXPECT_THAT(session.Says("echo.complete")->summary,
              testing::HasSubstr("waited 240.0 of 300.0 s for a processor"));
  EXPECT_FALSE(session.Says("echo.complete")->cause);
  EXPECT_EQ(session.Judged().verdict, Verdict::kInconclusive);
}

TEST(JudgeTest, NoLoadMakesUpBytes) {
  Session session = Session().Sent("hoge\n").Came("HOGE\n").ClosedByClient();
  session.evidence().held_up = {std::chrono::seconds(240), std::chrono::seconds(300), true};
  EXPECT_EQ(VerdictOn(session, "echo.bytes"), Verdict::kFail);
}

TEST(JudgeTest, KeepsBehaviourAndCloseApart) {
  const Judgement badly_closed = Session().Echoed("hoge\n").ClientCloses().ServerResets().Judged();
  EXPECT_EQ(badly_closed.verdict, Verdict::kFail);
  EXPECT_EQ(badly_closed.behaviour, Verdict::kPass);
  EXPECT_EQ(badly_closed.close, Verdict::kFail);
  const Judgement badly_echoed = Session().Sent("hoge\n").Came("HOGE\n").ClosedByClient().Judged();
  EXPECT_EQ(badly_echoed.behaviour, Verdict::kFail);
  EXPECT_EQ(badly_echoed.close, Verdict::kPass);
}

TEST(JudgeTest, NeverWeighsAFindingMoreThanItsScenario) {
  Session session = Session().Sent("hoge\n").Came("HOGE\n").ClosedByClient();
  EXPECT_EQ(session.Says("echo.bytes")->level, Level::kMust);
  session.scenario().level = Level::kShould;
  EXPECT_EQ(session.Says("close.fin")->level, Level::kShould);
  EXPECT_EQ(session.Says("echo.bytes")->level, Level::kMust) << "wrong bytes are wrong anywhere";
  EXPECT_EQ(VerdictOn(session, "echo.bytes"), Verdict::kFail);
  session.scenario().level = Level::kInfo;
  EXPECT_EQ(VerdictOn(session, "echo.bytes"), Verdict::kPass);
  EXPECT_EQ(CauseOf(session, "echo.bytes"), "case-changed") << "worth knowing all the same";
  EXPECT_EQ(session.Says("capture.complete")->level, Level::kInfo) << "the check's own is milder";
}

TEST(JudgeTest, CountsConnectionsThatAreAllWell) {
  const Session session = Served().AndClient("second").Echoed("fuga\n").ClosedByClient();
  EXPECT_EQ(session.Judged().verdict, Verdict::kPass);
  EXPECT_EQ(session.Says("close.fin")->summary, "2 connections: the server sent its FIN");
}

TEST(JudgeTest, NamesTheFirstOfManyThatFail) {
  Session session = Served();
  for (const auto* name : {"alice", "bob", "carol"}) {
    session.AndClient(name).Sent("hoge\n").Came("HOGE\n").ClosedByClient();
  }
  const Finding finding = *session.Says("echo.bytes");
  EXPECT_EQ(finding.summary, "alice (port 50002) and 2 more: bytes differ from offset 0 on");
  EXPECT_THAT(finding.evidence.ports, ElementsAre(50002, 50003, 50004));
  EXPECT_THAT(finding.evidence.frames, ElementsAre(12)) << "of the first one";
}

TEST(JudgeTest, LetsAFailedConnectionDecideOverAnUnseenOne) {
  Session session = Served();
  session.AndClient("alice").Sent("hoge\n").CouldNot({CloseStep{}, {}}, StepOutcome::kFailed);
  session.AndClient("bob").Sent("hoge\n").Came("HOGE\n").ClosedByClient();
  EXPECT_EQ(VerdictOn(session, "echo.bytes"), Verdict::kFail);
  EXPECT_THAT(session.Says("echo.bytes")->evidence.ports, ElementsAre(50003));
  EXPECT_EQ(VerdictOn(session, "close.fin"), Verdict::kInconclusive);
}

TEST(JudgeTest, ListsNoMoreThanAFewOfThousandPorts) {
  Session session;
  session.Sent("hoge\n").Came("HOGE\n");
  for (int i = 1; i < 1000; ++i) session.AndClient("crowd").Sent("hoge\n").Came("HOGE\n");
  const Finding finding = *session.Says("echo.bytes");
  EXPECT_EQ(finding.summary, "client (port 50001) and 999 more: bytes differ from offset 0 on");
  EXPECT_THAT(finding.evidence.ports, SizeIs(16));
}

TEST(JudgeTest, SurvivesEvidenceThatDoesNotFitItsScenario) {
  Session session = Served();
  session.scenario().clients.clear();
  EXPECT_EQ(VerdictOn(session, "echo.unsolicited"), Verdict::kPass);
  EXPECT_EQ(VerdictOn(session, "echo.bytes"), std::nullopt);
}

TEST(JudgeTest, LoadExcusesNothingThatHolds) {
  Session session = Served();
  session.evidence().held_up = {std::chrono::seconds(240), std::chrono::seconds(300), true};
  EXPECT_EQ(session.Judged().verdict, Verdict::kPass);
}

TEST(JudgeTest, NoLoadBringsBytesThatNobodySent) {
  Session session = Session().Echoed("hoge\n").Came("fuga\n").ClosedByClient();
  session.evidence().held_up = {std::chrono::seconds(240), std::chrono::seconds(300), true};
  EXPECT_EQ(VerdictOn(session, "echo.unsolicited"), Verdict::kFail);
  Session crossed = Session().Echoed("first says hoge\n").AndClient("second");
  crossed.Sent("second says fuga\n").Came("first says hoge\n");
  crossed.evidence().held_up = {std::chrono::seconds(240), std::chrono::seconds(300), true};
  EXPECT_EQ(VerdictOn(crossed, "echo.isolation"), Verdict::kFail);
}

TEST(JudgeTest, TheTargetIsJudgedAlsoWhereItServesDatagrams) {
  Session session;
  session.scenario().transport = Transport::kUdp;
  EXPECT_EQ(VerdictOn(session, "target.survives"), Verdict::kPass);
}

}  // namespace
}  // namespace echocheck
