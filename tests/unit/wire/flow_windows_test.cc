// SPDX-License-Identifier: MIT
// Roles that hang on windows, on what was acknowledged, and on what the capture has not: one
// condition away from each other.
#include "tests/unit/wire/flow_fixture.h"

namespace echocheck {
namespace {

std::string LastRole(const FlowRecord& flow) {
  return std::string(ToString(flow.head.back().role));
}

TEST_P(FlowTest, AKeepAliveHasAtMostOneByteAndNoFin) {
  Open();
  client.Data("hoge\n");
  server.Ack();
  client.At(5).Data("\nfuga");  // the last byte again, and new ones
  EXPECT_EQ(LastRole(Flow()), "data");
}

TEST_P(FlowTest, AFinIsNoKeepAlive) {
  Open();
  client.Data("hoge\n");
  server.Ack();
  client.At(5).DataFin("\n");
  EXPECT_EQ(LastRole(Flow()), "fin");
}

TEST_P(FlowTest, OnlyOneByteProbesAShutWindow) {
  Open();
  server.Window(0).Ack();
  client.Data("hoge\n");
  EXPECT_EQ(LastRole(Flow()), "data");
}

// A kernel probes without FIN: the program has closed, and its last byte does not wait for room.
TEST_P(FlowTest, AByteWithFinIsNoProbe) {
  Open();
  server.Window(0).Ack();
  client.DataFin("h");
  EXPECT_EQ(LastRole(Flow()), "data-fin");
}

TEST_P(FlowTest, AProbeMayRepeatTheLastByte) {
  Open();
  client.Data("hoge\n");
  server.Window(0).Ack();
  client.At(5).Data("\n");
  EXPECT_EQ(LastRole(Flow()), "zero-window-probe");
}

TEST_P(FlowTest, AByteFarBehindAShutWindowIsNoProbe) {
  Open();
  server.Window(0).Ack();
  client.Uncaptured().Data("abc");
  client.Data("d");
  EXPECT_EQ(LastRole(Flow()), "out-of-order");
}

TEST_P(FlowTest, AWindowThatNobodyToldIsNotShut) {
  client.At(1).Data("x");
  EXPECT_EQ(LastRole(Flow()), "data");
}

TEST_P(FlowTest, BytesAndFinInOneSegmentAreOneThing) {
  Open();
  client.DataFin("hoge\n");
  EXPECT_EQ(LastRole(Flow()), "data-fin");
}

TEST_P(FlowTest, TheFirstAckOfAFinIsItsAck) {
  Open();
  client.Fin();
  server.Acking(1).Ack();
  server.Ack();
  server.Ack();
  EXPECT_EQ(Roles(),
            "C:syn S:syn-ack C:handshake-ack C:fin S:duplicate-ack S:fin-ack S:duplicate-ack");
}

TEST_P(FlowTest, ScaledWindowsAreComparedScaled) {
  client.window_scale = 7;
  server.window_scale = 2;
  Open();
  client.Data("x");
  server.Ack();
  server.Ack();
  EXPECT_EQ(Roles(), "C:syn S:syn-ack C:handshake-ack C:data S:ack S:duplicate-ack");
}

// RFC 7323, section 2.2: the window of a SYN is never scaled. The same number behind it is larger.
TEST_P(FlowTest, TheFirstScaledWindowIsAnUpdate) {
  client.window_scale = 7;
  server.window_scale = 2;
  Open();
  server.Ack();
  server.Ack();
  EXPECT_EQ(Roles(), "C:syn S:syn-ack C:handshake-ack S:window-update S:duplicate-ack");
}

TEST_P(FlowTest, AShiftThatOneSideOffersCountsForNeither) {
  server.window_scale = 2;
  Open();
  server.Window(100).Data("x");
  client.Ack();
  server.Window(100).Ack();
  EXPECT_EQ(Flow().head[3].window, 100U);
  EXPECT_EQ(LastRole(Flow()), "duplicate-ack");
}

TEST_P(FlowTest, ASynAckOfNothingOpensNothing) {
  client.Syn();
  server.Acking(0).Ack();  // as a kernel challenges a SYN
  EXPECT_EQ(FinalStates(), "SYN-SENT/SYN-RECEIVED");
}

TEST_P(FlowTest, ASimultaneousOpenNeedsTheOthersAck) {
  client.Syn();
  server.Syn();
  client.At(1).Acking(0).Ack();
  EXPECT_EQ(FinalStates(), "SYN-RECEIVED/SYN-RECEIVED");
}

TEST_P(FlowTest, AServerMayCloseBeforeTheHandshakeIsOver) {
  client.Syn();
  server.SynAck();
  server.Acking(1).Fin();
  EXPECT_EQ(Flow().server_state, TcpState::kFinWait1);
}

TEST_P(FlowTest, AnEchoDoesNotLeadBytesThatCameOutOfOrder) {
  Open();
  client.Uncaptured().Data("hoge\n");
  client.Data("fuga\n");
  server.Acking(1).Data("hoge\nfuga\n");
  EXPECT_EQ(Flow().unsolicited_bytes, 0U);
}

TEST_P(FlowTest, AnEchoDoesNotLeadBytesThatAreNotAcknowledged) {
  Open();
  client.Data("hoge\n");
  server.Acking(1).Data("hoge\n");
  EXPECT_EQ(Flow().unsolicited_bytes, 0U);
}

TEST_P(FlowTest, ALateSynLosesNoBytes) {
  client.At(1).Data("hoge\n");  // overtook it
  client.At(0).Syn();
  server.Acking(6).SynAck();
  EXPECT_EQ(Flow().from_client.stream_bytes, 5U);
  EXPECT_EQ(Flow().from_client.missing_bytes, 0U);
  EXPECT_EQ(Roles(), "C:data C:syn S:syn-ack");
}

TEST_P(FlowTest, APureAckDoesNotSettleTheStart) {
  server.At(101).Acking(301).Ack();
  client.At(301).Acking(101).Ack();
  client.At(351).Acking(101).Data("hoge\n");
  EXPECT_EQ(Flow().from_client.missing_bytes, 0U);
}

TEST_P(FlowTest, TheSameSynBehindItsEndIsNoNextConnection) {
  Open();
  server.Rst();
  client.At(0).Syn();
  EXPECT_EQ(Flows().size(), 1U);
}

TEST_P(FlowTest, WithoutTheFlagNoAckIsShown) {
  Open();
  client.Rst();
  EXPECT_EQ(Flow().head.back().ack, 0U);
}

TEST_P(FlowTest, KeepsAHeadWithoutATail) {
  options_.head = 4;
  options_.tail = 0;
  Open();
  for (int i = 0; i < 5; ++i) client.Data("x");
  EXPECT_EQ(Flow().head.size(), 4U);
  EXPECT_TRUE(Flow().tail.empty());
}

TEST_P(FlowTest, StampsBeforeTheOriginStayBeforeIt) {
  options_.origin = std::chrono::microseconds(10);
  Open();
  EXPECT_EQ(Flow().first, std::chrono::microseconds(-9));
  EXPECT_EQ(Flow().last, std::chrono::microseconds(-7));
}

}  // namespace
}  // namespace echocheck
