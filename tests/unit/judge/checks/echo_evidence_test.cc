// SPDX-License-Identifier: MIT
// echo.* and open.*: what is said where the evidence ends early, or where the wire and the sockets
// differ.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/judge/session.h"

namespace echocheck {
namespace {

using testing::HasSubstr;

Session Half() { return Session().Sent("hogefuga").Came("hoge"); }
std::string Summary(const Session& session, std::string_view check) {
  const auto finding = session.Says(check);
  return finding ? finding->summary : "no finding";
}

TEST(CompleteEvidenceTest, ADeadlineCountsForWhoeverWaitedForBytes) {
  EXPECT_EQ(VerdictOn(Half().Waited(kExpectEcho, StepOutcome::kTimedOut), "echo.complete"),
            Verdict::kFail);
  EXPECT_EQ(VerdictOn(Half().Waited(Expectation::kEof, StepOutcome::kTimedOut), "echo.complete"),
            Verdict::kFail);
  EXPECT_EQ(VerdictOn(Half().Waited(Expectation::kReset, StepOutcome::kTimedOut), "echo.complete"),
            Verdict::kInconclusive);
}

TEST(CompleteEvidenceTest, WhoeverStoppedAtAWrongByteHasNotWaited) {
  for (const StepOutcome outcome : {StepOutcome::kWrongBytes, StepOutcome::kUnexpectedData}) {
    EXPECT_EQ(VerdictOn(Half().Waited(kExpectEcho, outcome), "echo.complete"), Verdict::kSkipped);
  }
}

TEST(CompleteEvidenceTest, ASendThatGotStuckIsNotComplete) {
  const Step send{SendStep{{"more", 1}, {}}, {}};
  const Session stuck = Session().Echoed("hoge\n").CouldNot(send, StepOutcome::kTimedOut);
  EXPECT_THAT(Summary(stuck, "echo.complete"), HasSubstr("could not send all its bytes before"));
  // One that an earlier step kept from being begun is not the server's fault.
  const Session abandoned =
      Half().Waited(kExpectEcho, StepOutcome::kTimedOut).CouldNot(send, StepOutcome::kAbandoned);
  EXPECT_THAT(Summary(abandoned, "echo.complete"), HasSubstr("4 of 8"));
}

TEST(CompleteEvidenceTest, AStuckSendIsNotReleasedByWhatCameLate) {
  const Step send{SendStep{{"more", 1}, {}}, {}};
  Session session = Half().CouldNot(send, StepOutcome::kTimedOut);
  session.Probed(Release::kNewline, 4, 4);
  EXPECT_EQ(VerdictOn(session, "echo.complete"), Verdict::kFail);
}

TEST(BytesEvidenceTest, ComparesNothingWhereNothingWasSent) {
  Session session;
  session.CouldNot({SendStep{{"hoge", 1}, {}}, {}}, StepOutcome::kAbandoned);
  EXPECT_EQ(Summary(session, "echo.bytes"), "the client sent nothing");
}

TEST(BytesEvidenceTest, SaysWhetherBytesAreMissingOrDiffer) {
  const auto summary = [](std::string_view came) {
    return Summary(Session().Sent("hogefugapiyo").Came(came), "echo.bytes");
  };
  EXPECT_EQ(summary("hogepiyo"), "bytes are missing from offset 4 on");
  EXPECT_EQ(summary("hogeXugapiyo"), "bytes differ from offset 4 on");
}

TEST(UnsolicitedEvidenceTest, QuietThatWasBrokenMayHaveBeenAnEcho) {
  const Session session =
      Session().Echoed("hoge\n").Waited(Expectation::kQuiet, StepOutcome::kUnexpectedData);
  EXPECT_EQ(VerdictOn(session, "echo.unsolicited"), Verdict::kInconclusive);
  const Session quiet = Session().Echoed("hoge\n").Waited(Expectation::kQuiet, StepOutcome::kEof);
  EXPECT_EQ(VerdictOn(quiet, "echo.unsolicited"), Verdict::kPass);
}

TEST(UnsolicitedEvidenceTest, ALeadThatTheSocketSawNeedsNoWire) {
  Session session = Session().Echoed("hoge\n").WithoutCapture();
  session.connection().stream.unsolicited = 3;
  EXPECT_EQ(VerdictOn(session, "echo.unsolicited"), Verdict::kFail);
}

// What the wire carried, against what the sockets saw: of a difference that no target can make,
// nothing is known.
class WireEvidenceTest : public testing::Test {
 protected:
  WireEvidenceTest() { session_.Echoed("hoge\n").ClosedByClient(); }
  std::optional<Verdict> Says() { return VerdictOn(session_, "echo.wire"); }
  FlowDirection& client() { return session_.flow().from_client; }
  FlowDirection& server() { return session_.flow().from_server; }
  StreamRecord& socket() { return session_.connection().stream; }

