// SPDX-License-Identifier: MIT
// The causes of a client that is not served while the target runs: by who else was there, and what
// they got.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/judge/causes/rule_of.h"

namespace echocheck {
namespace {

// The first client is connected; the second one sent something, and waits for its echo in vain.
class WaitingTest : public testing::Test {
 protected:
  WaitingTest() {
    session_.AndClient("second").Sent("hoge\n").Waited(kExpectEcho, StepOutcome::kTimedOut);
    session_.Probed(Release::kOthersLeft, 5, 5);
  }
  ConnectionRecord& client(std::size_t index) {
    return session_.evidence().history.connections.at(index);
  }
  ConnectionRecord& first() { return client(0); }
  ConnectionRecord& second() { return client(1); }
  std::string Other(std::string_view cause) {
    const auto told = Told(session_, cause, 1);
    return told.empty() ? "" : told.at("other");
  }
  // One more client, from the beginning on, that sent and received so many bytes.
  void AndAlso(std::uint64_t sent, std::uint64_t received) {
    ConnectionRecord more = first();
    more.client = "client" + std::to_string(session_.evidence().history.connections.size() + 1);
    more.stream.sent = sent;
    more.stream.received = received;
    auto& all = session_.evidence().history.connections;
    all.push_back(more);
  }

  Session session_;
};

using OneAtATimeTest = WaitingTest;

TEST_F(OneAtATimeTest, NamesTheOnlyOtherOne) {
  EXPECT_EQ(Other("one-client-at-a-time"), "client (port 50001)");
}

TEST_F(OneAtATimeTest, NeedsThatTheOthersLeavingReleasedIt) {
  second().probe->released = 0;
  EXPECT_EQ(Other("one-client-at-a-time"), "");
  second().probe->released = 5;
  second().probe->released_by = Release::kNewline;
  EXPECT_EQ(Other("one-client-at-a-time"), "");
  second().probe.reset();
  EXPECT_EQ(Other("one-client-at-a-time"), "");
}

TEST_F(OneAtATimeTest, WhoeverGotSomethingWasServed) {
  second().stream.received = 1;
  EXPECT_EQ(Other("one-client-at-a-time"), "");
}

TEST_F(OneAtATimeTest, WhoeverDoesNotWaitHasNothingToComplainOf) {
  second().steps.back().outcome = StepOutcome::kDone;
  EXPECT_EQ(Other("one-client-at-a-time"), "");
}

TEST_F(OneAtATimeTest, OfSeveralOthersOneIsServedAndAnotherWaitsToo) {
  AndAlso(5, 5);
  EXPECT_EQ(Other("one-client-at-a-time"), "") << "two others, and nobody else waits";
  AndAlso(5, 0);
  EXPECT_EQ(Other("one-client-at-a-time"), "client3 (port 50001)") << "the one that is served";
  AndAlso(5, 5);
  EXPECT_EQ(Other("one-client-at-a-time"), "") << "two are served at once";
}

TEST_F(OneAtATimeTest, WhoeverSaidNothingDoesNotWait) {
  AndAlso(5, 5);
  AndAlso(0, 0);
  EXPECT_EQ(Other("one-client-at-a-time"), "");
}

TEST_F(OneAtATimeTest, WhoeverHadLeftWasNotInTheWay) {
  first().ended_at = second().steps.back().begin;
  EXPECT_EQ(Other("one-client-at-a-time"), "");
}

class SlowReaderTest : public WaitingTest {
 protected:
  SlowReaderTest() { Reads({Reading::kStop, {}}); }
  // The first client's step, done before the second one waits.
  void Reads(ReadingStep reading) {
    StepRecord step;
    step.index = 1;
    step.outcome = StepOutcome::kDone;
    first().steps.resize(1);
    first().steps.push_back(step);
    session_.scenario().clients.at(0).steps.resize(1);
    session_.scenario().clients.at(0).steps.push_back({reading, {}});
  }
};

TEST_F(SlowReaderTest, IsNamedIfItStoppedReading) {
  EXPECT_EQ(Other("blocked-by-slow-reader"), "client (port 50001)");
}

TEST_F(SlowReaderTest, IsNamedIfItReadsAtAPace) {
  Reads({Reading::kStart, ReadPace{}});
  EXPECT_EQ(Other("blocked-by-slow-reader"), "client (port 50001)");
  Reads({Reading::kStart, {}});
  EXPECT_EQ(Other("blocked-by-slow-reader"), "") << "it reads as fast as it can again";
}

TEST_F(SlowReaderTest, IsNamedAlsoWhereAPartCameBefore) {
  session_.Came("ho");
  EXPECT_EQ(Other("blocked-by-slow-reader"), "client (port 50001)") << "its leaving brought more";
}

TEST_F(SlowReaderTest, WhoeverReadsSlowlyItselfWaitsForNobody) {
  session_.scenario().clients.at(1).steps.at(0) = {ReadingStep{Reading::kStop, {}}, {}};
  EXPECT_EQ(Other("blocked-by-slow-reader"), "");
}

TEST_F(SlowReaderTest, IsNoneBeforeItStopped) {
  first().steps.back().begin = second().steps.back().begin + Milliseconds(1);
  EXPECT_EQ(Other("blocked-by-slow-reader"), "");
  first().steps.back().begin = Nanoseconds(0);
  first().steps.back().outcome = StepOutcome::kAbandoned;
  EXPECT_EQ(Other("blocked-by-slow-reader"), "");
}

TEST_F(SlowReaderTest, IsNoneIfItHasLeft) {
  first().ended_at = second().steps.back().begin;
  EXPECT_EQ(Other("blocked-by-slow-reader"), "");
}

TEST_F(SlowReaderTest, IsNoReasonForADeadTarget) {
  session_.Died({1, {}});
  EXPECT_EQ(Other("blocked-by-slow-reader"), "");
}

TEST_F(SlowReaderTest, IsNoReasonForOneWhoReadsSlowlyItself) {
  StepRecord step;
  step.index = 1;
  second().steps.insert(second().steps.begin() + 1, step);
  session_.scenario().clients.at(1).steps.at(1) = {ReadingStep{Reading::kStop, {}}, {}};
  EXPECT_EQ(Other("blocked-by-slow-reader"), "");
}

// Nothing released it, but of its last message not one byte came.
TEST_F(SlowReaderTest, IsNamedForAMessageThatIsLackingWhole) {
  second().probe.reset();
  EXPECT_EQ(Other("blocked-by-slow-reader"), "client (port 50001)");
  session_.Came("ho");
  EXPECT_EQ(Other("blocked-by-slow-reader"), "") << "a part of it came";
}

TEST_F(SlowReaderTest, IsNoReasonForAMessageThatIsWrong) {
  second().probe.reset();
  session_.Came("X");
  EXPECT_EQ(Other("blocked-by-slow-reader"), "");
}

TEST_F(SlowReaderTest, EvidenceMayNotFitItsScenario) {
  session_.scenario().clients.at(0).steps.clear();
  EXPECT_EQ(Other("blocked-by-slow-reader"), "");
  first().script = 99;
  EXPECT_EQ(Other("blocked-by-slow-reader"), "");
}

class AfterResetTest : public WaitingTest {
 protected:
  AfterResetTest() {
    second().probe.reset();
    first().ending = ClientEnding::kReset;
    first().ended_at = second().steps.front().begin;
  }
};

TEST_F(AfterResetTest, NamesWhoResetBefore) {
  EXPECT_EQ(Other("silent-after-reset"), "client (port 50001)");
}

TEST_F(AfterResetTest, NamesTheLastOfThem) {
  AndAlso(0, 0);
  first().ended_at = *first().ended_at - Milliseconds(1);
  EXPECT_EQ(Other("silent-after-reset"), "client3 (port 50001)");
  std::swap(first().ended_at, client(2).ended_at);
  EXPECT_EQ(Other("silent-after-reset"), "client (port 50001)");
}

TEST_F(AfterResetTest, AResetThatCameLaterIsNoReason) {
  first().ended_at = second().steps.back().begin + Milliseconds(1);
  EXPECT_EQ(Other("silent-after-reset"), "");
  first().ended_at.reset();
  EXPECT_EQ(Other("silent-after-reset"), "");
}

TEST_F(AfterResetTest, AnOrderlyLeaveIsNoReason) {
  first().ending = ClientEnding::kClosed;
  EXPECT_EQ(Other("silent-after-reset"), "");
  first().ending = ClientEnding::kVanished;
  EXPECT_EQ(Other("silent-after-reset"), "") << "the server was told nothing";
}

TEST_F(AfterResetTest, WhoeverWasNotConnectedResetNothing) {
  first().connected = false;
  EXPECT_EQ(Other("silent-after-reset"), "");
}

TEST_F(AfterResetTest, ADeadTargetIsSilentForAnotherReason) {
  session_.Died({1, {}});
  EXPECT_EQ(Other("silent-after-reset"), "");
}

TEST_F(AfterResetTest, WhoeverTheOthersLeavingReleasedWasOnlyLate) {
  session_.Probed(Release::kOthersLeft, 5, 5);
  EXPECT_EQ(Other("silent-after-reset"), "");
}

TEST_F(AfterResetTest, WhoeverGotSomethingIsServed) {
  second().stream.received = 2;
  EXPECT_EQ(Other("silent-after-reset"), "");
  second().stream.received = 0;
  second().stream.eof_at = second().steps.back().begin;
  EXPECT_EQ(Other("silent-after-reset"), "") << "if badly";
}

TEST_F(AfterResetTest, ItsOwnResetIsNoReason) {
  first().ending = ClientEnding::kClosed;
  second().ending = ClientEnding::kReset;
  second().ended_at = second().steps.back().begin;
  EXPECT_EQ(Other("silent-after-reset"), "");
}

TEST_F(AfterResetTest, SomebodyServedSinceSpeaksAgainstIt) {
  session_.AndClient("third").Echoed("hoge\n");
  EXPECT_EQ(Other("silent-after-reset"), "");
}

TEST_F(AfterResetTest, SomebodyServedWhoseConnectIsNotKnownSaysNothing) {
  AndAlso(5, 5);
  client(2).steps.clear();
  EXPECT_EQ(Other("silent-after-reset"), "client (port 50001)");
}

TEST_F(AfterResetTest, OfAnAttemptToConnectItsOutcomeTells) {
  second().connected = false;
  second().stream = {};
  const auto outcome = [&](StepOutcome is) {
    second().steps.resize(1);
    second().steps.front().outcome = is;
    return Other("silent-after-reset");
  };
  EXPECT_EQ(outcome(StepOutcome::kTimedOut), "client (port 50001)");
  EXPECT_EQ(outcome(StepOutcome::kAbandoned), "");
  EXPECT_EQ(outcome(StepOutcome::kFailed), "") << "our own failure";
  second().steps.clear();
  EXPECT_EQ(Other("silent-after-reset"), "") << "it never tried";
}

class StopsServingTest : public WaitingTest {
 protected:
  StopsServingTest() {
    second().probe.reset();
    first().stream.sent = first().stream.received = 5;
  }
  std::map<std::string, std::string> Stops() { return Told(session_, "stops-serving", 1); }
};

TEST_F(StopsServingTest, CountsWhoWasServedAndWhoIsThere) {
  EXPECT_EQ(Stops().at("served"), "1");
  EXPECT_EQ(Stops().at("others"), "1");
}

TEST_F(StopsServingTest, NobodyServedIsAnotherMatter) {
  first().stream.received = 0;
  EXPECT_TRUE(Stops().empty());
  session_.Probed(Release::kOthersLeft, 5, 5);
  EXPECT_FALSE(Stops().empty()) << "it served this one as soon as the others had left";
}

TEST_F(StopsServingTest, ADeadTargetIsAnotherMatter) {
  session_.Died({1, {}});
  EXPECT_TRUE(Stops().empty());
}

// It said nothing, so that nothing was due; but no process holds its connection.
TEST_F(StopsServingTest, AConnectionThatNobodyAcceptedIsNotServed) {
  second().stream = {};
  EXPECT_TRUE(Stops().empty());
  session_.Left("CLOSE-WAIT", 0, false);
  SocketRecord& socket = session_.target().sockets_left.back();
  EXPECT_FALSE(Stops().empty());
  socket.holders = 1;
  EXPECT_TRUE(Stops().empty()) << "a process has it";
  socket.holders = 0;
  socket.remote.port = 9;
  EXPECT_TRUE(Stops().empty()) << "it is another's";
}

class AcceptQueueTest : public testing::Test {
 protected:
  AcceptQueueTest() {
    session_.Sent("hoge\n").Waited(kExpectEcho, StepOutcome::kTimedOut);
    session_.flow().from_client.retransmissions = 3;
  }
  bool Full() { return Tells(session_, "accept-queue-full"); }
  void ServerSegment(std::vector<FlowSegment>& where, std::uint8_t flags) {
    FlowSegment segment;
    segment.from = Side::kServer;
    segment.flags = flags;
    where.push_back(segment);
  }

