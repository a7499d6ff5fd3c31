// SPDX-License-Identifier: MIT
// Causes of bytes that did not come back, and of connections that were not let go of, by the rule
// alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/judge/causes/rule_of.h"

namespace echocheck {
namespace {

using namespace std::string_view_literals;

// The client waited for the rest in vain, while the target slept.
Session Cut(std::string_view sent, std::string_view came) {
  Session session = Session().Sent(sent);
  if (!came.empty()) session.Came(came);
  return session.Waited(kExpectEcho, StepOutcome::kTimedOut);
}
bool TellsCut(std::string_view cause, std::string_view sent, std::string_view came) {
  return Tells(Cut(sent, came), cause);
}
Session Half(std::size_t sent, std::size_t came) {
  const Bytes bytes = BytesOfSeed(sent, 3);
  return Cut(bytes, BytesView(bytes).substr(0, came));
}

TEST(LossRulesTest, ACutAtNulIsAtItsFirstOne) {
  EXPECT_TRUE(TellsCut("cut-at-nul", "ab\0cd"sv, "ab"));
  EXPECT_FALSE(TellsCut("cut-at-nul", "abxcd", "ab"));
  EXPECT_FALSE(TellsCut("cut-at-nul", "a\0b\0cd"sv, "a\0b"sv)) << "one came back";
  EXPECT_FALSE(TellsCut("cut-at-nul", "ab\0\0cdefgh"sv, "abcdefgh")) << "it went on behind them";
  EXPECT_TRUE(TellsCut("cut-at-nul", "ab\0xycdefgh"sv, "abcdefgh")) << "more than NULs went";
  EXPECT_FALSE(TellsCut("cut-at-nul", "ab\0cd"sv, "ab\0cd"sv));
  EXPECT_FALSE(TellsCut("cut-at-nul", "a\0b"sv, "aX\0b"sv)) << "nothing is lacking";
  EXPECT_FALSE(TellsCut("cut-at-nul", "ab\0cd"sv, "abXcd")) << "it came as another byte";
  EXPECT_FALSE(TellsCut("cut-at-nul", "ab\0cdef"sv, "abX\0c"sv)) << "it came behind another byte";
}

TEST(LossRulesTest, AMessageMayEndWithTheNulsThatItIsCutAt) {
  Session session = Session().Sent("ab\0\0"sv).Sent("cdefgh").Came("abcdefgh");
  EXPECT_TRUE(Tells(session, "cut-at-nul"));
}

TEST(LossRulesTest, TheRestOfASegmentIsWhatFollowsItsFirstLine) {
  EXPECT_TRUE(TellsCut("rest-of-segment-lost", "a\nb\nc\n", "a\n"));
  EXPECT_FALSE(TellsCut("rest-of-segment-lost", "a\nb\nc\n", "a\nb\n")) << "two lines came";
  EXPECT_FALSE(TellsCut("rest-of-segment-lost", "ab\nb\nc\n", "a")) << "not a whole line";
  EXPECT_FALSE(TellsCut("rest-of-segment-lost", "a\nbc", "a\n")) << "no other line follows";
  EXPECT_FALSE(TellsCut("rest-of-segment-lost", "a\nb\n", "")) << "nothing came";
  EXPECT_FALSE(TellsCut("rest-of-segment-lost", "a\nb\n", "a\nb\n"));
}

TEST(LossRulesTest, ABufferHasARoundSize) {
  const auto clipped = [](std::size_t came) {
    return Tells(Half(20000, came), "clipped-to-buffer");
  };
  for (const std::size_t size : {10U + 6U, 31U, 50U, 99U, 100U, 500U, 999U, 1000U, 1023U, 1024U,
                                 1099U, 4096U, 8191U, 8192U}) {
    EXPECT_TRUE(clipped(size)) << size;
  }
  for (const std::size_t size : {8U, 17U, 550U, 1199U, 1234U, 16384U}) {
    EXPECT_FALSE(clipped(size)) << size;
  }
}

TEST(LossRulesTest, WhatIsClippedIsOneMessageThatIsLarger) {
  EXPECT_FALSE(Tells(Half(1024, 1024), "clipped-to-buffer"));
  EXPECT_TRUE(Tells(Half(65536, 1024), "clipped-to-buffer"));
  EXPECT_FALSE(Tells(Half(65537, 1024), "clipped-to-buffer")) << "it came in many pieces";
  Session reset = Half(2000, 1024);
  reset.connection().stream.reset_at = Nanoseconds(1);
  EXPECT_FALSE(Tells(reset, "clipped-to-buffer")) << "the rest was thrown away";
}

// The next message came behind the part of the first one: as much as a buffer is left out.
TEST(LossRulesTest, AClippedMessageIsFollowedByTheNextOne) {
  const Bytes first = BytesOfSeed(2000, 5);
  const auto then = [&](BytesView next) {
    Session session = Session().Sent(first).Sent("the next message\n");
    session.Came(Bytes(BytesView(first).substr(0, 1024)) + Bytes(next));
    return Tells(session, "clipped-to-buffer");
  };
  EXPECT_TRUE(then("the next message\n"));
  EXPECT_FALSE(then("nothing of the two")) << "all was kept, and that is nothing of it";
  EXPECT_FALSE(then(BytesView(first).substr(1111))) << "it goes on at no round place";
}

// Where it goes on is behind what is kept of it.
TEST(LossRulesTest, OfALongMessageTheNextOneIsNotFound) {
  const Bytes first = BytesOfSeed(StreamRecord::kKeptHead + 1, 5);
  Session session = Session().Sent(first).Sent("the next message\n");
  session.Came(Bytes(BytesView(first).substr(0, 1024)) + "the next message\n");
  EXPECT_TRUE(Tells(session, "clipped-to-buffer"));
}

TEST(LossRulesTest, AnEndBehindTheHalfCloseMayHaveLostTheRest) {
  const auto lost = [](Session session) { return Tells(session, "lost-at-half-close"); };
  const auto half = [] { return Session().Sent("hogefuga").Came("hoge"); };
  EXPECT_TRUE(lost(half().ClientHalfCloses().ServerCloses()));
  EXPECT_TRUE(lost(half().ClientHalfCloses().ServerResets()));
  EXPECT_FALSE(lost(half().ServerCloses().ClientHalfCloses())) << "the server ended first";
  EXPECT_FALSE(lost(half().ServerCloses())) << "the client did not half-close";
  EXPECT_FALSE(lost(half().ClientHalfCloses())) << "the server did not end";
  EXPECT_FALSE(lost(Session().Sent("hoge").Came("hoge").ClientHalfCloses().ServerCloses()));
  EXPECT_FALSE(lost(Session().Sent("hoge").Came("hugeX").ClientHalfCloses().ServerCloses()));
  Session unknown = half().ClientHalfCloses().ServerCloses();
  unknown.connection().ended_at.reset();
  EXPECT_FALSE(lost(unknown));
}

TEST(LossRulesTest, WhatItStopsReadingWaitsInItsOwnSocket) {
  Session session = Half(2000, 100).Left("ESTABLISHED", 1, true);
  SocketRecord& socket = session.target().sockets_left.back();
  EXPECT_FALSE(Tells(session, "stops-reading"));
  socket.receive_queue = 1900;
  EXPECT_EQ(Told(session, "stops-reading").at("count"), "1900");
  socket.state = "CLOSE-WAIT";
  EXPECT_FALSE(Tells(session, "stops-reading")) << "the client has left";
  socket.state = "ESTABLISHED";
  socket.remote.port = 9;
  EXPECT_FALSE(Tells(session, "stops-reading")) << "it is another's";
}

class ShortWriteTest : public testing::Test {
 protected:
  static Session Pressed(std::size_t sent, std::size_t came) {
    Session session = Half(sent, came);
    session.scenario().network.buffers = BufferSize::kSmall;
    return session;
  }
  static bool Short(Session session) { return Tells(session, "short-write-ignored"); }
};

TEST_F(ShortWriteTest, IsOfMoreThanFindsRoomAnywhere) {
  EXPECT_TRUE(Short(Pressed(16384, 1024)));
  EXPECT_FALSE(Short(Pressed(16383, 1024)));
  EXPECT_FALSE(Short(Pressed(16384, 1023)));
  EXPECT_FALSE(Short(Pressed(16384, 16384)));
}

TEST_F(ShortWriteTest, IsNoneAsLongAsTheTargetIsAtWork) {
  Session awake = Pressed(16384, 1024);
  awake.connection().steps.back().target_asleep = false;
  EXPECT_FALSE(Short(awake));
  awake.connection().steps.back().outcome = StepOutcome::kEof;
  EXPECT_TRUE(Short(awake)) << "it was not the deadline that ended the wait";
  awake.connection().steps.pop_back();
  EXPECT_TRUE(Short(awake));
}

TEST_F(ShortWriteTest, IsSureWhereLaterBytesCame) {
  const Bytes sent = BytesOfSeed(16384, 3);
  Session session =
      Cut(sent, Bytes(BytesView(sent).substr(0, 2000)) + Bytes(BytesView(sent).substr(3000)));
  session.scenario().network.buffers = BufferSize::kSmall;
  session.connection().steps.back().target_asleep = false;
  EXPECT_TRUE(Short(session)) << "the target at work would not send them any more";
}

TEST_F(ShortWriteTest, NeedsThatTheServerHadToWait) {
  const auto session = [] { return Half(16384, 1024); };
  EXPECT_FALSE(Short(session()));
  Session buffer = session();
  buffer.scenario().clients.at(0).socket.receive_buffer = 4096;
  EXPECT_TRUE(Short(buffer));
  Session window = session();
  window.flow().from_client.zero_windows = 1;
  EXPECT_TRUE(Short(window));
  Session reading = session().Did({ReadingStep{Reading::kStop, {}}, {}});
  EXPECT_TRUE(Short(reading));
  Session blocks = session();
  std::get<SendStep>(blocks.scenario().clients.at(0).steps.at(1).action).may_block = true;
  EXPECT_TRUE(Short(blocks));
  EXPECT_FALSE(Short(session().WithoutFlow().WithoutCapture())) << "no wire, and nothing else";
}

TEST(LossRulesTest, BytesAreLostAfterABeginningAndBeforeAnyEnd) {
  Session lost = Half(100, 40);
  EXPECT_EQ(Told(lost, "octets-lost").at("count"), "60");
  EXPECT_FALSE(Tells(Half(100, 0), "octets-lost")) << "silence has other reasons";
  EXPECT_FALSE(Tells(Half(100, 100), "octets-lost"));
  EXPECT_FALSE(Tells(Half(100, 40).ServerCloses(), "octets-lost"));
  EXPECT_FALSE(Tells(Half(100, 40).ServerResets(), "octets-lost"));
  Session awake = Half(100, 40);
  awake.connection().steps.back().target_asleep = false;
  EXPECT_FALSE(Tells(awake, "octets-lost"));
}

TEST(LossRulesTest, AGapIsCounted) {
  Session gap = Session().Sent("hogefugapiyo").Came("hogepiyo");
  EXPECT_EQ(Told(gap, "octets-lost").at("count"), "4");
  EXPECT_FALSE(Tells(Session().Sent("hogefugapiyo").Came("hogexxxx"), "octets-lost"));
  // A few bytes are found anywhere: they tell only as the end of all.
  Session end = Session().Sent("hoge-ab-cd").Came("hogecd");
  EXPECT_EQ(Told(end, "octets-lost").at("count"), "4");
  EXPECT_FALSE(Tells(Session().Sent("hoge-ab-cd").Came("hogeab"), "octets-lost"));
  EXPECT_FALSE(Tells(Session().Sent("hoge").Came("hogefuga").Sent("piyofuga"), "octets-lost"))
      << "they came before they were sent";
}

// Ends.

class LeftSocketTest : public testing::Test {
 protected:
  LeftSocketTest() {
    session_.Echoed("hoge\n").ClientCloses().Left("CLOSE-WAIT", 1, true);
    session_.target().most_processes = 2;
  }
  SocketRecord& socket() { return session_.target().sockets_left.back(); }
  bool Parent() { return Tells(session_, "parent-holds-descriptor"); }
  std::map<std::string, std::string> Never() { return Told(session_, "never-closes"); }

