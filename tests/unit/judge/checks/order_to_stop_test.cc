// SPDX-License-Identifier: MIT
// Which connections were open when the target was told to stop, and whether it ended by itself: by
// the times of both.
#include <gtest/gtest.h>

#include "harness/judge/facts/commanded_stops.h"
#include "tests/unit/judge/evidence_input.h"

namespace echocheck {
namespace {

constexpr ExitStatus kExit0{0, {}};

constexpr Nanoseconds Seconds(int count) { return Milliseconds(1000 * count); }

// A client was served, the launched process ended, and then another one connected.
Session Outlived() {
  Session session = Served();
  session.Died(kExit0);
  session.AndClient("late");
  session.connection().steps.front().begin = *session.target().ended_at + Milliseconds(1);
  return session;
}

TEST(EndedByItselfTest, SaysNothingOfATargetThatRuns) {
  Session session = Served();
  EXPECT_FALSE(EndedByItself(InputOf(session)));
}

TEST(EndedByItselfTest, TellsTheStatusOfTheLaunchedProcess) {
  Session session = Served().Died(kExit0);
  EXPECT_EQ(EndedByItself(InputOf(session)), kExit0);
}

TEST(EndedByItselfTest, DoesNotKnowTheStatusOfAChildThatServedOn) {
  Session session = Outlived();
  EXPECT_EQ(EndedByItself(InputOf(session)), ExitStatus{});
}

TEST(EndedByItselfTest, KnowsTheStatusWhenWhoeverCameLaterWasNotLetIn) {
  Session session = Outlived();
  session.NotConnected(StepOutcome::kRefused);
  EXPECT_EQ(EndedByItself(InputOf(session)), kExit0);
}

TEST(EndedByItselfTest, KnowsTheStatusWhenNobodyCameLater) {
  Session session = Outlived();
  session.connection().steps.front().begin = *session.target().ended_at;
  EXPECT_EQ(EndedByItself(InputOf(session)), kExit0) << "at the same moment";
  session.connection().steps.clear();
  EXPECT_EQ(EndedByItself(InputOf(session)), kExit0) << "no step says when it connected";
}

TEST(EndedByItselfTest, KnowsTheStatusWhenARestartLetTheNextOneIn) {
  Session session = Served();
  session.Died(kExit0);
  const Nanoseconds ended = *session.target().ended_at;
  session.Restarted(TargetSignal::kTerminate);
  session.AndClient("late");
  ASSERT_GT(session.connection().steps.front().begin, ended);
  EXPECT_EQ(EndedByItself(InputOf(session)), kExit0);
}

TEST(EndedByItselfTest, DoesNotCallAnEndByOrderSo) {
  Session session = Served().Signalled(TargetSignal::kTerminate).Died(kExit0);
  EXPECT_FALSE(EndedByItself(InputOf(session)));
  session.target().ended_at.reset();
  EXPECT_FALSE(EndedByItself(InputOf(session))) << "nobody saw when: after the order";
}

TEST(ToldToStopBeforeTest, GoesByTheLastOrder) {
  // Signals are kept apart from stops: the signal was the first of the two.
  Session session = Served().Signalled(TargetSignal::kTerminate).Restarted(TargetSignal::kKill);
  const Nanoseconds signal = session.target().signals.back().at;
  const Nanoseconds restart = session.target().stops.back().at;
  EXPECT_FALSE(ToldToStopBefore(InputOf(session), signal - Nanoseconds(1)));
  EXPECT_TRUE(ToldToStopBefore(InputOf(session), signal));
  EXPECT_FALSE(ToldToStopBefore(InputOf(session), restart)) << "it came back";
  // The other way round, the kill came after the restart.
  session.target().signals.back().at = restart + Milliseconds(5);
  EXPECT_FALSE(ToldToStopBefore(InputOf(session), restart + Milliseconds(4)));
  EXPECT_TRUE(ToldToStopBefore(InputOf(session), restart + Milliseconds(5)));
}

class OpenWhenToldTest : public testing::Test {
 protected:
  // Connected from 1 s on; of the client's end and the order each test says when.
  OpenWhenToldTest() {
    record().steps.front().begin = Seconds(1);
    session_.flow().last = Milliseconds(1500);
  }
  ConnectionRecord& record() { return session_.connection(); }
  void Order(Nanoseconds at, bool restart = false) {
    session_.Restarted(TargetSignal::kTerminate, restart ? Startup::kListening : Startup::kExited);
    session_.target().stops.back().at = at;
    if (!restart) session_.target().stops.back().relaunch.reset();
  }
  bool Open() { return OpenWhenToldToStop(InputOf(session_), ConnectionOf(session_, 0)); }

  Session session_;
};

TEST_F(OpenWhenToldTest, WithoutAnOrderNothingIs) { EXPECT_FALSE(Open()); }

TEST_F(OpenWhenToldTest, AConnectionWithoutAnEndIsOpen) {
  Order(Seconds(9));
  EXPECT_TRUE(Open());
}

TEST_F(OpenWhenToldTest, AConnectionThatEndedBeforeIsNot) {
  record().ended_at = Seconds(2);
  Order(Seconds(3));
  EXPECT_FALSE(Open());
}

TEST_F(OpenWhenToldTest, SegmentsAfterItsEndKeepItOpen) {
  record().ended_at = Seconds(2);
  session_.flow().last = Seconds(4);
  Order(Seconds(3));
  EXPECT_TRUE(Open());
}

TEST_F(OpenWhenToldTest, WithoutAFlowTheClientsEndCounts) {
  record().ended_at = Seconds(2);
  session_.flow().last = Seconds(4);
  session_.WithoutFlow().capture().state = CaptureState::kOff;
  Order(Seconds(3));
  EXPECT_FALSE(Open());
}

TEST_F(OpenWhenToldTest, WhatTheServerHadEndedIsNot) {
  Order(Seconds(3));
  record().stream.reset_at = Seconds(2);
  EXPECT_FALSE(Open());
  record().stream.reset_at.reset();
  record().stream.eof_at = Seconds(2);
  EXPECT_FALSE(Open());
  record().stream.eof_at = Seconds(3);
  EXPECT_TRUE(Open()) << "it obeyed at once";
}

TEST_F(OpenWhenToldTest, AConnectionToAServerThatDidNotComeBackIs) {
  Order(Milliseconds(500));
  EXPECT_TRUE(Open());
}

TEST_F(OpenWhenToldTest, AConnectionToAServerThatCameBackIsNot) {
  Order(Milliseconds(500), true);
  EXPECT_FALSE(Open());
}

TEST_F(OpenWhenToldTest, WithoutAConnectStepItIsOpenFromTheStart) {
  record().steps.clear();
  Order(Milliseconds(1), true);
  EXPECT_TRUE(Open());
}

TEST_F(OpenWhenToldTest, ARestartWhileItIsConnectedCounts) {
  Order(Seconds(2), true);
  EXPECT_TRUE(Open());
}

}  // namespace
}  // namespace echocheck