  Session session_;
};

TEST_F(AcceptQueueTest, ASynAckAloneIsNoAnswer) { EXPECT_TRUE(Full()); }

TEST_F(AcceptQueueTest, AnyAnswerSpeaksAgainstIt) {
  ServerSegment(session_.flow().tail, tcp_flag::kSyn | tcp_flag::kAck);
  EXPECT_TRUE(Full());
  ServerSegment(session_.flow().tail, tcp_flag::kAck);
  EXPECT_FALSE(Full());
}

TEST_F(AcceptQueueTest, AnyAnswerAtTheBeginningSpeaksAgainstItToo) {
  ServerSegment(session_.flow().head, tcp_flag::kAck);
  EXPECT_FALSE(Full());
}

TEST_F(AcceptQueueTest, AResetIsAnAnswer) {
  session_.flow().from_server.rst_frame = 7;
  EXPECT_FALSE(Full());
}

TEST_F(AcceptQueueTest, WithoutARepetitionNothingWasDropped) {
  session_.flow().from_client.retransmissions = 0;
  EXPECT_FALSE(Full());
}

TEST_F(AcceptQueueTest, ADeadTargetHasNoQueue) {
  session_.Died({1, {}});
  EXPECT_FALSE(Full());
}

TEST_F(AcceptQueueTest, OnlyTheWireShowsIt) {
  session_.WithIncompleteCapture();
  EXPECT_FALSE(Full());
}

}  // namespace
}  // namespace echocheck