  Session session_;
};

TEST_F(LeftSocketTest, AParentHoldsItAlone) {
  EXPECT_TRUE(Parent());
  session_.target().most_processes = 1;
  EXPECT_FALSE(Parent()) << "there was no child";
  session_.target().most_processes = 2;
  socket().holders = 2;
  EXPECT_FALSE(Parent());
  socket().holders = 1;
  socket().held_by_launched = false;
  EXPECT_FALSE(Parent());
}

TEST_F(LeftSocketTest, IsInCloseWaitAndOfThisClient) {
  EXPECT_EQ(Never().at("count"), "1");
  socket().remote.port = 9;
  EXPECT_TRUE(Never().empty());
  socket().remote.port = 50001;
  socket().state = "ESTABLISHED";
  EXPECT_TRUE(Never().empty());
  EXPECT_FALSE(Parent());
  socket().state = "CLOSE-WAIT";
  socket().holders = 0;
  EXPECT_TRUE(Never().empty()) << "it was never accepted";
}

TEST_F(LeftSocketTest, ThoseInCloseWaitThatSomebodyHoldsAreCounted) {
  session_.Left("CLOSE-WAIT", 1, true).Left("CLOSE-WAIT", 0, false).Left("ESTABLISHED", 1, true);
  EXPECT_EQ(Never().at("count"), "2");
}

TEST_F(LeftSocketTest, OfATargetThatIsNotOursTheWireTells) {
  session_.target().sockets_left.clear();
  session_.target().startup = Startup::kNotLaunched;
  session_.flow().server_state = TcpState::kCloseWait;
  EXPECT_EQ(Never().at("count"), "1");
  session_.flow().server_state = TcpState::kLastAck;
  EXPECT_TRUE(Never().empty());
  session_.flow().server_state = TcpState::kCloseWait;
  session_.WithIncompleteCapture();
  EXPECT_TRUE(Never().empty());
  session_.capture().state = CaptureState::kComplete;
  session_.target().startup = Startup::kListening;
  EXPECT_TRUE(Never().empty()) << "its sockets would have been seen";
}

TEST(EndRulesTest, AResetBehindAFinIsNoneInsteadOfIt) {
  const auto told = [](Session session) { return Tells(session, "reset-instead-of-fin"); };
  EXPECT_TRUE(told(Session().Echoed("hoge\n").ServerResets()));
  EXPECT_FALSE(told(Session().Echoed("hoge\n").ServerCloses().ServerResets()));
  EXPECT_FALSE(told(Session().Echoed("hoge\n").ServerCloses()));
  EXPECT_TRUE(told(Session().Echoed("hoge\n").ServerResets().ServerCloses()));
  // As far as a socket shows it.
  const auto seen = [&](Session session) { return told(session.WithoutCapture()); };
  EXPECT_TRUE(seen(Session().Echoed("hoge\n").ServerResets()));
  EXPECT_FALSE(seen(Session().Echoed("hoge\n").ServerCloses().ServerResets()));
  EXPECT_FALSE(seen(Session().Echoed("hoge\n").ServerCloses()));
}

TEST(EndRulesTest, OneMessageWasAnsweredWhole) {
  const auto told = [](Session session) { return Tells(session, "closes-after-first-echo"); };
  EXPECT_TRUE(told(Session().Echoed("hoge\n").ServerCloses()));
  EXPECT_FALSE(told(Session().Echoed("hoge\n").Echoed("fuga\n").ServerCloses()));
  EXPECT_FALSE(told(Session().Sent("hoge\n").Came("ho").ServerCloses()));
  EXPECT_FALSE(told(Session().Sent("hoge\n").Came("HOGE\n").ServerCloses()));
  EXPECT_FALSE(told(Session().ServerCloses())) << "nothing was said";
  EXPECT_FALSE(told(Session().Echoed("hoge\n").ClientHalfCloses().ServerCloses()));
  // As far as a socket shows it.
  EXPECT_TRUE(told(Session().Echoed("hoge\n").ServerCloses().WithoutCapture()));
  EXPECT_TRUE(told(Session().Echoed("hoge\n").ServerResets().WithoutCapture()));
  EXPECT_FALSE(told(Session().Echoed("hoge\n").ClientHalfCloses().ServerCloses().WithoutCapture()));
  EXPECT_TRUE(told(Session().Echoed("hoge\n").ServerCloses().ClientHalfCloses().WithoutCapture()));
}

TEST(EndRulesTest, UnreadDataIsWhatDidNotComeBack) {
  const auto told = [](Session session) { return Tells(session, "closed-with-unread-data"); };
  const auto half = [] { return Session().Sent("hogefuga").Came("hoge"); };
  EXPECT_TRUE(told(half().ServerResets()));
  EXPECT_FALSE(told(half().ServerCloses()));
  EXPECT_FALSE(told(Session().Echoed("hoge").ServerResets()));
  EXPECT_TRUE(told(half().ClientHalfCloses().ServerResets()));
  EXPECT_FALSE(told(half().ClientCloses().ServerResets())) << "it did not wait for the rest";
  Session pressed = half().ClientHalfCloses().ServerResets();
  pressed.scenario().network.buffers = BufferSize::kSmall;
  EXPECT_FALSE(told(pressed)) << "the rest may have had to wait";
}

// Orders to stop.

class StopRulesTest : public testing::Test {
 protected:
  StopRulesTest() {
    session_.Echoed("hoge\n");
    session_.target().exit_status = ExitStatus{{}, 9};
  }
  bool Ignores() { return Tells(session_, "ignores-sigterm"); }
  bool Outlives() { return Tells(session_, "child-outlives-sigterm"); }
  StopRecord& stop() { return session_.target().stop; }

