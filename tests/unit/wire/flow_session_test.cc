// SPDX-License-Identifier: MIT
// Sessions that begin anew on old ports, and segments that mean more than their role says.
#include "tests/unit/wire/flow_fixture.h"

namespace echocheck {
namespace {

std::string Notes(const FlowRecord& flow) {
  std::string text;
  for (const FlowSegment& segment : flow.head) {
    if (!text.empty()) text += ' ';
    text += segment.note ? ToString(*segment.note) : "-";
  }
  return text;
}

TEST_P(FlowTest, ASynThatWasRefusedBeginsAnewWithTheSameNumber) {
  client.Syn();
  server.At(0).RstAck();
  client.At(0).Syn();
  server.SynAck();
  client.Ack();
  client.Data("hoge\n");
  server.Data("hoge\n");
  Close();
  ASSERT_EQ(Flows().size(), 1U);
  EXPECT_EQ(Roles(),
            "C:syn S:reset C:syn S:syn-ack C:handshake-ack C:data S:data C:fin S:fin C:fin-ack");
  EXPECT_EQ(Flow().from_client.stream_bytes, 5U);
  EXPECT_EQ(FinalStates(), "TIME-WAIT/CLOSED");
}

TEST_P(FlowTest, ASynThatComesAfterItsSessionIsALateDuplicate) {
  Open();
  client.Data("hoge\n");
  server.Rst();
  client.At(0).Syn();
  EXPECT_EQ(Roles(), "C:syn S:syn-ack C:handshake-ack C:data S:reset C:retransmission");
  EXPECT_EQ(FinalStates(), "CLOSED/CLOSED");
}

// RFC 9293, section 3.5.1, figure 9.
TEST_P(FlowTest, AnAckAloneThatAnswersASynIsNoHandshake) {
  client.Syn();
  server.At(5000).Acking(699'000).Ack();
  client.At(699'000).Rst();
  client.At(0).Syn();
  server.SynAck();
  client.Ack();
  client.Data("hoge\n");
  EXPECT_EQ(Roles(), "C:syn S:ack C:reset C:retransmission S:syn-ack C:handshake-ack C:data");
  EXPECT_EQ(Notes(Flow()), "- half-open half-open-reset - - - -");
  EXPECT_EQ(States(),
            "SYN-SENT/SYN-RECEIVED SYN-SENT/SYN-RECEIVED SYN-SENT/LISTEN SYN-SENT/SYN-RECEIVED "
            "ESTABLISHED/SYN-RECEIVED ESTABLISHED/ESTABLISHED ESTABLISHED/ESTABLISHED");
  EXPECT_EQ(Flow().from_client.retransmissions, 1U);
  EXPECT_EQ(Flow().from_client.stream_bytes, 5U);
}

TEST_P(FlowTest, AnAckBehindASynAckThatTheCaptureLacksIsAnAck) {
  client.Syn();
  server.Uncaptured().SynAck();
  client.Ack();
  server.Ack();
  EXPECT_EQ(Notes(Flow()), "- - -");
  EXPECT_EQ(FinalStates(), "ESTABLISHED/ESTABLISHED");
}

TEST_P(FlowTest, AnAckOfThisConnectionIsNoSignOfAnOldOne) {
  client.Syn();
  server.At(1).Ack();  // the SYN+ACK and the client's ACK are not captured
  client.Uncaptured().Data("hoge\n");
  server.At(1).Ack();
  EXPECT_EQ(Roles(), "C:syn S:ack S:ack");
  EXPECT_EQ(Notes(Flow()), "- - -");
}

TEST_P(FlowTest, AFastRetransmissionIsTheKernels) {
  pause_ = std::chrono::milliseconds(1);
  Open();
  client.Uncaptured().Data("0123");
  client.Data("4567");
  for (int i = 0; i < 4; ++i) server.Acking(1).Ack();
  client.At(1).Data("0123");
  const FlowSegment& last = Flow().head.back();
  EXPECT_EQ(last.note, SegmentNote::kFastRetransmission);
  EXPECT_EQ(last.role, SegmentRole::kData);
  EXPECT_EQ(last.actor, Actor::kKernel);
  EXPECT_EQ(Flow().from_client.fast_retransmissions, 1U);
  EXPECT_EQ(Flow().from_client.lost_segments, 1U);
}

TEST_P(FlowTest, WhatWasAcknowledgedIsResentForNothing) {
  Open();
  client.Data("hoge\n");
  server.Ack();
  client.At(1).Data("hoge\n");
  EXPECT_EQ(Notes(Flow()), "- - - - - needless-retransmission");
  EXPECT_EQ(Flow().from_client.spurious_retransmissions, 1U);
}

TEST_P(FlowTest, TellsProbesFromOtherKeepAlives) {
  Open();
  client.Data("hoge\n");
  server.Window(0).Ack();
  client.At(5).Ack();
  server.Window(0).Ack();
  EXPECT_EQ(Flow().from_client.keep_alives, 1U);
  EXPECT_EQ(Flow().from_client.keep_alive_probes, 1U);
}

// The first frame of all is settled by those that follow.
TEST_P(FlowTest, ACaptureMayHaveEveryFrameTwice) {
  const auto twice = [](Peer& peer, std::int64_t at, const std::string& bytes) {
    peer.Data(bytes);
    peer.At(at).Data(bytes);
  };
  client.Syn();
  client.At(0).Syn();
  server.SynAck();
  server.At(0).SynAck();
  client.Ack();
  client.Ack();
  twice(client, 1, "hoge\n");
  twice(server, 1, "hoge\n");
  EXPECT_EQ(Notes(Flow()), "- same-frame - same-frame - same-frame - same-frame - same-frame");
  EXPECT_EQ(Flow().from_client.same_frames, 3U);
  EXPECT_EQ(Flow().from_server.same_frames, 2U);
  EXPECT_EQ(Flow().from_client.retransmissions, 2U);  // as in Wireshark
}

TEST_P(FlowTest, OneRepetitionIsNoCopy) {
  Open();
  client.Data("hoge\n");
  client.At(1).Data("hoge\n");
  EXPECT_EQ(Notes(Flow()), "- - - - -");
  EXPECT_EQ(Flow().from_client.same_frames, 0U);
}

TEST_P(FlowTest, ASynWithAnotherNumberSaysThatPortsWereReused) {
  Open();
  Close();
  client.Restart(77);
  server.Restart(88);
  Open();
  ASSERT_EQ(Flows().size(), 2U);
  EXPECT_EQ(Flows()[0].from_client.ports_reused, 0U);
  EXPECT_EQ(Flows()[1].from_client.ports_reused, 1U);
}

}  // namespace
}  // namespace echocheck
