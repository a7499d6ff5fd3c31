// SPDX-License-Identifier: MIT
// Segments that are one condition away from one that Wireshark marks.
#include "tests/unit/wire/sequence_fixture.h"

namespace echocheck {
namespace {

using std::chrono::milliseconds;

constexpr std::uint8_t kRstAck = tcp_flag::kRst | tcp_flag::kAck;
constexpr std::uint8_t kFinAck = tcp_flag::kFin | tcp_flag::kAck;
constexpr std::uint8_t kSynAck = tcp_flag::kSyn | tcp_flag::kAck;

class SequenceEdgesTest : public SequenceAnalysisTest {};

TEST_F(SequenceEdgesTest, ARepeatedSynAckIsNoReuseOfPorts) {
  Send(Side::kClient, 1000, 0, 0, tcp_flag::kSyn);
  EXPECT_EQ(Send(Side::kServer, 5000, 0, 1001, kSynAck), 0);
  EXPECT_EQ(Send(Side::kServer, 5000, 0, 1001, kSynAck), analysis_flag::kRetransmission);
}

TEST_F(SequenceEdgesTest, ASynAckAfterAnAckOfItsNumberIsNoReuseOfPorts) {
  Client(1001, 0, 5001);  // the capture has this one before what it answers
  EXPECT_EQ(Send(Side::kServer, 5000, 0, 1001, kSynAck), 0);
}

TEST_F(SequenceEdgesTest, ASynAckBehindItsOwnAckIsNoReuseOfPorts) {
  Server(5001, 0, 1001);
  EXPECT_EQ(Send(Side::kServer, 5000, 0, 1001, kSynAck), analysis_flag::kRetransmission);
}

TEST_F(SequenceEdgesTest, ASynWithAnOldNumberMovesNothing) {
  Open();
  Client(1006, 5, 5001);
  Send(Side::kClient, 900, 0, 0, tcp_flag::kSyn);
  EXPECT_EQ(Client(1011, 5, 5001), 0);
}

TEST_F(SequenceEdgesTest, ANewAckEndsTheCountOfDuplicates) {
  Open();
  Client(1011, 5, 5001);  // overtakes
  Server(5001, 0, 1001);
  Server(5001, 0, 1001);
  EXPECT_EQ(Client(1001, 5, 5001), kFast);
  Server(5001, 0, 1006);
  EXPECT_EQ(Client(1006, 5, 5001), analysis_flag::kOutOfOrder);
}

TEST_F(SequenceEdgesTest, OneDuplicateAckAsksForNothing) {
  Open();
  Client(1006, 5, 5001);
  Server(5001, 0, 1001);
  EXPECT_EQ(Client(1001, 5, 5001), analysis_flag::kOutOfOrder);
}

TEST_F(SequenceEdgesTest, ADuplicateAckHasNoBytesAndTheNextNumber) {
  Open();
  Server(5001, 0, 1001);
  EXPECT_EQ(Server(4990, 0, 1001), 0) << "an old number";
  EXPECT_EQ(Server(5001, 5, 1001), 0) << "bytes";
  EXPECT_EQ(Server(5010, 0, 1001), analysis_flag::kLostSegment) << "a number behind a hole";
}

TEST_F(SequenceEdgesTest, AShutWindowIsToldAgainAndIsNoDuplicateAck) {
  Open();
  window_ = 0;
  EXPECT_EQ(Server(5001, 0, 1001), analysis_flag::kZeroWindow);
  EXPECT_EQ(Server(5001, 0, 1001), analysis_flag::kZeroWindow);
}

TEST_F(SequenceEdgesTest, SynFinAndRstHaveNoWindowToSpeakOf) {
  window_ = 0;
  EXPECT_EQ(Send(Side::kClient, 1000, 0, 0, tcp_flag::kSyn), 0);
  EXPECT_EQ(Send(Side::kServer, 5000, 0, 1001, kSynAck), 0);
  EXPECT_EQ(Send(Side::kServer, 5001, 0, 1001, kFinAck), 0);
  EXPECT_EQ(Send(Side::kServer, 5002, 0, 1001, kRstAck), 0);
}

TEST_F(SequenceEdgesTest, AKeepAliveHasAtMostOneByteAndNoFin) {
  Open();
  Client(1001, 5, 5001);
  EXPECT_EQ(Client(1005, 2, 5001), 0) << "the last byte again, and a new one";
  now_ += milliseconds(100);
  EXPECT_EQ(Send(Side::kClient, 1006, 0, 5001, kFinAck), analysis_flag::kRetransmission);
}

TEST_F(SequenceEdgesTest, AByteFromFurtherBackIsNoKeepAlive) {
  Open();
  Client(1001, 5, 5001);
  EXPECT_EQ(Client(1002, 1, 5001), analysis_flag::kOutOfOrder);
}

TEST_F(SequenceEdgesTest, TwoAcknowledgedBytesAreNoKeepAlive) {
  Open();
  Client(1001, 5, 5001);
  Server(5001, 0, 1010);
  EXPECT_EQ(Client(1005, 3, 5001), kSpurious);
}

TEST_F(SequenceEdgesTest, AnAckOfWhatIsNotThereIsNotSaidOfOneThatIsAskedAgain) {
  Open();
  EXPECT_EQ(Client(1001, 0, 5001), analysis_flag::kDuplicateAck);
  EXPECT_EQ(Server(5001, 0, 1051), 0);
}

TEST_F(SequenceEdgesTest, AProbeHasOneByteOfTheNextNumber) {
  Open();
  Client(1001, 5, 5001);
  window_ = 0;
  Server(5001, 0, 1006);
  window_ = 512;
  EXPECT_EQ(Client(1006, 2, 5001), 0) << "two bytes";
  EXPECT_EQ(Client(1007, 1, 5001), analysis_flag::kKeepAlive) << "an old number";
}

TEST_F(SequenceEdgesTest, AWindowThatNobodyToldIsNotShut) {
  Send(Side::kClient, 1000, 0, 0, tcp_flag::kSyn);
  EXPECT_EQ(Client(1001, 1, 0), 0);
}

// Where a side has not sent anything, its next number is not known, and not 0.
TEST_F(SequenceEdgesTest, TheFirstSegmentOfASideIsNeitherEarlyNorLate) {
  EXPECT_EQ(Client(0xffffffff, 0, 0xffffffe0), 0);
  EXPECT_EQ(Server(0xfffffff0, 5, 0xffffffff), 0);
}

TEST_F(SequenceEdgesTest, TheFirstSegmentOfASideIsNoProbe) {
  window_ = 0;
  EXPECT_EQ(Server(5001, 0, 0), analysis_flag::kZeroWindow);
  window_ = 512;
  EXPECT_EQ(Client(0, 1, 5001), 0);
}

TEST_F(SequenceEdgesTest, TheFirstSegmentOfASideMayBeOfWhatWasAcknowledged) {
  Server(5001, 0, 5);
  EXPECT_EQ(Client(0xffffffff, 1, 5001), kSpurious);
}

TEST_F(SequenceEdgesTest, WithoutAnAckNothingWasAcknowledged) {
  Send(Side::kServer, 5000, 0, 0, tcp_flag::kSyn);
  Send(Side::kClient, 0xffffffef, 0, 0, tcp_flag::kSyn);
  EXPECT_EQ(Send(Side::kClient, 0xfffffff0, 5, 0, 0), 0);
}

TEST_F(SequenceEdgesTest, AnAckOfASideThatSaidNothingIsOfNothingUnseen) {
  EXPECT_EQ(Server(5001, 0, 1001), 0);
}

TEST_F(SequenceEdgesTest, WithoutTheFlagANumberAcknowledgesNothing) {
  Open();
  EXPECT_EQ(Send(Side::kServer, 5001, 0, 9999, tcp_flag::kRst), 0);
}

TEST_F(SequenceEdgesTest, AnAcknowledgedFinIsRetransmittedAndNotForNothing) {
  Open();
  Send(Side::kClient, 1001, 0, 5001, kFinAck);
  Server(5001, 0, 1002);
  EXPECT_EQ(Send(Side::kClient, 1001, 0, 5001, kFinAck), analysis_flag::kRetransmission);
}

TEST_F(SequenceEdgesTest, AfterAFinTheNextNumberIsOneMore) {
  Open();
  Send(Side::kClient, 1001, 5, 5001, kFinAck);
  EXPECT_EQ(Client(1006, 0, 5001), analysis_flag::kKeepAlive);
}

TEST_F(SequenceEdgesTest, WhatCameLastIsNotOvertakenWhenItComesAgain) {
  Open();
  Client(1001, 5, 5001);
  EXPECT_EQ(Client(1001, 5, 5001), analysis_flag::kRetransmission);
}

TEST_F(SequenceEdgesTest, WithoutAHandshakeTheRoundTripIsNotKnown) {
  now_ = milliseconds(50);
  Client(1006, 5, 5001);
  now_ += milliseconds(3);
  EXPECT_EQ(Client(1001, 5, 5001), analysis_flag::kRetransmission) << "3 ms are too late";
}

TEST_F(SequenceEdgesTest, TheRoundTripIsThatOfTheHandshake) {
  Open();
  now_ += milliseconds(1000);
  Client(1006, 5, 5001);
  now_ += milliseconds(20);
  EXPECT_EQ(Client(1001, 5, 5001), analysis_flag::kRetransmission);
}

TEST_F(SequenceEdgesTest, WhatAcknowledgesNothingEndsNoRoundTrip) {
  Send(Side::kClient, 1000, 0, 0, tcp_flag::kSyn);
  now_ += milliseconds(1000);
  Send(Side::kClient, 1001, 0, 0, tcp_flag::kRst);
  Open();
  Client(1006, 5, 5001);
  now_ += milliseconds(20);
  EXPECT_EQ(Client(1001, 5, 5001), analysis_flag::kRetransmission);
}

TEST_F(SequenceEdgesTest, BytesMayHaveTheNumber0) {
  Client(0, 5, 5001);
  EXPECT_EQ(Client(10, 5, 5001), analysis_flag::kLostSegment);
}

// For numbers above 2^31, 0 is a later one.
TEST_F(SequenceEdgesTest, AnRstWithoutANumberMovesNothing) {
  constexpr std::uint32_t kServerFirst = 3'000'000'000;
  Send(Side::kClient, 1000, 0, 0, tcp_flag::kSyn);
  Send(Side::kServer, kServerFirst, 0, 1001, kSynAck);
  Client(1001, 0, kServerFirst + 1);
  Send(Side::kServer, 0, 0, 1001, kRstAck);
  EXPECT_EQ(Server(kServerFirst + 1, 5, 1001), 0);
}

TEST_F(SequenceEdgesTest, AnRstWithANumberTellsIt) {
  Send(Side::kServer, 6000, 0, 1001, kRstAck);
  EXPECT_EQ(Server(6010, 5, 1001), analysis_flag::kLostSegment);
}

}  // namespace
}  // namespace echocheck
