// SPDX-License-Identifier: MIT
// The marks of Wireshark's TCP analysis. tests/live/explain holds them against tshark.
#include "tests/unit/wire/sequence_fixture.h"

namespace echocheck {
namespace {

using std::chrono::milliseconds;

TEST_F(SequenceAnalysisTest, MarksNothingInACleanSession) {
  Open();
  EXPECT_EQ(Client(1001, 5, 5001), 0);
  EXPECT_EQ(Server(5001, 5, 1006), 0);
  EXPECT_EQ(Client(1006, 0, 5006), 0);
}

TEST_F(SequenceAnalysisTest, ARepeatedSynIsARetransmission) {
  Send(Side::kClient, 1000, 0, 0, tcp_flag::kSyn);
  EXPECT_EQ(Send(Side::kClient, 1000, 0, 0, tcp_flag::kSyn), analysis_flag::kRetransmission);
}

TEST_F(SequenceAnalysisTest, WhatWasAcknowledgedIsRetransmittedForNothing) {
  Open();
  Client(1001, 5, 5001);
  Server(5001, 0, 1006);
  EXPECT_EQ(Client(1001, 5, 5001), kSpurious);
}

TEST_F(SequenceAnalysisTest, WhatIsLateByLessThanARoundTripIsOutOfOrder) {
  Open();
  Client(1006, 5, 5001);  // overtakes
  EXPECT_EQ(Client(1001, 5, 5001), analysis_flag::kOutOfOrder);
}

// Two processors stamp: what comes later in the capture may have the earlier time.
TEST_F(SequenceAnalysisTest, WhatIsStampedTooEarlyIsARetransmission) {
  Open();
  Client(1006, 5, 5001);
  now_ -= milliseconds(2);
  EXPECT_EQ(Client(1001, 5, 5001), analysis_flag::kRetransmission);
}

TEST_F(SequenceAnalysisTest, WhatIsLateByMoreIsARetransmission) {
  Open();
  Client(1006, 5, 5001);
  now_ += milliseconds(10);
  EXPECT_EQ(Client(1001, 5, 5001), analysis_flag::kRetransmission);
}

TEST_F(SequenceAnalysisTest, TwoDuplicateAcksMakeItAFastRetransmission) {
  Open();
  Client(1006, 5, 5001);
  EXPECT_EQ(Server(5001, 0, 1001), analysis_flag::kDuplicateAck);
  EXPECT_EQ(Server(5001, 0, 1001), analysis_flag::kDuplicateAck);
  EXPECT_EQ(Client(1001, 5, 5001), kFast);
}

// The capture lacks the client's bytes from 1001 on, so it may lack duplicate ACKs, too.
TEST_F(SequenceAnalysisTest, AnAckOfWhatIsNotThereStandsForDuplicateAcks) {
  Open();
  Server(5006, 5, 1001);  // overtakes
  Client(1001, 0, 5001);
  Server(5011, 0, 1051);
  EXPECT_EQ(Server(5001, 5, 1051), kFast);
}

TEST_F(SequenceAnalysisTest, AfterSuchAnAckDuplicatesAreCountedFromOne) {
  Open();
  Server(5006, 5, 1001);
  Client(1001, 0, 5001);
  Server(5011, 0, 1051);
  Client(1001, 50, 5001);  // there it comes
  EXPECT_EQ(Client(1051, 0, 5001), analysis_flag::kDuplicateAck);
  EXPECT_EQ(Server(5001, 5, 1051), analysis_flag::kOutOfOrder);
}

TEST_F(SequenceAnalysisTest, AnAckBehindAHoleIsOfWhatIsThere) {
  Open();
  Client(1006, 5, 5001);  // 1001 is not there
  Server(5006, 5, 1001);
  Client(1011, 0, 5001);
  Server(5011, 0, 1011);
  EXPECT_EQ(Server(5001, 5, 1011), analysis_flag::kOutOfOrder);
}

TEST_F(SequenceAnalysisTest, TheSegmentThatEndsTheRoundTripDoesNotKnowIt) {
  pause_ = milliseconds(5);
  Send(Side::kClient, 1000, 0, 0, tcp_flag::kSyn);
  Send(Side::kServer, 5000, 0, 1001, tcp_flag::kSyn | tcp_flag::kAck);
  EXPECT_EQ(Server(4900, 5, 1001), analysis_flag::kRetransmission);  // 3 ms until then
  pause_ = milliseconds(1);
  EXPECT_EQ(Server(4900, 5, 1001), analysis_flag::kOutOfOrder);  // 6 of 10
}

TEST_F(SequenceAnalysisTest, ADuplicateAckHasTheSameWindow) {
  Open();
  Server(5001, 0, 1001);
  window_ = 600;
  EXPECT_EQ(Server(5001, 0, 1001), 0);
}

TEST_F(SequenceAnalysisTest, AKeepAliveIsOneBelowAndItsAnswerNoDuplicate) {
  Open();
  Server(5001, 0, 1001);
  EXPECT_EQ(Client(1000, 0, 5001), analysis_flag::kKeepAlive);
  EXPECT_EQ(Server(5001, 0, 1001), analysis_flag::kKeepAliveAck);
  EXPECT_EQ(Client(1000, 1, 5001), analysis_flag::kKeepAlive);
}

TEST_F(SequenceAnalysisTest, AnByteIntoAFullWindowIsAProbe) {
  Open();
  window_ = 0;
  EXPECT_EQ(Server(5001, 0, 1001), analysis_flag::kZeroWindow);
  window_ = 512;
  EXPECT_EQ(Client(1001, 1, 5001), analysis_flag::kZeroWindowProbe);
  EXPECT_EQ(Client(1001, 5, 5001), 0);  // the byte comes again, with more
}

TEST_F(SequenceAnalysisTest, WhatIsBehindAHoleLacksAPreviousSegment) {
  Open();
  EXPECT_EQ(Client(1006, 5, 5001), analysis_flag::kLostSegment);
  EXPECT_EQ(Client(1011, 5, 5001), 0);
  EXPECT_EQ(Send(Side::kClient, 2000, 0, 5001, tcp_flag::kRst), 0);
}

TEST_F(SequenceAnalysisTest, AnAckOfWhatIsNotThereIsMarkedOnce) {
  Open();
  EXPECT_EQ(Server(5001, 0, 1051), analysis_flag::kUnseenAcked);
  EXPECT_EQ(Server(5001, 5, 1061), 0);
}

// RFC 9293, section 3.10.7.1: the RST of a closed port has the number 0.
TEST_F(SequenceAnalysisTest, AfterARefusedSynTheServersNumbersBeginAnew) {
  Send(Side::kClient, 1000, 0, 0, tcp_flag::kSyn);
  EXPECT_EQ(Send(Side::kServer, 0, 0, 1001, tcp_flag::kRst | tcp_flag::kAck), 0);
  EXPECT_EQ(Send(Side::kClient, 1000, 0, 0, tcp_flag::kSyn), analysis_flag::kRetransmission);
  EXPECT_EQ(Send(Side::kServer, 3'000'000'000, 0, 1001, tcp_flag::kSyn | tcp_flag::kAck),
            analysis_flag::kPortsReused);
  Client(1001, 0, 3'000'000'001);
  EXPECT_EQ(Server(3'000'000'001, 5, 1001), 0);
}

// RFC 9293, section 3.5.1: an RST with the number that the old connection waits for.
TEST_F(SequenceAnalysisTest, ASynAgainForgetsTheNumberOfAnRst) {
  Send(Side::kClient, 1000, 0, 0, tcp_flag::kSyn);
  Server(5000, 0, 700'000);
  Send(Side::kClient, 700'000, 0, 0, tcp_flag::kRst);
  EXPECT_EQ(Send(Side::kClient, 1000, 0, 0, tcp_flag::kSyn), analysis_flag::kRetransmission);
  Send(Side::kServer, 9000, 0, 1001, tcp_flag::kSyn | tcp_flag::kAck);
  Client(1001, 0, 9001);
  EXPECT_EQ(Client(1001, 5, 9001), 0);
}

TEST_F(SequenceAnalysisTest, AConnectionThatFollowsAnotherSaysSoOnce) {
  analysis_ = SequenceAnalysis(/*ports_reused=*/true);
  EXPECT_EQ(Send(Side::kClient, 1000, 0, 0, tcp_flag::kSyn), analysis_flag::kPortsReused);
  EXPECT_EQ(Send(Side::kServer, 5000, 0, 1001, tcp_flag::kSyn | tcp_flag::kAck), 0);
}

TEST_F(SequenceAnalysisTest, SequenceNumbersWrap) {
  Send(Side::kClient, 0xfffffffd, 0, 0, tcp_flag::kSyn);
  EXPECT_EQ(Client(0xfffffffe, 5, 1), 0);
  EXPECT_EQ(Client(4, 5, 1), analysis_flag::kLostSegment);  // overtakes what begins at 3
  pause_ = Nanoseconds(1000);                               // less than the round trip
  EXPECT_EQ(Client(0xfffffffe, 5, 1), analysis_flag::kOutOfOrder);
}

}  // namespace
}  // namespace echocheck