  Session session_;
};

TEST_F(WireEvidenceTest, AgreesWithTheSockets) { EXPECT_EQ(Says(), Verdict::kPass); }

TEST_F(WireEvidenceTest, EachStreamHasToBeWholeAndKnown) {
  client().missing_bytes = 1;
  EXPECT_EQ(Says(), Verdict::kInconclusive);
  client().missing_bytes = 0;
  server().missing_bytes = 1;
  EXPECT_EQ(Says(), Verdict::kInconclusive);
  server().missing_bytes = 0;
  client().stream_known = false;
  EXPECT_EQ(Says(), Verdict::kInconclusive);
  client().stream_known = true;
  server().stream_known = false;
  EXPECT_EQ(Says(), Verdict::kInconclusive);
}

TEST_F(WireEvidenceTest, OtherBytesOfTheSameNumberDisagree) {
  client().stream_hash ^= 1;
  EXPECT_EQ(Says(), Verdict::kInconclusive);
  client().stream_hash ^= 1;
  server().stream_hash ^= 1;
  EXPECT_EQ(Says(), Verdict::kInconclusive);
}

TEST_F(WireEvidenceTest, FewerBytesOfTheClientAreExcusedByAResetAlone) {
  client().stream_bytes = 4;
  EXPECT_EQ(Says(), Verdict::kInconclusive);
  client().fin_frame.reset();
  EXPECT_EQ(Says(), Verdict::kPass) << "a reset threw them away";
  client().stream_bytes = 6;
  EXPECT_EQ(Says(), Verdict::kInconclusive) << "more than it wrote";
}

TEST_F(WireEvidenceTest, MoreBytesOfTheServerAreThoseThatNobodyRead) {
  server().stream_bytes = 9;
  EXPECT_EQ(Says(), Verdict::kPass);
  socket().eof_at = Nanoseconds(1);
  EXPECT_EQ(Says(), Verdict::kInconclusive) << "it read to the end";
  socket().eof_at.reset();
  server().stream_bytes = 4;
  EXPECT_EQ(Says(), Verdict::kInconclusive) << "fewer than it read";
}

TEST_F(WireEvidenceTest, UrgentBytesAreThoseThatTheStreamLacks) {
  server().urgent_frame = 5;
  EXPECT_EQ(Says(), Verdict::kPass);
  server().stream_bytes = 6;
  EXPECT_EQ(Says(), Verdict::kFail);
}

TEST_F(WireEvidenceTest, AProbeIsBesideTheScript) {
  session_.Probed(Release::kNewline, 5, 5);
  EXPECT_EQ(Says(), Verdict::kSkipped);
  server().urgent_frame = 5;
  server().stream_bytes = 10;
  EXPECT_EQ(Says(), Verdict::kSkipped) << "it was given the rest";
  server().stream_bytes = 11;
  EXPECT_EQ(Says(), Verdict::kFail);
}

class HandshakeEvidenceTest : public testing::Test {
 protected:
  std::optional<Verdict> Says() { return VerdictOn(session_, "open.handshake"); }
  FlowRecord& flow() { return session_.flow(); }

  Session session_;
};

TEST_F(HandshakeEvidenceTest, HasThreeSegments) {
  EXPECT_EQ(Says(), Verdict::kPass);
  const FlowRecord whole = flow();
  flow().from_client.syn_frame.reset();
  EXPECT_EQ(Says(), Verdict::kInconclusive);
  flow() = whole;
  flow().from_server.syn_frame.reset();
  EXPECT_EQ(Says(), Verdict::kInconclusive);
  flow() = whole;
  flow().head.pop_back();
  EXPECT_EQ(Says(), Verdict::kInconclusive);
}

TEST_F(HandshakeEvidenceTest, ItsThirdIsTheClientsAckBehindTheServersSyn) {
  FlowSegment& third = flow().head.back();
  third.from = Side::kServer;
  EXPECT_EQ(Says(), Verdict::kInconclusive);
  third.from = Side::kClient;
  third.flags = tcp_flag::kRst;
  EXPECT_EQ(Says(), Verdict::kInconclusive);
  third.flags = tcp_flag::kAck;
  third.frame = *flow().from_server.syn_frame - 1;
  EXPECT_EQ(Says(), Verdict::kInconclusive);
}

TEST_F(HandshakeEvidenceTest, ARefusalIsNoResetAmidTheOpening) {
  EXPECT_THAT(Summary(Session().NotConnected(StepOutcome::kRefused), "open.handshake"),
              HasSubstr("was refused"));
  EXPECT_THAT(Summary(Session().NotConnected(StepOutcome::kReset), "open.handshake"),
              HasSubstr("was reset while the client opened it"));
}

TEST_F(HandshakeEvidenceTest, WhoeverNeverTriedTellsNothing) {
  session_.connection().connected = false;
  session_.connection().steps.clear();
  EXPECT_NE(Says(), Verdict::kFail);
  EXPECT_NE(Says(), Verdict::kPass);
}

// Of a long stream only the hash may tell.
TEST(EchoEvidenceTest, OtherBytesAreOthersAlsoWhereNoneOfThemIsKept) {
  Session session = Served();
  session.connection().stream.received_hash ^= 1;
  EXPECT_EQ(session.Says("echo.bytes")->actual, "5 bytes, different from what was sent");
}

TEST(EchoEvidenceTest, BytesThatAreMissingAndAddedDiffer) {
  const Session session = Session()
                              .Sent("hoge fuga piyo hogera\n")
                              .Came("hXoge fuga piyo hoera\n")
                              .Waited(kExpectEcho, StepOutcome::kWrongBytes);
  EXPECT_THAT(session.Says("echo.bytes")->summary, testing::HasSubstr("bytes differ"));
}

TEST(EchoEvidenceTest, AClientThatCouldNotSendAllIsToldOfAsThat) {
  const Step send{SendStep{{"fuga\n", 1}, {}}, {}};
  const Session stuck = Session().Sent("hoge\n").CouldNot(send, StepOutcome::kTimedOut);
  const Session closed =
      Session().Echoed("hoge\n").ServerCloses().CouldNot(send, StepOutcome::kAbandoned);
  EXPECT_EQ(stuck.Says("echo.complete")->summary,
            "the client could not send all its bytes before the deadline");
  EXPECT_EQ(closed.Says("echo.complete")->summary,
            "the client could not send all its bytes before the server closed");
  EXPECT_EQ(closed.Says("echo.complete")->expected, "the client can send all its bytes");
}

}  // namespace
}  // namespace echocheck
