// SPDX-License-Identifier: MIT
// What the checks of single connections have in common: which flow is a connection's, how what is
// concluded of several becomes one finding, when a connection was open, which frame brought a byte.
#include "harness/judge/facts/connections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/judge/evidence_input.h"

namespace echocheck {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string English(const Sentence& sentence) { return ToText(sentence, Language::kEnglish); }

// Judges three clients, one conclusion each.
Conclusion Merged(const Conclusion& first, const Conclusion& second, const Conclusion& third) {
  Session session;
  session.AndClient("second").AndClient("third");
  const std::vector<Conclusion> all{first, second, third};
  return *JudgeConnections(InputOf(session), [&](const CheckInput&, const Connection& connection) {
    return std::optional(all.at(connection.record.script));
  });
}

const Conclusion kHolding = Pass(Plain("held"));
const Conclusion kSkipping = Skipped(Plain("left out"));
const Conclusion kNotSeen = Inconclusive(Plain("not seen"));
const Conclusion kFaulty = Fail(Plain("broken"), Plain("whole"), Plain("broken"));

TEST(MergedConclusionTest, TheWeightiestSpeaks) {
  EXPECT_EQ(Merged(kHolding, kSkipping, kHolding).outcome, Outcome::kSkipped);
  EXPECT_EQ(Merged(kSkipping, kNotSeen, kHolding).outcome, Outcome::kInconclusive);
  EXPECT_EQ(Merged(kNotSeen, kFaulty, kSkipping).outcome, Outcome::kFail);
  EXPECT_EQ(Merged(kFaulty, kHolding, kNotSeen).outcome, Outcome::kFail);
  EXPECT_EQ(Merged(kHolding, kHolding, kHolding).outcome, Outcome::kPass);
}

TEST(MergedConclusionTest, TheFirstOfThoseIsNamed) {
  EXPECT_THAT(English(Merged(kHolding, kFaulty, kFaulty).summary),
              HasSubstr("second (port 50002) and 1 more: broken"));
  EXPECT_EQ(English(Merged(kHolding, kHolding, kHolding).summary), "3 connections: held");
}

TEST(MergedConclusionTest, PortsAreEvidenceOfAFaultAlone) {
  EXPECT_THAT(Merged(kFaulty, kHolding, kFaulty).evidence.ports, ElementsAre(50001, 50003));
  EXPECT_THAT(Merged(kNotSeen, kHolding, kNotSeen).evidence.ports, ElementsAre(50001, 50003));
  EXPECT_THAT(Merged(kSkipping, kSkipping, kSkipping).evidence.ports, IsEmpty());
  EXPECT_THAT(Merged(kHolding, kHolding, kHolding).evidence.ports, IsEmpty());
}

// A client on the ports of an earlier connection, of which the capture of a shared loopback has the
// end.
class ReusedPortTest : public testing::Test {
 protected:
  ReusedPortTest() {
    FlowRecord rest = session_.flow();
    rest.from_client.syn_frame.reset();
    rest.from_server.syn_frame.reset();
    session_.flows().insert(session_.flows().begin(), rest);
    session_.flows().push_back(rest);
  }
  const FlowRecord* Judged() {
    const FlowRecord* seen = nullptr;
    JudgeConnections(InputOf(session_), [&](const CheckInput&, const Connection& connection) {
      seen = connection.flow;
      return std::optional<Conclusion>();
    });
    return seen;
  }
  const FlowRecord* Found() { return ConnectionOf(session_, 0).flow; }
  FlowRecord& opened() { return session_.flows().at(1); }

