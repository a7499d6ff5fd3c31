// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/judge/session.h"

namespace echocheck {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Session Held(Release by, std::uint64_t released) {
  return Session()
      .Sent("hoge")
      .Waited(kExpectEcho, StepOutcome::kTimedOut)
      .Probed(by, 4, released)
      .ClosedByClient();
}

// The second client got its echo when the first had left.
Session Queued() {
  return Session()
      .Echoed("hoge\n")
      .AndClient("second")
      .Sent("fuga\n")
      .Waited(kExpectEcho, StepOutcome::kTimedOut)
      .Probed(Release::kOthersLeft, 5, 5)
      .ClosedByClient();
}

TEST(StreamingTest, PassesAnEchoThatCameByItself) {
  EXPECT_EQ(VerdictOn(Session().Echoed("hoge").ClosedByClient(), "echo.streaming"), Verdict::kPass);
}

TEST(StreamingTest, SaysNothingOfAnEchoThatTheFinMayHaveBrought) {
  const Session session = Session().Sent("hoge").ClientHalfCloses().Came("hoge").Waited(
      kExpectEcho, StepOutcome::kDone);
  EXPECT_EQ(VerdictOn(session, "echo.streaming"), std::nullopt);
  EXPECT_EQ(VerdictOn(Held(Release::kNothing, 0), "echo.streaming"), std::nullopt);
}

TEST(StreamingTest, WarnsOfAServerThatWaitsForMore) {
  const auto expect = [](Release by, std::string_view actual, std::string_view cause) {
    const Session session = Held(by, 4);
    EXPECT_THAT(session.Failing(), ElementsAre("echo.streaming")) << ToString(by);
    EXPECT_EQ(session.Says("echo.streaming")->actual, actual);
    EXPECT_EQ(CauseOf(session, "echo.streaming"), cause);
    EXPECT_EQ(VerdictOn(session, "echo.complete"), Verdict::kPass) << "RFC 862 sets no time";
  };
  expect(Release::kNewline, "4 of 4 bytes came after a newline", "held-until-newline");
  expect(Release::kFiller, "4 of 4 bytes came after 0 bytes more", "held-until-full-block");
  expect(Release::kEof, "4 of 4 bytes came after the client's FIN", "held-until-eof");
}

TEST(StreamingTest, LeavesToOthersWhatNeverCame) {
  const Session session = Held(Release::kNewline, 2);
  EXPECT_THAT(session.Failing(), ElementsAre("echo.complete", "echo.streaming"));
  EXPECT_EQ(session.Says("echo.complete")->actual, "2 of 4 bytes, then the deadline");
  EXPECT_EQ(CauseOf(session, "echo.complete"), "held-until-newline");
}

TEST(StreamingTest, KeepsTheProbeOutOfWhatTheWireIsComparedWith) {
  EXPECT_EQ(VerdictOn(Held(Release::kNewline, 4), "echo.wire"), Verdict::kSkipped);
}

TEST(ConcurrentTest, PassesWhoIsServedBesideAnother) {
  const Session session = Session().Echoed("hoge").AndClient("second").Echoed("fuga");
  EXPECT_EQ(VerdictOn(session, "echo.concurrent"), Verdict::kPass);
}

TEST(ConcurrentTest, SaysNothingOfClientsThatDidNotMeet) {
  const Session session =
      Session().Echoed("hoge").ClosedByClient().AndClient("second").Echoed("fuga").ClosedByClient();
  EXPECT_EQ(VerdictOn(session, "echo.concurrent"), std::nullopt);
  EXPECT_EQ(VerdictOn(Session().Echoed("hoge"), "echo.concurrent"), std::nullopt);
}

TEST(ConcurrentTest, WarnsOfAQueue) {
  const Session session = Queued();
  EXPECT_THAT(session.Failing(), ElementsAre("echo.concurrent"));
  EXPECT_THAT(session.Says("echo.concurrent")->evidence.ports, ElementsAre(50002));
  EXPECT_EQ(VerdictOn(session, "echo.complete"), Verdict::kPass);
}

TEST(IsolationTest, PassesClientsThatGetTheirOwn) {
  const Session session =
      Session().Echoed("first says hoge\n").AndClient("second").Echoed("second says fuga\n");
  EXPECT_EQ(VerdictOn(session, "echo.isolation"), Verdict::kPass);
  EXPECT_EQ(VerdictOn(Session().Echoed("hoge\n"), "echo.isolation"), std::nullopt);
}

TEST(IsolationTest, FailsBytesOfAnotherClient) {
  const Session session = Session()
                              .Echoed("first says hoge\n")
                              .AndClient("second")
                              .Sent("second says fuga\n")
                              .Came("first says hoge\n")
                              .Waited(kExpectEcho, StepOutcome::kWrongBytes)
                              .ClosedByClient();
  EXPECT_THAT(session.Failing(), ElementsAre("echo.isolation"));
  const Finding finding = *session.Says("echo.isolation");
  EXPECT_EQ(finding.verdict, Verdict::kFail);
  EXPECT_THAT(finding.evidence.ports, ElementsAre(50002));
  EXPECT_EQ(finding.cause->id, "other-clients-bytes");
  EXPECT_EQ(finding.cause->arguments.at("sender_port"), "50001");
  EXPECT_EQ(VerdictOn(session, "echo.bytes"), Verdict::kSkipped);
}

TEST(IsolationTest, FailsBytesOfAnotherBehindItsOwn) {
  const Session session = Session()
                              .Echoed("first says hoge\n")
                              .AndClient("second")
                              .Sent("fuga\n")
                              .Came("fuga\nfirst says hoge\n")
                              .Waited(kExpectEcho, StepOutcome::kWrongBytes);
  EXPECT_THAT(session.Failing(), ElementsAre("echo.isolation"));
}

TEST(IsolationTest, NamesWhereWhatIsMissingWent) {
  Session session = Session()
                        .Sent("first says hoge\n")
                        .AndClient("second")
                        .Echoed("fuga\n")
                        .Came("first says hoge\n")
                        .Waited(Expectation::kQuiet, StepOutcome::kUnexpectedData);
  ConnectionRecord& first = session.evidence().history.connections.front();
  StepRecord wait;
  wait.index = 2;
  wait.kind = StepKind::kExpectEcho;
  wait.outcome = StepOutcome::kTimedOut;
  first.steps.push_back(wait);
  EXPECT_THAT(session.Failing(), ElementsAre("echo.complete", "echo.isolation"));
  EXPECT_EQ(CauseOf(session, "echo.complete"), "other-clients-bytes");
}

TEST(IsolationTest, BlamesNobodyForWhatBothHadSent) {
  const Session session = Session()
                              .Echoed("hoge hoge hoge\n")
                              .AndClient("second")
                              .Sent("hoge hoge hoge\n")
                              .Came("hoge hoge hoge\nhoge hoge hoge\n")
                              .Waited(kExpectEcho, StepOutcome::kWrongBytes);
  EXPECT_EQ(VerdictOn(session, "echo.isolation"), Verdict::kPass);
  EXPECT_EQ(VerdictOn(session, "echo.unsolicited"), Verdict::kFail);
}

TEST(IsolationTest, TakesTheRestOfOneWhoHasLeftForAnUnclearedBuffer) {
  const Session session = Session()
                              .Echoed("first says hoge\n")
                              .ClosedByClient()
                              .AndClient("second")
                              .Sent("fuga\n")
                              .Came("fuga\n says hoge\n")
                              .Waited(kExpectEcho, StepOutcome::kWrongBytes);
  EXPECT_EQ(VerdictOn(session, "echo.isolation"), Verdict::kFail);
  EXPECT_EQ(CauseOf(session, "echo.isolation"), "stale-bytes");
}

TEST(CloseOfTheLostTest, AskNoFinOfAServerWhoseClientVanished) {
  const Session gone = Session().Echoed("hoge\n").ClientVanishes();
  EXPECT_THAT(gone.Failing(), IsEmpty());
  for (const auto* id : {"close.fin", "close.order", "close.no_reset"}) {
    EXPECT_EQ(VerdictOn(gone, id), std::nullopt) << id;
  }
  // It may end its side whenever it finds out.
  EXPECT_THAT(Session().Echoed("hoge\n").ClientVanishes().CameUnread("").Failing(), IsEmpty());
}

TEST(CloseOfTheLostTest, AskNoFinOfAServerWhoseClientLeftBytesUnread) {
  const Session left = Session().Sent("hoge\n").ClientLeavesUnread();
  EXPECT_EQ(VerdictOn(left, "close.fin"), std::nullopt);
  EXPECT_EQ(VerdictOn(left, "close.no_reset"), std::nullopt);
  EXPECT_THAT(left.Failing(), IsEmpty());
}

}  // namespace
}  // namespace echocheck
