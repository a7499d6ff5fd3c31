// SPDX-License-Identifier: MIT
// The states of both ends, and how a flow ends.
#include "tests/unit/wire/flow_fixture.h"

namespace echocheck {
namespace {

TEST_P(FlowTest, FollowsTheStatesOfABasicSession) {
  Open();
  client.Data("x");
  server.Data("x");
  client.Fin();
  server.Ack();
  server.Fin();
  client.Ack();
  EXPECT_EQ(States(),
            "SYN-SENT/SYN-RECEIVED ESTABLISHED/SYN-RECEIVED ESTABLISHED/ESTABLISHED "
            "ESTABLISHED/ESTABLISHED ESTABLISHED/ESTABLISHED FIN-WAIT-1/CLOSE-WAIT "
            "FIN-WAIT-2/CLOSE-WAIT TIME-WAIT/LAST-ACK TIME-WAIT/CLOSED");
  EXPECT_EQ(FinalStates(), "TIME-WAIT/CLOSED");
  EXPECT_EQ(Flow().first_fin, Side::kClient);
  EXPECT_FALSE(Flow().first_rst);
}

TEST_P(FlowTest, FollowsAnAckThatTravelsOnTheFin) {
  Open();
  Close();
  EXPECT_EQ(States(),
            "SYN-SENT/SYN-RECEIVED ESTABLISHED/SYN-RECEIVED ESTABLISHED/ESTABLISHED "
            "FIN-WAIT-1/CLOSE-WAIT TIME-WAIT/LAST-ACK TIME-WAIT/CLOSED");
  EXPECT_TRUE(Flow().from_client.fin_acknowledged);
  EXPECT_TRUE(Flow().from_server.fin_acknowledged);
  EXPECT_EQ(Flow().from_client.fin_frame, 4U);
  EXPECT_EQ(Flow().from_client.fin_time, std::chrono::microseconds(3));
  EXPECT_EQ(Flow().from_server.fin_frame, 5U);
}

TEST_P(FlowTest, FollowsAServerThatClosesFirst) {
  Open();
  server.Fin();
  client.Ack();
  client.Fin();
  server.Ack();
  EXPECT_EQ(FinalStates(), "CLOSED/TIME-WAIT");
  EXPECT_EQ(Flow().first_fin, Side::kServer);
  EXPECT_EQ(Roles(), "C:syn S:syn-ack C:handshake-ack S:fin C:fin-ack C:fin S:fin-ack");
}

TEST_P(FlowTest, FollowsASimultaneousClose) {
  Open();
  client.Fin();
  server.Acking(1).Fin();  // it left before the client's came
  server.Ack();
  client.Ack();
  EXPECT_EQ(States(),
            "SYN-SENT/SYN-RECEIVED ESTABLISHED/SYN-RECEIVED ESTABLISHED/ESTABLISHED "
            "FIN-WAIT-1/CLOSE-WAIT CLOSING/CLOSING TIME-WAIT/CLOSING TIME-WAIT/TIME-WAIT");
}

TEST_P(FlowTest, FollowsASimultaneousOpen) {
  client.Syn();
  server.Syn();
  client.At(0).SynAck();
  server.At(0).SynAck();
  EXPECT_EQ(Flow().head[1].client_state, TcpState::kSynReceived);
  EXPECT_EQ(FinalStates(), "ESTABLISHED/ESTABLISHED");
}

TEST_P(FlowTest, FollowsAHalfClose) {
  Open();
  client.Data("hoge\n");
  client.Fin();
  server.Ack();
  server.Data("hoge\n");
  EXPECT_EQ(FinalStates(), "FIN-WAIT-2/CLOSE-WAIT");
  EXPECT_EQ(Flow().from_server.stream_bytes, 5U);
  EXPECT_FALSE(Flow().from_server.fin_frame);
}

TEST_P(FlowTest, CountsAFinOnlyOnceEverythingBeforeItIsThere) {
  Open();
  client.Uncaptured().Data("hoge\n");
  client.Fin();
  client.At(1).Data("hoge\n");
  EXPECT_EQ(Roles(), "C:syn S:syn-ack C:handshake-ack C:out-of-order C:data");
  EXPECT_EQ(Flow().head[3].server_state, TcpState::kEstablished);
  EXPECT_EQ(Flow().head[4].server_state, TcpState::kCloseWait);
  EXPECT_EQ(Flow().head[4].client_state, TcpState::kFinWait1);
}

TEST_P(FlowTest, KeepsFinAndRstApart) {
  Open();
  client.Data("x");
  client.Fin();
  server.RstAck();
  EXPECT_EQ(FinalStates(), "CLOSED/CLOSED");
  EXPECT_EQ(Flow().first_fin, Side::kClient);
  EXPECT_EQ(Flow().first_rst, Side::kServer);
  EXPECT_EQ(Flow().from_server.rst_frame, 6U);
  EXPECT_FALSE(Flow().from_server.fin_frame);
  EXPECT_FALSE(Flow().from_client.rst_frame);
  EXPECT_EQ(Flow().head.back().role, SegmentRole::kReset);
}

TEST_P(FlowTest, FollowsARefusedConnection) {
  client.Syn();
  server.RstAck();
  EXPECT_EQ(States(), "SYN-SENT/SYN-RECEIVED CLOSED/CLOSED");
  EXPECT_TRUE(Flow().handshake_seen);
  EXPECT_FALSE(Flow().from_server.syn_frame);
}

TEST_P(FlowTest, BelievesTheAckOfAFinWhoseBytesTheCaptureLacks) {
  Open();
  client.Uncaptured().Data("hoge\n");
  client.Fin();
  server.Fin();
  client.Ack();
  EXPECT_EQ(FinalStates(), "TIME-WAIT/CLOSED");
  EXPECT_EQ(Flow().from_client.missing_bytes, 5U);
  EXPECT_FALSE(Flow().from_client.stream_known);
}

TEST_P(FlowTest, NotesUrgentData) {
  Open();
  client.Data("a");
  client.With(tcp_flag::kUrg).Data("!");
  EXPECT_EQ(Flow().from_client.urgent_frame, 5U);
  EXPECT_FALSE(Flow().from_server.urgent_frame);
}

}  // namespace
}  // namespace echocheck