  Session session_;
};

TEST_F(ReusedPortTest, TheFlowThatWasOpenedBeforeOurEyesIsTheOne) {
  EXPECT_EQ(Found(), &opened());
  EXPECT_EQ(Judged(), &opened());
}

TEST_F(ReusedPortTest, EitherSynTellsThatItWasOpened) {
  opened().from_client.syn_frame.reset();
  EXPECT_EQ(Found(), &opened()) << "the server's SYN";
  EXPECT_EQ(Judged(), &opened());
  opened().from_client.syn_frame = 1;
  opened().from_server.syn_frame.reset();
  EXPECT_EQ(Found(), &opened()) << "the client's SYN";
  EXPECT_EQ(Judged(), &opened());
}

TEST_F(ReusedPortTest, OfAConnectionToAnotherServerNoneIs) {
  for (FlowRecord& flow : session_.flows()) flow.server.port = 7;
  EXPECT_EQ(Found(), nullptr);
  EXPECT_EQ(Judged(), nullptr);
}

TEST_F(ReusedPortTest, AnIncompleteCaptureHasNone) {
  session_.WithIncompleteCapture();
  EXPECT_EQ(Found(), nullptr);
  EXPECT_EQ(Judged(), nullptr);
}

TEST(NoWireTest, SaysWhyTheWireShowsNothing) {
  Session session = Served().WithoutCapture();
  EXPECT_EQ(English(WhyNoWire(InputOf(session)).summary), "no capture: not permitted");
  session.capture().reason = {};
  EXPECT_EQ(English(WhyNoWire(InputOf(session)).summary), "no capture");
}

TEST(OpenSpanTest, IsFromTheConnectToTheEnd) {
  Session session;
  ConnectionRecord& record = session.connection();
  record.steps.front().end = Milliseconds(10);
  EXPECT_FALSE(OpenAt(record, Milliseconds(9)));
  EXPECT_TRUE(OpenAt(record, Milliseconds(10)));
  EXPECT_TRUE(OpenAt(record, Milliseconds(99))) << "without an end";
  record.ended_at = Milliseconds(20);
  EXPECT_TRUE(OpenAt(record, Milliseconds(19)));
  EXPECT_FALSE(OpenAt(record, Milliseconds(20)));
  record.connected = false;
  EXPECT_FALSE(OpenAt(record, Milliseconds(15)));
  record.connected = true;
  record.steps.clear();
  EXPECT_FALSE(OpenAt(record, Milliseconds(15))) << "no step says since when";
}

TEST(HalfClosedTest, NeedsAShutdownThatWasDone) {
  Session session;
  EXPECT_FALSE(HalfClosed(session.connection()));
  session.CouldNot({ShutdownStep{}, {}}, StepOutcome::kAbandoned);
  EXPECT_FALSE(HalfClosed(session.connection()));
  EXPECT_TRUE(HalfClosed(Session().ClientHalfCloses().connection()));
}

TEST(LeftWithoutFinTest, TellsWhoLeftHow) {
  EXPECT_TRUE(LeftWithoutFin(Session().ClientResets().connection()));
  EXPECT_TRUE(LeftWithoutFin(Session().ClientVanishes().connection()));
  EXPECT_TRUE(LeftWithoutFin(Session().ClientLeavesUnread().connection()));
  EXPECT_FALSE(LeftWithoutFin(Session().ClientCloses().connection()));
}

TEST(FrameOfServerByteTest, IsTheSegmentThatBroughtIt) {
  Session session = Session().Sent("hogefuga").Came("hoge").Came("fuga");
  const FlowRecord& flow = session.flow();
  const std::uint64_t second = flow.head.back().frame;
  EXPECT_EQ(FrameOfServerByte(&flow, 0), second - 1);
  EXPECT_EQ(FrameOfServerByte(&flow, 3), second - 1);
  EXPECT_EQ(FrameOfServerByte(&flow, 4), second);
  EXPECT_EQ(FrameOfServerByte(&flow, 7), second);
  EXPECT_EQ(FrameOfServerByte(&flow, 8), std::nullopt);
  EXPECT_EQ(FrameOfServerByte(nullptr, 0), std::nullopt);
  FlowRecord later = flow;
  later.head.erase(later.head.end() - 2);
  EXPECT_EQ(FrameOfServerByte(&later, 0), std::nullopt) << "it was not kept";
}

// The socket saw the server's FIN before its own close was over.
TEST(ServerEndedFirstTest, BelievesTheWireBeforeTheSocket) {
  Session session = Served();
  session.connection().stream.eof_at = Nanoseconds(0);
  EXPECT_FALSE(ServerEndedFirst(ConnectionOf(session, 0)));
  session.WithoutCapture();
  EXPECT_TRUE(ServerEndedFirst(ConnectionOf(session, 0)));
}

}  // namespace
}  // namespace echocheck