  Session session_;
};

TEST_F(StopRulesTest, WhoeverObeysRefusesNothing) {
  EXPECT_FALSE(Ignores());
  stop().asked = false;
  stop().ended_by_term = false;
  EXPECT_FALSE(Ignores()) << "it was not told to";
}

TEST_F(StopRulesTest, WhoeverHadToBeKilledIgnoredIt) {
  stop().ended_by_term = false;
  EXPECT_TRUE(Ignores());
  EXPECT_FALSE(Outlives());
  session_.target().exit_status.reset();
  EXPECT_TRUE(Ignores()) << "nobody saw its status";
}

TEST_F(StopRulesTest, WhoeverListensOnIgnoredItToo) {
  stop().listener_gone = false;
  EXPECT_TRUE(Ignores());
}

TEST_F(StopRulesTest, AChildThatHadToBeKilledOutlivedIt) {
  stop().ended_by_term = false;
  stop().killed = 2;
  session_.target().exit_status = ExitStatus{0, {}};
  EXPECT_TRUE(Outlives());
  EXPECT_FALSE(Ignores());
  stop().killed = 0;
  EXPECT_FALSE(Outlives()) << "nothing was left to be killed";
}

TEST_F(StopRulesTest, OfOrdersOfTheScenarioTheFirstThatWasRefusedCounts) {
  session_.Stopped(TargetSignal::kInterrupt).Stopped(TargetSignal::kTerminate);
  for (CommandedStop& commanded : session_.target().stops) {
    commanded.exit_status = ExitStatus{{}, 9};
  }
  EXPECT_FALSE(Ignores());
  session_.target().stops[1].stop.listener_gone = false;
  EXPECT_EQ(Told(session_, "ignores-sigterm").at("signal"), "SIGTERM");
  session_.target().stops[0].stop.ended_by_term = false;
  EXPECT_EQ(Told(session_, "ignores-sigterm").at("signal"), "SIGINT");
  session_.target().stops[0].stop.asked = false;
  EXPECT_EQ(Told(session_, "ignores-sigterm").at("signal"), "SIGTERM");
}

TEST_F(StopRulesTest, APortIsInUseWhenItDidNotComeBackOnIt) {
  const auto in_use = [&] { return Tells(session_, "port-in-use-on-restart"); };
  session_.Stopped(TargetSignal::kTerminate);
  session_.target().stops.back().connections = 1;
  EXPECT_FALSE(in_use()) << "it was not started again";
  session_.Restarted(TargetSignal::kTerminate);
  session_.target().stops.back().connections = 1;
  EXPECT_FALSE(in_use()) << "it listens again";
  session_.target().stops.back().relaunch->startup = Startup::kExited;
  EXPECT_TRUE(in_use());
  session_.target().stops.back().connections = 0;
  EXPECT_FALSE(in_use()) << "nothing kept the port";
}

}  // namespace
}  // namespace echocheck
