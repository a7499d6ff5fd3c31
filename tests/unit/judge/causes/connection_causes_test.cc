// SPDX-License-Identifier: MIT
// How connections ended, and who was not served.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/base/ip_literal.h"
#include "tests/unit/judge/session.h"

namespace echocheck {
namespace {

using testing::ElementsAre;

Session ClosesEarly() {
  return Session().Echoed("hoge\n").Sent("fuga\n").ServerCloses().Waited(kExpectEcho,
                                                                         StepOutcome::kEof);
}

TEST(CloseCausesTest, SeeAnEndBehindTheFirstAnswer) {
  EXPECT_THAT(ClosesEarly().Failing(), ElementsAre("echo.complete", "close.order"));
  EXPECT_EQ(CauseOf(ClosesEarly(), "echo.complete"), "closes-after-first-echo");
  EXPECT_EQ(CauseOf(ClosesEarly(), "close.order"), "closes-after-first-echo");
  const Session with_reset = Session().Echoed("hoge\n").Sent("fuga\n").ServerResets().Waited(
      kExpectEcho, StepOutcome::kReset);
  EXPECT_EQ(CauseOf(with_reset, "close.no_reset"), "closes-after-first-echo");
  const Session later =
      Session().Echoed("hoge\n").Echoed("fuga\n").Sent("piyo\n").ServerCloses().Waited(
          kExpectEcho, StepOutcome::kEof);
  EXPECT_EQ(CauseOf(later, "close.order"), "") << "after the second: something else";
}

// Ends `silence` after what was said last, while the script has the client be silent.
Session EndsAfter(Session session, Milliseconds silence) {
  const Nanoseconds last = session.flow().head.back().time;
  session.connection().stream.last_byte_at = last;
  session.ServerCloses().Waited(Expectation::kQuiet, StepOutcome::kEof);
  session.flow().head.back().time = last + silence;
  session.connection().stream.eof_at = last + silence;
  return session;
}

TEST(CloseCausesTest, SeeAnEndBecauseTheClientWasSilent) {
  const Session session = EndsAfter(Session().Echoed("hoge\n"), Milliseconds(300));
  EXPECT_EQ(CauseOf(session, "close.order"), "closes-on-silence");
  EXPECT_EQ(session.Says("close.order")->cause->arguments.at("ms"), "300");
  const Session soon = EndsAfter(Session().Echoed("hoge\n"), Milliseconds(20));
  EXPECT_EQ(CauseOf(soon, "close.order"), "closes-after-first-echo");
  for (const bool captured : {true, false}) {
    // An answer was due.
    Session busy = EndsAfter(Session().Echoed("hoge\n").Sent("fuga\n"), Milliseconds(300));
    if (!captured) busy.WithoutCapture();
    EXPECT_EQ(CauseOf(busy, "close.order"), "closes-after-first-echo") << captured;
  }
  const Session nothing_said = EndsAfter(Session(), Milliseconds(300));
  EXPECT_EQ(CauseOf(nothing_said, "close.order"), "closes-on-silence");
}

TEST(CloseCausesTest, SeeTheSameWithoutACapture) {
  const auto uncaptured = [](Milliseconds silence) {
    return EndsAfter(Session().Echoed("hoge\n"), silence).WithoutCapture();
  };
  EXPECT_EQ(CauseOf(uncaptured(Milliseconds(300)), "close.order"), "closes-on-silence");
  EXPECT_EQ(CauseOf(uncaptured(Milliseconds(20)), "close.order"), "closes-after-first-echo");
}

TEST(CloseCausesTest, SeeAnEndBeforeAllWasRead) {
  const Session session = Session()
                              .Sent("hogehoge")
                              .Came("hoge")
                              .ServerResets()
                              .Waited(kExpectEcho, StepOutcome::kReset);
  for (const auto* id : {"echo.complete", "close.order", "close.no_reset"}) {
    EXPECT_EQ(CauseOf(session, id), "closed-with-unread-data") << id;
  }
  EXPECT_EQ(session.Says("close.no_reset")->cause->arguments.at("count"), "4");
  // It served that client, if badly, and nobody was turned away.
  Session second = Session().Echoed("hoge\n").ClosedByClient();
  second.AndClient("long").Sent("hogehoge").ServerResets().Waited(kExpectEcho, StepOutcome::kReset);
  EXPECT_EQ(CauseOf(second, "echo.complete"), "closed-with-unread-data");
}

TEST(CloseCausesTest, SeeItAlsoWhenTheClientHadEndedItsSide) {
  const Session session = Session()
                              .Sent("hogehoge")
                              .ClientHalfCloses()
                              .Came("hoge")
                              .ServerResets()
                              .Waited(kExpectEcho, StepOutcome::kReset);
  for (const auto* id : {"echo.complete", "close.no_reset"}) {
    EXPECT_EQ(CauseOf(session, id), "closed-with-unread-data") << id;
  }
}

TEST(CloseCausesTest, SeeAResetThoughAllWasEchoed) {
  const Session session = Session().Echoed("hoge\n").ClientHalfCloses().ServerResets().Waited(
      Expectation::kEof, StepOutcome::kReset);
  EXPECT_EQ(CauseOf(session, "close.no_reset"), "reset-instead-of-fin");
  EXPECT_EQ(CauseOf(Session(session).WithoutCapture(), "close.no_reset"), "reset-instead-of-fin");
  // What had to wait on its way is lost by that.
  Session lossy = Session().Sent("hogehoge").ClientHalfCloses().Came("hoge").ServerResets();
  lossy.scenario().network.buffers = BufferSize::kSmall;
  EXPECT_EQ(CauseOf(lossy, "echo.complete"), "lost-at-half-close");
  EXPECT_EQ(CauseOf(lossy, "close.no_reset"), "reset-instead-of-fin");
}

TEST(CloseCausesTest, TellWhoKeepsAConnection) {
  const Session left = Session().Echoed("hoge\n").ClientCloses();
  const Session never = Session(left).Left("CLOSE-WAIT", 1, true);
  EXPECT_THAT(never.Failing(), ElementsAre("close.fin", "close.released"));
  EXPECT_EQ(CauseOf(never, "close.fin"), "never-closes");
  EXPECT_EQ(CauseOf(never, "close.released"), "never-closes");

  Session parent = Session(left).Left("CLOSE-WAIT", 1, true);
  parent.target().most_processes = 2;
  EXPECT_EQ(CauseOf(parent, "close.fin"), "parent-holds-descriptor");
  Session child = Session(left).Left("CLOSE-WAIT", 2, true);
  child.target().most_processes = 2;
  EXPECT_EQ(CauseOf(child, "close.fin"), "never-closes") << "the child has it, too";
  EXPECT_EQ(CauseOf(Session(left).Left("CLOSE-WAIT", 0, false), "close.fin"), "")
      << "never accepted";

  parent.target().sockets_left[0].holders_unseen = true;
  EXPECT_EQ(CauseOf(parent, "close.fin"), "never-closes") << "a child may have it, too";
}

// However many there are: a report shows the first of them, and counts all.
TEST(CloseCausesTest, CountAllConnectionsThatAreKept) {
  Session launched = Session().Echoed("hoge\n").ClientCloses().Left("CLOSE-WAIT", 1, true);
  Session standing = Session().Echoed("hoge\n").ClientCloses();
  standing.flow().server_state = TcpState::kCloseWait;
  for (int i = 1; i < 40; ++i) {
    launched.AndClient("next").Echoed("hoge\n").ClientCloses().Left("CLOSE-WAIT", 1, true);
    standing.AndClient("next").Echoed("hoge\n").ClientCloses();
    standing.flow().server_state = TcpState::kCloseWait;
  }
  standing.target().startup = Startup::kNotLaunched;
  for (const Session& session : {launched, standing}) {
    EXPECT_EQ(CauseOf(session, "close.fin"), "never-closes");
    EXPECT_EQ(session.Says("close.fin")->cause->arguments.at("count"), "40");
    EXPECT_EQ(session.Says("close.fin")->evidence.ports.size(), 16U);
  }
}

// The first client stays; the second gets its echo when that one leaves.
Session Waiting(std::string_view before) {
  Session session = Session().Echoed("hoge\n");
  session.AndClient("second");
  if (!before.empty()) session.Echoed(before);
  return session.Sent("fuga\n").Waited(kExpectEcho, StepOutcome::kTimedOut);
}

TEST(ServingCausesTest, SeeOneClientAtATime) {
  const Session session = Waiting("").Probed(Release::kOthersLeft, 5, 5);
  EXPECT_THAT(session.Failing(), ElementsAre("echo.concurrent"));
  EXPECT_EQ(CauseOf(session, "echo.concurrent"), "one-client-at-a-time");
  EXPECT_EQ(session.Says("echo.concurrent")->cause->arguments.at("other"), "client (port 50001)");
}

TEST(ServingCausesTest, DoNotCallAFullPoolOneAtATime) {
  Session session = Session().Echoed("hoge\n");
  session.AndClient("second").Echoed("hoge\n");
  session.AndClient("third")
      .Sent("fuga\n")
      .Waited(kExpectEcho, StepOutcome::kTimedOut)
      .Probed(Release::kOthersLeft, 5, 5);
  EXPECT_EQ(CauseOf(session, "echo.concurrent"), "stops-serving");
  EXPECT_EQ(session.Says("echo.concurrent")->cause->arguments.at("others"), "2");
}

TEST(ServingCausesTest, SeeAReaderThatBlocksTheOthers) {
  Session session = Session().Echoed("hoge\n").Did({ReadingStep{Reading::kStop, {}}, {}});
  session.AndClient("brisk").Echoed("hoge\n").Sent("fuga\n").Waited(kExpectEcho,
                                                                    StepOutcome::kTimedOut);
  EXPECT_EQ(CauseOf(session, "echo.complete"), "blocked-by-slow-reader");
  session.Probed(Release::kOthersLeft, 5, 5);
  EXPECT_EQ(CauseOf(session, "echo.concurrent"), "blocked-by-slow-reader");
  EXPECT_EQ(CauseOf(Waiting("piyo\n").Probed(Release::kNothing, 5, 0), "echo.complete"),
            "octets-lost")
      << "nobody reads slowly";
}

// The kernel alone has its connection; where nobody could look, that is not known.
TEST(ServingCausesTest, SeeWhoWasNeverAccepted) {
  Session session = Session().Echoed("hoge\n").ClosedByClient();
  session.AndClient("late").ClientHalfCloses().Waited(Expectation::kEof, StepOutcome::kTimedOut);
  session.Left("CLOSE-WAIT", 0, false);
  EXPECT_EQ(CauseOf(session, "close.fin"), "stops-serving");
  session.target().sockets_left[0].holders_unseen = true;
  EXPECT_EQ(CauseOf(session, "close.fin"), "");
}

TEST(ServingCausesTest, SeeWhoServesNobodyAnyMore) {
  Session session = Session().Echoed("hoge\n").ClosedByClient();
  session.AndClient("late")
      .Sent("fuga\n")
      .Waited(kExpectEcho, StepOutcome::kTimedOut)
      .Probed(Release::kNothing, 5, 0);
  EXPECT_EQ(CauseOf(session, "echo.complete"), "stops-serving");
  EXPECT_EQ(session.Says("echo.complete")->cause->arguments.at("served"), "1");
  Session refused = Session().Echoed("hoge\n").ClosedByClient();
  refused.AndClient("late").NotConnected(StepOutcome::kRefused);
  EXPECT_EQ(CauseOf(refused, "open.handshake"), "stops-serving");
  Session over_ipv6 = refused;
  over_ipv6.connection().remote.address = "::1"_ip;
  EXPECT_EQ(CauseOf(over_ipv6, "open.handshake"), "") << "it listens on IPv4 alone";
  over_ipv6.target().listening.push_back({"::"_ip, 50000});
  EXPECT_EQ(CauseOf(over_ipv6, "open.handshake"), "stops-serving");
  const Session mute = Session().Sent("hoge\n").Waited(kExpectEcho, StepOutcome::kTimedOut);
  EXPECT_EQ(CauseOf(mute, "echo.complete"), "") << "it never served anybody";
}

TEST(ServingCausesTest, SeeWhoFindsNoPlaceInTheQueue) {
  Session session = Session().Echoed("hoge\n").ClosedByClient();
  session.AndClient("late").Sent("fuga\n").Waited(kExpectEcho, StepOutcome::kTimedOut);
  session.flow().from_client.retransmissions = 3;
  EXPECT_EQ(CauseOf(session, "echo.complete"), "accept-queue-full");
  EXPECT_EQ(session.Says("echo.complete")->cause->arguments.at("count"), "3");
  session.flow().head.push_back(session.flow().head[1]);
  session.flow().head.back().flags = tcp_flag::kAck;
  EXPECT_EQ(CauseOf(session, "echo.complete"), "stops-serving") << "its kernel acknowledges";
}

TEST(ServingCausesTest, SeeTheResetThatSilencedIt) {
  Session session = Session().Echoed("hoge\n").ClientResets();
  session.AndClient("late").Sent("fuga\n").Waited(kExpectEcho, StepOutcome::kTimedOut);
  EXPECT_EQ(CauseOf(session, "echo.complete"), "silent-after-reset");
  Session survived = Session().Echoed("hoge\n").ClientResets();
  survived.AndClient("second").Echoed("hoge\n").ClosedByClient();
  survived.AndClient("late").Sent("fuga\n").Waited(kExpectEcho, StepOutcome::kTimedOut);
  EXPECT_EQ(CauseOf(survived, "echo.complete"), "stops-serving") << "it had served one since";
  Session vanished = Session().Echoed("hoge\n").ClientVanishes();
  vanished.AndClient("late").Sent("fuga\n").Waited(kExpectEcho, StepOutcome::kTimedOut);
  EXPECT_NE(CauseOf(vanished, "echo.complete"), "silent-after-reset") << "no RST was sent";
}

}  // namespace
}  // namespace echocheck
