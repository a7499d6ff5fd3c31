// SPDX-License-Identifier: MIT
// How the target's end came about, by the times at which its clients left and its status.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/judge/facts/target_exit.h"
#include "tests/unit/judge/evidence_input.h"

namespace echocheck {
namespace {

constexpr ExitStatus kFailure{1, {}};
constexpr ExitStatus kSuccess{0, {}};

// Two clients that were served and left in good order, the second one at 5 s. The target ended at
// 10 s.
class DeathTest : public testing::Test {
 protected:
  DeathTest() {
    session_.Echoed("hoge\n")
        .ClosedByClient()
        .AndClient("second")
        .Echoed("hoge\n")
        .ClosedByClient();
    first().ended_at = Milliseconds(4000);
    second().ended_at = Milliseconds(5000);
    Ends(kFailure);
  }
  ConnectionRecord& first() { return session_.evidence().history.connections.at(0); }
  ConnectionRecord& second() { return session_.evidence().history.connections.at(1); }
  void Ends(ExitStatus status) {
    session_.Died(status);
    session_.target().ended_at = Milliseconds(10000);
  }
  void Writes(std::string_view output) {
    session_.target().output_tail.clear();
    session_.target().output_bytes = 0;
    session_.Wrote(output);
  }
  DeathKind Kind() { return ExamineDeath(InputOf(session_))->kind; }
  std::uint64_t Left() { return ExamineDeath(InputOf(session_))->clients; }
  const ConnectionRecord* Who() { return ExamineDeath(InputOf(session_))->client; }

