// SPDX-License-Identifier: MIT
// Segments that no kernel sends, or sends at such a moment: each is one condition away from one
// with a meaning of its own, and must not get that meaning.
#include "tests/unit/wire/flow_fixture.h"

namespace echocheck {
namespace {

constexpr std::uint8_t kNoFlags = 0;

std::string NotesOf(const FlowRecord& flow) {
  std::string text;
  for (const FlowSegment& segment : flow.head) {
    if (!text.empty()) text += ' ';
    text += segment.note ? ToString(*segment.note) : "-";
  }
  return text;
}

TEST_P(FlowTest, ALateSynDoesNotMoveTheEndOfTheBytes) {
  client.At(1).Data("hoge\n");  // overtook it
  client.At(0).Syn();
  server.Acking(1).SynAck();
  server.Acking(1).Data("hoge\n");
  EXPECT_EQ(Flow().unsolicited_bytes, 0U);
}

TEST_P(FlowTest, AFinFartherThanAnyWindowIsNotTheFin) {
  Open();
  client.At((std::int64_t{1} << 30) + 99).DataFin("x");
  client.Fin();
  EXPECT_EQ(Roles(), "C:syn S:syn-ack C:handshake-ack C:out-of-order C:fin");
}

TEST_P(FlowTest, ASegmentWithoutFlagsAcknowledgesNothing) {
  client.Syn();
  server.SynAck();
  client.Odd(kNoFlags, "");
  client.Ack();
  EXPECT_EQ(Roles(), "C:syn S:syn-ack C:ack C:handshake-ack");
}

TEST_P(FlowTest, AnAckOfNothingIsNoHandshake) {
  client.Syn();
  server.SynAck();
  client.Acking(0).Ack();
  EXPECT_EQ(Roles(), "C:syn S:syn-ack C:ack");
}

TEST_P(FlowTest, OneNumberBelowIsNoProbeOfAWindowThatNobodyTold) {
  client.Syn();
  client.At(0).Acking(0).Ack();
  EXPECT_EQ(Roles(), "C:syn C:ack");
}

TEST_P(FlowTest, OneNumberBelowIsNoKeepAliveBeforeTheHandshakeIsOver) {
  client.Syn();
  server.SynAck();
  client.At(0).Acking(0).Ack();
  EXPECT_EQ(Roles(), "C:syn S:syn-ack C:ack");
}

TEST_P(FlowTest, OneNumberBelowIsNoKeepAliveWhileBytesAreUnderWay) {
  Open();
  client.Data("x");
  client.At(1).Ack();
  EXPECT_EQ(Roles(), "C:syn S:syn-ack C:handshake-ack C:data C:duplicate-ack");
}

TEST_P(FlowTest, OnlyASynBeginsANewSession) {
  client.Syn();
  server.RstAck();
  client.At(1).Odd(tcp_flag::kPsh, "x");
  EXPECT_TRUE(Flow().handshake_seen);
}

TEST_P(FlowTest, NoRstBeginsANewSession) {
  client.Syn();
  server.RstAck();
  client.At(0).With(tcp_flag::kSyn).Rst();
  EXPECT_TRUE(Flow().handshake_seen);
}

TEST_P(FlowTest, ASynAckAgainOpensNothing) {
  client.Syn();
  server.At(5000).Acking(699'000).Ack();
  client.At(699'000).Rst();
  client.At(0).SynAck();
  EXPECT_EQ(FinalStates(), "SYN-SENT/LISTEN");
}

TEST_P(FlowTest, ASynAckOfOneWhoAsksIsNoAnswer) {
  client.Syn();
  client.At(0).SynAck();
  EXPECT_EQ(Flow().client_state, TcpState::kSynSent);
}

// What answers a SYN with a strange number is half open only as an ACK and nothing else.
TEST_P(FlowTest, OnlyAnAckAloneTellsOfAnOldConnection) {
  client.Syn();
  server.At(5000).Acking(699'000).Data("x");
  server.At(5000).Odd(kNoFlags, "");
  server.At(5000).Acking(699'000).RstAck();
  EXPECT_EQ(NotesOf(Flow()), "- - - -");
}

TEST_P(FlowTest, AnAckOfWhatWasBeforeTheSynTellsOfAnOldConnection) {
  client.Syn();
  server.At(5000).Acking(-1000).Ack();
  EXPECT_EQ(NotesOf(Flow()), "- half-open");
}

TEST_P(FlowTest, TheAckOfAnOldConnectionAcknowledgesNothing) {
  client.Syn();
  server.At(5000).Acking(699'000).Ack();
  EXPECT_EQ(Flow().from_client.missing_bytes, 0U);
}

TEST_P(FlowTest, WhoeverSentASynHasNoOldConnection) {
  client.Syn();
  server.At(5000).Acking(699'000).Ack();
  client.At(699'000).Rst();
  server.At(4999).Syn();
  client.Acking(699'000).Ack();
  EXPECT_EQ(NotesOf(Flow()), "- half-open half-open-reset - -");
}

TEST_P(FlowTest, AnOldConnectionIsResetByTheOtherSide) {
  client.Syn();
  server.At(5000).Acking(699'000).Ack();
  server.At(5000).Rst();
  EXPECT_EQ(NotesOf(Flow()), "- half-open -");
  EXPECT_EQ(FinalStates(), "CLOSED/CLOSED");
}

TEST_P(FlowTest, AKeepAliveIntoAnOpenWindowIsNoProbe) {
  Open();
  client.Data("hoge\n");
  server.Ack();
  client.At(5).Ack();
  EXPECT_EQ(Flow().from_client.keep_alives, 1U);
  EXPECT_EQ(Flow().from_client.keep_alive_probes, 0U);
}

// As in Wireshark, where a FIN without ACK counts for nothing.
TEST_P(FlowTest, AFinWithoutAnAckCompletesNothing) {
  Open();
  client.Odd(tcp_flag::kFin, "");
  EXPECT_EQ(Flow().completeness & completeness::kFin, 0);
}

// The third segment looked like a retransmission when it came, and is one whatever comes later.
TEST_P(FlowTest, ANoteStaysWhereEverythingComesTwice) {
  client.At(1).Data("hoge\n");
  server.At(1).Acking(6).Ack();
  client.At(1).Data("hoge\n");
  server.At(1).Acking(6).Data("hoge\n");
  server.At(1).Acking(6).Data("hoge\n");
  EXPECT_EQ(NotesOf(Flow()), "- - needless-retransmission - same-frame");
}

TEST_P(FlowTest, AStrayBeforeTheSynAckMovesNothing) {
  server.At(900).Data("stray");
  server.At(0).SynAck();
  server.At(1).Data("hoge\n");
  EXPECT_EQ(Roles(), "S:data S:syn-ack S:data");
}

TEST_P(FlowTest, WhatCameBeforeTheGuessedStartIsOld) {
  server.At(101).Acking(301).Ack();
  client.At(296).Acking(101).Data("hoge\n");
  EXPECT_EQ(Flow().from_client.stream_bytes, 0U);
}

TEST_P(FlowTest, AFinBehindAHoleMovesNoNumber) {
  Open();
  server.Window(0).Ack();
  client.Uncaptured().Data("hoge\n");
  client.Fin();
  client.At(1).Data("h");
  EXPECT_EQ(Flow().head.back().role, SegmentRole::kZeroWindowProbe);
}

TEST_P(FlowTest, ALateSynAckDoesNotCloseAgain) {
  client.At(1).Data("hoge\n");
  server.Acking(0).SynAck();
  EXPECT_EQ(FinalStates(), "ESTABLISHED/ESTABLISHED");
}

TEST_P(FlowTest, AFinBehindAResetChangesNoState) {
  Open();
  server.Rst();
  client.Fin();
  EXPECT_EQ(FinalStates(), "CLOSED/CLOSED");
}

TEST_P(FlowTest, AFinBeforeTheHandshakeClosesNothing) {
  client.Syn();
  client.At(1).Odd(tcp_flag::kFin, "");
  server.Acking(2).Ack();
  EXPECT_EQ(Flow().client_state, TcpState::kSynSent);
}

// The client is in TIME-WAIT, and the server waits for its last ACK.
TEST_P(FlowTest, AConnectionThatOneSideHasNotClosedGoesOn) {
  client.Uncaptured().Syn();
  server.Uncaptured().SynAck();
  client.Data("hoge\n");
  client.Fin();
  server.Fin();
  client.At(0).Syn();
  EXPECT_EQ(Flows().size(), 1U);
}

TEST_P(FlowTest, WhatWasSeenBehindAHoleIsARetransmission) {
  Open();
  client.Uncaptured().Data("hoge\n");
  client.Data("fuga\n");
  client.At(6).Data("fuga\n");
  EXPECT_EQ(Roles(), "C:syn S:syn-ack C:handshake-ack C:out-of-order C:retransmission");
}

TEST_P(FlowTest, SamplesBeginBehindTheHead) {
  options_.head = 4;
  options_.tail = 0;
  Open();
  for (int i = 0; i < 3; ++i) {
    client.Data("x");
    pause_ += std::chrono::microseconds(10);
  }
  ASSERT_EQ(Flow().samples.size(), 2U);
  EXPECT_EQ(Flow().samples[0].time, std::chrono::microseconds(14));
  EXPECT_EQ(Flow().samples[0].longest_wait, std::chrono::microseconds(11)) << "since the fourth";
}

TEST_P(FlowTest, AWindowThatNobodyToldWasNotShut) {
  options_.head = 1;
  options_.tail = 0;
  for (int i = 0; i < 3; ++i) client.At(1).Data("x");
  ASSERT_FALSE(Flow().samples.empty());
  for (const FlowSample& sample : Flow().samples) {
    EXPECT_EQ(sample.server_zero_window, Nanoseconds(0));
    EXPECT_EQ(sample.client_zero_window, Nanoseconds(0));
  }
}

TEST_P(FlowTest, AClientOfWhomNothingIsSeenHasNoShutWindow) {
  options_.head = 1;
  options_.tail = 0;
  for (int i = 0; i < 3; ++i) server.At(1).Data("x");
  ASSERT_FALSE(Flow().samples.empty());
  for (const FlowSample& sample : Flow().samples) {
    EXPECT_EQ(sample.client_zero_window, Nanoseconds(0));
  }
}

}  // namespace
}  // namespace echocheck
