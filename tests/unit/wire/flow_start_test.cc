// SPDX-License-Identifier: MIT
// Where a stream begins: SYNs that come again with another number, connections that began before
// the capture, ports that are used again.
#include "tests/unit/wire/flow_fixture.h"

namespace echocheck {
namespace {

// A second number for the same connection, before any byte: a SYN cookie that changed. The latest
// one counts.
TEST_P(FlowTest, ASecondSynAckBeforeAnyByteMovesTheStart) {
  client.Syn();
  server.SynAck();
  server.Restart(4242);
  server.SynAck();
  client.Ack();
  server.Data("hoge\n");
  EXPECT_EQ(Flow().from_server.stream_bytes, 5U);
  EXPECT_TRUE(Flow().from_server.stream_known);
  EXPECT_EQ(Roles(), "C:syn S:syn-ack S:retransmission C:handshake-ack S:data");
  EXPECT_EQ(Flow().head[4].seq, 1U);
}

TEST_P(FlowTest, AStraySynAckBehindBytesChangesNothing) {
  Open();
  server.Data("hoge\n");
  server.At(900).SynAck();
  server.Data("fuga\n");
  EXPECT_EQ(Flow().from_server.stream_bytes, 10U);
  EXPECT_EQ(Flow().from_server.stream_hash, HashOf("hoge\nfuga\n"));
  EXPECT_EQ(Roles(), "C:syn S:syn-ack C:handshake-ack S:data S:retransmission S:data");
  EXPECT_EQ(Flow().head[5].seq, 6U);
}

TEST_P(FlowTest, TheSameSynAgainLosesNoEarlyBytes) {
  client.Syn();
  client.At(0).Syn();
  server.SynAck();
  client.Ack();
  client.Data("hoge\n");
  EXPECT_EQ(Flow().from_client.stream_bytes, 5U);
  EXPECT_EQ(Flow().from_client.missing_bytes, 0U);
}

TEST_P(FlowTest, BytesOnTheSynBelongToTheStream) {  // TCP Fast Open, RFC 7413
  client.Syn();
  server.With(tcp_flag::kSyn).Data("hoge");
  client.Acking(5).Ack();
  server.At(5).Data("\n");
  EXPECT_EQ(Flow().from_server.stream_bytes, 5U);
  EXPECT_EQ(Flow().from_server.stream_hash, HashOf("hoge\n"));
  EXPECT_EQ(Flow().from_server.missing_bytes, 0U);
}

TEST_P(FlowTest, ASynOnTheSamePortsIsTheNextConnection) {
  Open();
  client.Data("hoge\n");
  Close();
  client.Restart(77);
  server.Restart(99);
  Open();
  client.Data("fuga!\n");
  ASSERT_EQ(Flows().size(), 2U);
  EXPECT_EQ(Flows()[0].from_client.stream_bytes, 5U);
  EXPECT_EQ(Flows()[1].from_client.stream_bytes, 6U);
}

TEST_P(FlowTest, ASynOfAConnectionWhoseEndTheCaptureLacksIsTheNextOne) {
  Open();
  client.Data("hoge\n");
  client.Restart(77);
  server.Restart(99);
  Open();
  EXPECT_EQ(Flows().size(), 2U);
}

TEST_P(FlowTest, TheSameSynAgainIsNoNextConnection) {
  client.Syn();
  client.At(0).Syn();
  client.At(0).Syn();
  EXPECT_EQ(Flows().size(), 1U);
}

TEST_P(FlowTest, NeitherASynAckNorARstOpensTheNextConnection) {
  Open();
  client.Data("hoge\n");
  server.At(500).SynAck();
  client.At(500).With(tcp_flag::kSyn).Rst();
  client.At(900).Data("far away");
  EXPECT_EQ(Flows().size(), 1U);
}

// Seen from its middle, and closed: the next SYN begins another connection, whatever its number.
TEST_P(FlowTest, AfterAConnectionSeenFromItsMiddleASynIsTheNextOne) {
  client.At(1).Data("hoge\n");
  server.At(1).RstAck();
  client.At(0).Syn();
  EXPECT_EQ(Flows().size(), 2U);
}

TEST_P(FlowTest, WithoutASynTheFirstBytesAreTheStart) {
  server.At(101).Acking(301).Ack();
  client.At(301).Acking(101).Data("hoge\n");
  server.At(101).Acking(306).Data("hoge\n");
  EXPECT_EQ(Flow().from_client.stream_bytes, 5U);
  EXPECT_EQ(Flow().from_client.missing_bytes, 0U);
  EXPECT_EQ(Flow().from_server.stream_bytes, 5U);
  EXPECT_FALSE(Flow().handshake_seen);
}

// Its first ACK is older than the first bytes that the capture has: what lies between was there
// before.
TEST_P(FlowTest, WhatWasSentBeforeTheCaptureIsNoHole) {
  server.At(101).Acking(301).Ack();
  client.At(351).Acking(101).Data("hoge\n");
  EXPECT_EQ(Flow().from_client.stream_bytes, 5U);
  EXPECT_EQ(Flow().from_client.missing_bytes, 0U);
}

TEST_P(FlowTest, AResetWithAStrangeNumberDoesNotSettleTheStart) {
  server.At(101).Acking(301).Ack();
  client.At(999).With(tcp_flag::kRst).Data("x");
  client.At(301).Acking(101).Data("hoge\n");
  EXPECT_EQ(Flow().from_client.stream_bytes, 5U);
}

TEST_P(FlowTest, AFinAloneSettlesTheStart) {
  server.At(101).Acking(301).Ack();
  client.At(351).Acking(101).Fin();
  EXPECT_EQ(Flow().from_client.missing_bytes, 0U);
  EXPECT_EQ(Flow().from_client.stream_bytes, 0U);
  EXPECT_EQ(Flow().server_state, TcpState::kCloseWait);
}

TEST_P(FlowTest, WithoutASynBothEndsCountAsConnected) {
  client.At(1).Data("hoge\n");
  EXPECT_EQ(FinalStates(), "ESTABLISHED/ESTABLISHED");
}

}  // namespace
}  // namespace echocheck
