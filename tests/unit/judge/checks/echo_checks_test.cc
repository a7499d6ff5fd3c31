// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/judge/session.h"

namespace echocheck {
namespace {

using namespace std::string_view_literals;
using testing::ElementsAre;
using testing::IsEmpty;

Session PingPong() { return Session().Echoed("hoge\n").Echoed("hoge\n").ClosedByClient(); }

// Sent, and this came back; the client noticed.
Session Answered(std::string_view sent, std::string_view came) {
  return Session().Sent(sent).Came(came).Waited(kExpectEcho, StepOutcome::kWrongBytes);
}

TEST(EchoChecksTest, PassAnEcho) {
  EXPECT_THAT(PingPong().Failing(), IsEmpty());
  for (const auto* id : {"echo.bytes", "echo.complete", "echo.unsolicited", "echo.wire"}) {
    EXPECT_EQ(VerdictOn(PingPong(), id), Verdict::kPass) << id;
  }
}

TEST(EchoChecksTest, FailChangedBytes) {
  const Session session = Answered("hoge\n", "HOGE\n").ClosedByClient();
  EXPECT_THAT(session.Failing(), ElementsAre("echo.bytes"));
  const Finding finding = *session.Says("echo.bytes");
  EXPECT_EQ(finding.summary, "bytes differ from offset 0 on");
  EXPECT_EQ(finding.expected, "\"hoge\\n\" from offset 0 on");
  EXPECT_EQ(finding.actual, "\"HOGE\\n\" from offset 0 on");
  EXPECT_THAT(finding.evidence.frames, ElementsAre(5));
  EXPECT_THAT(finding.evidence.ports, ElementsAre(50001));
  ASSERT_TRUE(finding.evidence.difference);
  EXPECT_EQ(finding.evidence.difference->actual, "HOGE\n");
}

TEST(EchoChecksTest, FailTheSameAnswerWhateverComes) {
  EXPECT_EQ(VerdictOn(Answered("a longer line\n", "hoge\n"), "echo.bytes"), Verdict::kFail);
  EXPECT_EQ(VerdictOn(Answered("abc\n", "hoge\n"), "echo.bytes"), Verdict::kFail);
  EXPECT_EQ(VerdictOn(Answered("x", "hoge\n"), "echo.bytes"), Verdict::kFail);
}

TEST(EchoChecksTest, FailBytesLeftOutInTheMiddle) {
  const Session session = Session()
                              .Sent("ab\0cd\n"sv)
                              .Sent("next\n")
                              .Came("ab")
                              .Came("next\n")
                              .Waited(kExpectEcho, StepOutcome::kTimedOut)
                              .ClosedByClient();
  EXPECT_THAT(session.Failing(), ElementsAre("echo.bytes", "echo.complete"));
  EXPECT_EQ(session.Says("echo.bytes")->summary, "bytes are missing from offset 2 on");
  EXPECT_THAT(session.Says("echo.bytes")->evidence.frames, ElementsAre(7));
}

TEST(EchoChecksTest, FailAnEchoCutAtNul) {
  const Session session = Session()
                              .Sent("ab\0cd\n"sv)
                              .Came("ab")
                              .Waited(kExpectEcho, StepOutcome::kTimedOut)
                              .ClosedByClient();
  EXPECT_THAT(session.Failing(), ElementsAre("echo.complete"));
  const Finding finding = *session.Says("echo.complete");
  EXPECT_EQ(finding.summary, "2 of 6 bytes came back before the deadline");
  EXPECT_EQ(finding.expected, "all bytes that were sent");
  EXPECT_EQ(finding.actual, "2 of 6 bytes, then the deadline");
  EXPECT_THAT(finding.evidence.frames, ElementsAre(5, 7));
}

TEST(EchoChecksTest, FailASilentServer) {
  const Session session =
      Session().Sent("hoge\n").Waited(kExpectEcho, StepOutcome::kTimedOut).ClosedByClient();
  EXPECT_THAT(session.Failing(), ElementsAre("echo.complete"));
  EXPECT_EQ(VerdictOn(session, "echo.bytes"), Verdict::kSkipped);
}

TEST(EchoChecksTest, FailAServerThatClosesBeforeItHasSentAll) {
  const Session half_closed =
      Session().Sent("hogehoge").ClientHalfCloses().Came("hoge").ServerCloses();
  EXPECT_THAT(half_closed.Failing(), ElementsAre("echo.complete"));
  EXPECT_EQ(half_closed.Says("echo.complete")->actual, "4 of 8 bytes, then the server closed");
  const Session silent = Session().Sent("hoge").ClientHalfCloses().ServerResets();
  EXPECT_EQ(silent.Says("echo.complete")->actual,
            "0 of 4 bytes, then the server reset the connection");
}

TEST(EchoChecksTest, FailAServerThatStopsReading) {
  const Step send{SendStep{{"hoge", 1000000}, {}}, {}};
  const Session session = Session().Echoed("hoge").CouldNot(send, StepOutcome::kTimedOut);
  const Finding finding = *session.Says("echo.complete");
  EXPECT_EQ(finding.verdict, Verdict::kFail);
  EXPECT_EQ(finding.summary, "the client could not send all its bytes before the deadline");
}

TEST(EchoChecksTest, LeaveAClientTheChoiceNotToWait) {
  EXPECT_EQ(VerdictOn(Session().Sent("hoge").ClosedByClient(), "echo.complete"), std::nullopt);
  EXPECT_EQ(VerdictOn(Session().Sent("hoge").ClientResets(), "echo.complete"), std::nullopt);
  EXPECT_EQ(VerdictOn(Session().Sent("hoge").ClientHalfCloses(), "echo.complete"), std::nullopt);
  EXPECT_EQ(VerdictOn(Session().ClosedByClient(), "echo.complete"), std::nullopt);
  EXPECT_EQ(VerdictOn(Session().ClosedByClient(), "echo.bytes"), std::nullopt);
}

TEST(EchoChecksTest, DoNotCallAnEchoCompleteThatTheClientCutShort) {
  EXPECT_EQ(VerdictOn(Answered("hogehoge", "hoge!"), "echo.complete"), Verdict::kSkipped);
  const Step meet{MeetStep{"start"}, {}};
  const Step send{SendStep{{"hoge", 1}, {}}, {}};
  const Session waiting = Session()
                              .Echoed("hoge")
                              .CouldNot(meet, StepOutcome::kTimedOut)
                              .CouldNot(send, StepOutcome::kAbandoned);
  EXPECT_EQ(VerdictOn(waiting, "echo.complete"), Verdict::kInconclusive);
  EXPECT_EQ(waiting.Says("echo.complete")->summary,
            "the client stopped at its step \"meet start\"");
}

TEST(EchoChecksTest, FailAnByteTooMany) {
  const Session session =
      Session().Sent("hoge\n").Came("hoge\n\0"sv).Waited(kExpectEcho, StepOutcome::kWrongBytes);
  EXPECT_THAT(session.Failing(), ElementsAre("echo.unsolicited"));
  const Finding finding = *session.Says("echo.unsolicited");
  EXPECT_EQ(finding.summary, "1 byte came that nobody sent");
  EXPECT_EQ(finding.expected, "nothing from offset 5 on");
  EXPECT_EQ(finding.actual, "\"\\0\" from offset 5 on");
  EXPECT_THAT(finding.evidence.frames, ElementsAre(5));
}

TEST(EchoChecksTest, FailAnByteTooManyHoweverLateItIsRead) {
  Session between = Session().Echoed("hoge\n").Sent("hoge\n").Came("\0hoge\n\0"sv).ClosedByClient();
  EXPECT_THAT(between.Failing(), ElementsAre("echo.unsolicited"));
  EXPECT_THAT(between.WithoutCapture().Failing(), ElementsAre("echo.unsolicited"));
}

TEST(EchoChecksTest, FailAGreeting) {
  const Session session = Session().Came("Welcome\n").Echoed("hoge\n").ClosedByClient();
  EXPECT_THAT(session.Failing(), ElementsAre("echo.unsolicited"));
}

TEST(EchoChecksTest, FailAnAnswerThatWasGuessed) {
  const Session session = Session().Came("hoge\n").Sent("hoge\n").ClosedByClient();
  EXPECT_THAT(session.Failing(), ElementsAre("echo.unsolicited"));
  EXPECT_EQ(session.Says("echo.unsolicited")->summary, "5 bytes came before the client sent them");
  EXPECT_THAT(session.Says("echo.unsolicited")->evidence.frames, ElementsAre(4));
}

TEST(EchoChecksTest, BlameNobodyForAnEchoInAQuietTime) {
  const Session session =
      Session().Sent("hoge").Came("hoge").Waited(Expectation::kQuiet, StepOutcome::kUnexpectedData);
  EXPECT_EQ(VerdictOn(session, "echo.unsolicited"), Verdict::kInconclusive);
}

TEST(EchoChecksTest, JudgeTheBytesWithoutACapture) {
  for (const auto* id : {"echo.bytes", "echo.complete", "echo.unsolicited"}) {
    EXPECT_EQ(VerdictOn(PingPong().WithoutCapture(), id), Verdict::kPass) << id;
    EXPECT_EQ(VerdictOn(PingPong().WithIncompleteCapture(), id), Verdict::kPass) << id;
  }
  EXPECT_EQ(VerdictOn(Answered("hoge", "HOGE").WithoutCapture(), "echo.bytes"), Verdict::kFail);
}

TEST(EchoChecksTest, SeeTheWireOnlyInACompleteCapture) {
  EXPECT_EQ(VerdictOn(PingPong().WithoutCapture(), "echo.wire"), Verdict::kSkipped);
  EXPECT_EQ(VerdictOn(PingPong().WithIncompleteCapture(), "echo.wire"), Verdict::kInconclusive);
  EXPECT_EQ(VerdictOn(PingPong().WithoutFlow(), "echo.wire"), Verdict::kInconclusive);
  Session holed = PingPong();
  holed.flow().from_server.missing_bytes = 1;
  EXPECT_EQ(VerdictOn(holed, "echo.wire"), Verdict::kInconclusive);
}

TEST(EchoChecksTest, SkipTheBytesOfACaptureOfHeaders) {
  Session headers = PingPong();
  headers.flow().from_client.stream_known = headers.flow().from_server.stream_known = false;
  EXPECT_EQ(VerdictOn(headers, "echo.wire"), Verdict::kInconclusive) << "it was to be whole";
  headers.capture().headers_only = true;
  EXPECT_EQ(VerdictOn(headers, "echo.wire"), Verdict::kSkipped);
}

TEST(EchoChecksTest, AskNothingOfAnEchoOfUrgentData) {
  Session session = Session().Echoed("hoge").Did({UrgentStep{'!'}, {}});
  session.CameAsUrgentData('!');
  EXPECT_EQ(VerdictOn(session, "echo.wire"), Verdict::kSkipped);
}

TEST(EchoChecksTest, FailUrgentData) {
  const Session session = Session()
                              .Sent("hoge")
                              .Came("hog")
                              .CameAsUrgentData('e')
                              .Waited(kExpectEcho, StepOutcome::kTimedOut)
                              .ClosedByClient();
  EXPECT_THAT(session.Failing(), ElementsAre("echo.complete", "echo.wire"));
  EXPECT_THAT(session.Says("echo.wire")->evidence.frames, ElementsAre(6));
  EXPECT_EQ(session.Says("echo.wire")->expected, "4 bytes in the client's stream");
  EXPECT_EQ(session.Says("echo.wire")->actual, "3 bytes");
}

TEST(EchoChecksTest, AcceptThatAClientLeftBeforeItHadReadAll) {
  const Session session = Session().Sent("hoge").ClientCloses().CameUnread("hoge").ServerCloses();
  EXPECT_EQ(VerdictOn(session, "echo.wire"), Verdict::kPass);
  Session reset = Session().Sent("hoge").ClientResets();
  reset.flow().from_client.stream_bytes = 2;
  EXPECT_EQ(VerdictOn(reset, "echo.wire"), Verdict::kPass);
}

TEST(EchoChecksTest, DistrustOurselvesWhenWireAndSocketDisagree) {
  Session more_read = PingPong();
  more_read.flow().from_server.stream_bytes = 9;
  EXPECT_EQ(VerdictOn(more_read, "echo.wire"), Verdict::kInconclusive);
  EXPECT_EQ(more_read.Says("echo.wire")->actual,
            "bytes in the capture: 10 sent, 9 back; in the socket: 10 sent, 10 back");
  Session other_bytes = PingPong();
  other_bytes.flow().from_client.stream_hash = 1;
  EXPECT_EQ(VerdictOn(other_bytes, "echo.wire"), Verdict::kInconclusive);
  Session lost_behind_fin = PingPong();
  lost_behind_fin.flow().from_client.stream_bytes = 9;
  EXPECT_EQ(VerdictOn(lost_behind_fin, "echo.wire"), Verdict::kInconclusive);
}

TEST(EchoChecksTest, BlameOurselvesForOurOwnFailedCall) {
  const Step send{SendStep{{"hoge", 1}, {}}, {}};
  const Session session = Session().Sent("hoge").Came("HOGE").CouldNot(
      send, StepOutcome::kFailed, "write: No buffer space available");
  for (const auto* id : {"echo.bytes", "echo.complete", "echo.unsolicited", "echo.wire"}) {
    EXPECT_EQ(VerdictOn(session, id), Verdict::kInconclusive) << id;
  }
}

}  // namespace
}  // namespace echocheck
