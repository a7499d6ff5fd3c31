// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/judge/session.h"

namespace echocheck {
namespace {

using testing::ElementsAre;

constexpr char kHandshake[] = "open.handshake";

Session Unconnected(StepOutcome outcome) { return Session().NotConnected(outcome); }

TEST(OpenChecksTest, PassThreeSegments) {
  EXPECT_EQ(VerdictOn(Served(), kHandshake), Verdict::kPass);
}

TEST(OpenChecksTest, PassAnAcknowledgementThatCarriesData) {
  Session session = Served();
  session.flow().head.erase(session.flow().head.begin() + 2);
  EXPECT_EQ(VerdictOn(session, kHandshake), Verdict::kPass);
}

TEST(OpenChecksTest, FailARefusal) {
  const Session session = Unconnected(StepOutcome::kRefused);
  EXPECT_THAT(session.Failing(), ElementsAre(kHandshake));
  const Finding finding = *session.Says(kHandshake);
  EXPECT_EQ(finding.expected, "SYN, SYN+ACK, ACK");
  EXPECT_EQ(finding.actual, "SYN, RST+ACK");
  EXPECT_THAT(finding.evidence.frames, ElementsAre(1, 4));
  EXPECT_THAT(finding.evidence.ports, ElementsAre(50001));
}

TEST(OpenChecksTest, FailAConnectionThatIsNotAccepted) {
  const Session session = Unconnected(StepOutcome::kTimedOut);
  EXPECT_EQ(session.Says(kHandshake)->actual, "SYN, but no SYN+ACK before the deadline");
  EXPECT_EQ(session.Says(kHandshake)->verdict, Verdict::kFail);
}

TEST(OpenChecksTest, DoNotBlameTheTargetForAConnectThatWasSlowHere) {
  Session session = Unconnected(StepOutcome::kTimedOut);
  session.flow().from_server.syn_frame = 2;
  EXPECT_EQ(VerdictOn(session, kHandshake), Verdict::kInconclusive);
}

TEST(OpenChecksTest, FailARefusalWhateverTheCapture) {
  EXPECT_EQ(VerdictOn(Unconnected(StepOutcome::kRefused).WithoutCapture(), kHandshake),
            Verdict::kFail);
  EXPECT_EQ(VerdictOn(Unconnected(StepOutcome::kRefused).WithIncompleteCapture(), kHandshake),
            Verdict::kFail);
  EXPECT_EQ(VerdictOn(Unconnected(StepOutcome::kReset).WithoutFlow(), kHandshake), Verdict::kFail);
}

TEST(OpenChecksTest, DoNotPassWhatTheCaptureDoesNotShow) {
  EXPECT_EQ(VerdictOn(Served().WithoutCapture(), kHandshake), Verdict::kSkipped);
  EXPECT_EQ(Served().WithoutCapture().Says(kHandshake)->summary, "no capture: not permitted");
  EXPECT_EQ(VerdictOn(Served().WithIncompleteCapture(), kHandshake), Verdict::kInconclusive);
  EXPECT_EQ(VerdictOn(Served().WithoutFlow(), kHandshake), Verdict::kInconclusive);
  Session without_synack = Served();
  without_synack.flow().from_server.syn_frame.reset();
  EXPECT_EQ(VerdictOn(without_synack, kHandshake), Verdict::kInconclusive);
}

TEST(OpenChecksTest, BlameOurselvesForOurOwnFailedCall) {
  Session session = Unconnected(StepOutcome::kFailed);
  session.connection().steps.front().error = "bind 127.0.0.1:50001: Address already in use";
  const Finding finding = *session.Says(kHandshake);
  EXPECT_EQ(finding.verdict, Verdict::kInconclusive);
  EXPECT_EQ(finding.summary, "echocheck could not do its own step \"connect\"");
  EXPECT_EQ(finding.actual, "bind 127.0.0.1:50001: Address already in use");
}

TEST(OpenChecksTest, DoNotPassASessionInWhichNobodyConnected) {
  EXPECT_EQ(VerdictOn(Unconnected(StepOutcome::kAbandoned), kHandshake), Verdict::kInconclusive);
  Session empty;
  empty.evidence().history.connections.clear();
  EXPECT_EQ(VerdictOn(empty, kHandshake), Verdict::kInconclusive);
  EXPECT_EQ(empty.Judged().verdict, Verdict::kInconclusive);
}

TEST(OpenChecksTest, DoNotPassForOneThatOthersKeptWaiting) {
  Session session = Served();
  session.AndClient("next").NotConnected(StepOutcome::kAbandoned);
  EXPECT_EQ(VerdictOn(session, kHandshake), Verdict::kPass) << "it did not come to its turn";
  StepRecord meet;
  meet.kind = StepKind::kMeet;
  meet.argument = "gone";
  meet.outcome = StepOutcome::kTimedOut;
  session.connection().steps.insert(session.connection().steps.begin(), meet);
  EXPECT_EQ(VerdictOn(session, kHandshake), Verdict::kInconclusive);
  EXPECT_EQ(session.Says(kHandshake)->summary,
            "next (port 50002): the client waited for other clients in vain and never connected");
}

TEST(OpenChecksTest, TakeTheFlowThatWasOpenedBeforeOurEyes) {
  // The end of an earlier connection on the same ports, seen first.
  Session session = Served();
  session.AndClient("late").Echoed("hoge\n").ClosedByClient();
  session.connection().local.port = 50001;
  session.flow().client.port = 50001;
  FlowRecord& first = (&session.flow())[-1];
  first.from_client = first.from_server = {};
  first.head.clear();
  EXPECT_EQ(VerdictOn(session, kHandshake), Verdict::kPass);
}

}  // namespace
}  // namespace echocheck