  Session session_;
};

// Connected while the first was being served: nobody came after they had left.
TEST_F(DeathTest, OfTwoThatLeftNeitherIsTheLastStraw) { EXPECT_EQ(Kind(), DeathKind::kUnknown); }

TEST_F(DeathTest, TheLastOneOfThoseThatItSurvivedIsTheLastStraw) {
  second().steps.front().begin = Milliseconds(4500);
  EXPECT_EQ(Kind(), DeathKind::kClientsLeft);
  EXPECT_EQ(Left(), 2U);
  second().stream.received = 0;
  EXPECT_NE(Kind(), DeathKind::kClientsLeft) << "the second was not served";
  second().stream.sent = 0;
  EXPECT_EQ(Kind(), DeathKind::kUnknown) << "the second asked for nothing, and left";
}

TEST_F(DeathTest, TheOnlyOneThatWasServedIsNoReasonIfItLeftLikeOthers) {
  second().stream = {};
  Ends(kSuccess);
  EXPECT_EQ(Kind(), DeathKind::kUnknown);
}

TEST_F(DeathTest, WhoeverLeftAfterTheEndHadNoPartInIt) {
  first().ended_at = Milliseconds(10001);
  EXPECT_EQ(Left(), 1U);
  second().ended_at.reset();
  EXPECT_EQ(Left(), 1U) << "at least";
  second().ended_at = Milliseconds(10000);
  EXPECT_EQ(Kind(), DeathKind::kClientsLeft) << "at the very moment";
}

TEST_F(DeathTest, WhoeverWasNotConnectedDidNotLeave) {
  first().connected = false;
  EXPECT_EQ(Left(), 1U);
  EXPECT_EQ(Kind(), DeathKind::kClientsLeft) << "the second is the only one";
}

TEST_F(DeathTest, WhoseServerEndedFirstDidNotLeaveByItself) {
  first().stream.eof_at = Milliseconds(3999);
  EXPECT_EQ(Kind(), DeathKind::kClientsLeft) << "the second is the only one";
  first().stream.eof_at = Milliseconds(4000);
  EXPECT_EQ(Kind(), DeathKind::kUnknown);
  first().stream.eof_at.reset();
  first().stream.reset_at = Milliseconds(3999);
  EXPECT_EQ(Kind(), DeathKind::kClientsLeft);
  first().stream.reset_at = Milliseconds(4000);
  EXPECT_EQ(Kind(), DeathKind::kUnknown);
}

// It half-closed and waited for bytes until the server's end: it had not left.
TEST_F(DeathTest, WhoeverHalfClosedAndLacksBytesWaited) {
  StepRecord shutdown;
  shutdown.kind = StepKind::kShutdown;
  shutdown.outcome = StepOutcome::kDone;
  first().steps.push_back(shutdown);
  first().stream.received = 3;
  first().stream.reset_at = Milliseconds(9000);
  EXPECT_EQ(Left(), 1U);
  EXPECT_EQ(Kind(), DeathKind::kClientsLeft);
  first().stream.reset_at.reset();
  EXPECT_EQ(Who(), &first()) << "it saw no end, and left with bytes due";
  first().stream.eof_at = Milliseconds(9000);
  EXPECT_EQ(Kind(), DeathKind::kClientsLeft);
  first().stream.received = 5;
  EXPECT_EQ(Kind(), DeathKind::kUnknown) << "it had everything, and left";
}

TEST_F(DeathTest, WhoeverLeftWithoutAHalfCloseDidNotWait) {
  first().stream.received = 3;
  first().stream.eof_at = Milliseconds(9000);
  EXPECT_EQ(Left(), 2U);
}

TEST_F(DeathTest, AnEndThatSaysSomethingIsNotTheHabitOfOneThatServesOnce) {
  second().connected = false;
  first().ending = ClientEnding::kReset;
  Ends(kSuccess);
  EXPECT_EQ(Kind(), DeathKind::kClientsLeft);
  Writes("bye\n");
  EXPECT_EQ(Kind(), DeathKind::kPeerReset);
}

TEST_F(DeathTest, EvidenceMayLackTheConnectStep) {
  first().steps.clear();
  second().steps.clear();
  EXPECT_EQ(Kind(), DeathKind::kUnknown);
}

TEST_F(DeathTest, WhoeverLeftBadlyLastIsTheReason) {
  second().ending = ClientEnding::kReset;
  EXPECT_EQ(Kind(), DeathKind::kPeerReset);
  EXPECT_EQ(Who(), &second());
  first().ending = ClientEnding::kReset;
  EXPECT_EQ(Who(), &second());
  first().ended_at = Milliseconds(5500);
  EXPECT_EQ(Who(), &first()) << "the later of the two";
}

TEST_F(DeathTest, WhoeverLeftBadlyBeforeAnotherLeftIsNoReason) {
  first().ending = ClientEnding::kReset;
  EXPECT_EQ(Kind(), DeathKind::kUnknown);
  // But for a reset at the last moment, behind which another one happened to leave.
  first().ended_at = Milliseconds(9800);
  second().ended_at = Milliseconds(9900);
  EXPECT_EQ(Kind(), DeathKind::kPeerReset);
}

TEST_F(DeathTest, LeavingWithBytesUnreadIsBad) {
  second().left_unread = true;
  EXPECT_EQ(Kind(), DeathKind::kPeerReset);
  second().left_unread = false;
  second().stream.received = 4;
  EXPECT_EQ(Kind(), DeathKind::kPeerReset) << "or with bytes due";
  second().stream.received = 5;
  EXPECT_EQ(Kind(), DeathKind::kUnknown);
  second().ending = ClientEnding::kShutdown;
  EXPECT_EQ(Kind(), DeathKind::kUnknown);
  second().left_unread = true;
  EXPECT_EQ(Kind(), DeathKind::kPeerReset);
}

TEST_F(DeathTest, AnErrorAmidTheWorkIsOneOfAClientThatWaits) {
  session_.AndClient("third").Sent("\xff\n");
  Ends(kFailure);
  ConnectionRecord& third = session_.connection();
  third.steps.back().begin = Milliseconds(6000);
  EXPECT_EQ(Kind(), DeathKind::kError);
  Ends(kSuccess);
  EXPECT_EQ(Kind(), DeathKind::kUnknown) << "it reports no error";
  Ends(kFailure);
  third.steps.back().begin = Milliseconds(4999);
  EXPECT_EQ(Kind(), DeathKind::kUnknown) << "it has said nothing since the second left";
  third.steps.back().begin = Milliseconds(6000);
  third.stream.received = 2;
  EXPECT_EQ(Kind(), DeathKind::kUnknown) << "it was answered";
  third.stream.received = 0;
  third.connected = false;
  EXPECT_EQ(Kind(), DeathKind::kUnknown);
}

TEST_F(DeathTest, WhoeverHadGoneWasNotBeingServed) {
  session_.AndClient("third").Sent("\xff\n");
  Ends(kFailure);
  ConnectionRecord& third = session_.connection();
  third.steps.back().begin = Milliseconds(6000);
  third.stream.reset_at = Milliseconds(6500);
  third.ended_at = Milliseconds(7000);
  EXPECT_EQ(Kind(), DeathKind::kUnknown);
  third.ended_at = Milliseconds(9900);
  EXPECT_EQ(Kind(), DeathKind::kError) << "an end is seen a moment late";
}

TEST_F(DeathTest, AnErrorBeforeAnybodyLeftIsItsOwn) {
  for (ConnectionRecord* record : {&first(), &second()}) record->ended_at.reset();
  EXPECT_EQ(Kind(), DeathKind::kError);
  Ends(kSuccess);
  EXPECT_EQ(Kind(), DeathKind::kUnknown) << "two were served";
  second().stream.received = 0;
  EXPECT_EQ(Kind(), DeathKind::kClientsLeft) << "it closed the only connection that it served";
}

TEST_F(DeathTest, ASignalOfAShellIsOneOfTheServer) {
  Ends({128 + 11, {}});
  EXPECT_EQ(Kind(), DeathKind::kCrash);
  Ends({128, {}});
  EXPECT_EQ(Kind(), DeathKind::kUnknown) << "no signal has the number 0";
  Ends({128 + 32 + 11, {}});
  EXPECT_EQ(Kind(), DeathKind::kUnknown) << "nor that many";
}

TEST_F(DeathTest, AnAbortIsACrashUnlessSomebodyLeftBadlyAndItSaysSo) {
  Ends({{}, 6});
  EXPECT_EQ(Kind(), DeathKind::kCrash);
  second().ending = ClientEnding::kReset;
  EXPECT_EQ(Kind(), DeathKind::kCrash) << "it does not say what was not caught";
  Writes("thread 'main' panicked\n");
  EXPECT_EQ(Kind(), DeathKind::kPeerReset);
  second().ending = ClientEnding::kClosed;
  EXPECT_EQ(Kind(), DeathKind::kCrash) << "nobody left badly";
}

TEST_F(DeathTest, ManyClientsUseUpASmallLimitOfDescriptors) {
  session_.scenario().limits.open_files = 18;
  EXPECT_EQ(Kind(), DeathKind::kDescriptors) << "16 of its own and 2 of clients";
  session_.scenario().limits.open_files = 19;
  EXPECT_EQ(Kind(), DeathKind::kUnknown);
}

class ContinuedTest : public DeathTest {
 protected:
  ContinuedTest() {
    session_.Signalled(TargetSignal::kStop).Signalled(TargetSignal::kContinue);
    Continue(Milliseconds(9500));
    for (ConnectionRecord* record : {&first(), &second()}) {
      record->ended_at.reset();
      record->stream.first_byte_at = Milliseconds(100);
    }
  }
  void Continue(Nanoseconds at) {
    session_.target().signals.at(0).at = at - Milliseconds(100);
    session_.target().signals.at(1).at = at;
  }
};

TEST_F(ContinuedTest, AnEndRightAfterSigcontIsOfAnInterruptedCall) {
  EXPECT_EQ(Kind(), DeathKind::kInterrupted);
  Continue(Milliseconds(8999));
  EXPECT_EQ(Kind(), DeathKind::kError) << "too long ago";
  Continue(Milliseconds(10001));
  EXPECT_EQ(Kind(), DeathKind::kError) << "it had ended before";
}

TEST_F(ContinuedTest, SigstopInterruptsNothing) {
  session_.target().signals.at(1).signal = TargetSignal::kStop;
  EXPECT_EQ(Kind(), DeathKind::kError);
  Writes("accept: Interrupted system call\n");
  EXPECT_EQ(Kind(), DeathKind::kError);
}

TEST_F(ContinuedTest, ItsOutputTellsTooWhenNobodyKnowsWhenItEnded) {
  Writes("accept: Interrupted system call\n");
  session_.target().ended_at.reset();
  EXPECT_EQ(Kind(), DeathKind::kInterrupted);
  session_.target().signals.clear();
  EXPECT_NE(Kind(), DeathKind::kInterrupted) << "it was never stopped";
}

TEST_F(ContinuedTest, WhoeverServedSinceGotOverIt) {
  first().stream.first_byte_at = Milliseconds(9500);
  EXPECT_EQ(Kind(), DeathKind::kError);
  session_.Signalled(TargetSignal::kStop);
  session_.target().signals.back().at = Milliseconds(9600);
  EXPECT_EQ(Kind(), DeathKind::kError) << "and it was stopped again";
  first().stream.first_byte_at = Milliseconds(9499);
  EXPECT_EQ(Kind(), DeathKind::kInterrupted);
}

TEST_F(ContinuedTest, ACrowdThatIsThereMayBeTheReasonOfOneThatSaysSomething) {
  Writes("table full\n");
  EXPECT_EQ(Kind(), DeathKind::kError) << "two are open";
  second().ended_at = Milliseconds(9000);
  second().steps.front().begin = Milliseconds(9100);
  first().ended_at = Milliseconds(10500);
  EXPECT_EQ(Kind(), DeathKind::kInterrupted) << "one has left: one is open";
  second().ended_at = Milliseconds(9800);
  EXPECT_NE(Kind(), DeathKind::kInterrupted) << "an end is seen a moment late";
  second().connected = false;
  EXPECT_EQ(Kind(), DeathKind::kInterrupted);
}

TEST_F(ContinuedTest, WhoeverLeftBadlyIsTheLikelierReason) {
  second().ended_at = Milliseconds(9700);
  second().ending = ClientEnding::kReset;
  EXPECT_EQ(Kind(), DeathKind::kPeerReset);
  Ends(kSuccess);
  EXPECT_EQ(Kind(), DeathKind::kClientsLeft) << "or it serves one client, and ends";
}

TEST_F(DeathTest, TouchesWhoeverWasConnectedThenOrCameLater) {
  const auto touched = [&] { return TouchedByDeath(InputOf(session_), first()); };
  EXPECT_FALSE(touched()) << "it had left long before";
  first().ended_at = Milliseconds(9800);
  EXPECT_TRUE(touched()) << "an end is seen a moment late";
  first().ended_at.reset();
  EXPECT_TRUE(touched());
  first().ended_at = Milliseconds(4000);
  first().connected = false;
  EXPECT_TRUE(touched());
  first().connected = true;
  session_.target().ended_at.reset();
  EXPECT_TRUE(touched()) << "nobody knows when it ended";
}

TEST_F(DeathTest, ATargetThatNeverListenedIsAnotherMatter) {
  session_.target().startup = Startup::kExited;
  EXPECT_FALSE(ExamineDeath(InputOf(session_)));
}

}  // namespace
}  // namespace echocheck
