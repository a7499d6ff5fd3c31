// SPDX-License-Identifier: MIT
// Less came than was sent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/judge/session.h"

namespace echocheck {
namespace {

using namespace std::string_view_literals;

// Only this came, until the deadline.
Session Short(std::string_view sent, std::string_view came) {
  Session session = Session().Sent(sent);
  if (!came.empty()) session.Came(came);
  return session.Waited(kExpectEcho, StepOutcome::kTimedOut).ClosedByClient();
}
// The next message came back behind it.
Session ShortThen(std::string_view sent, std::string_view came, std::string_view next) {
  Session session = Session().Sent(sent).Sent(next);
  if (!came.empty()) session.Came(came);
  return session.Came(next).Waited(kExpectEcho, StepOutcome::kWrongBytes).ClosedByClient();
}
Session HalfClosed(std::string_view sent, std::string_view came) {
  Session session = Session().Sent(sent).ClientHalfCloses();
  if (!came.empty()) session.Came(came);
  return session.ServerCloses().Waited(kExpectEcho, StepOutcome::kEof);
}

std::string OfComplete(const Session& session) { return CauseOf(session, "echo.complete"); }
std::string OfBytes(const Session& session) { return CauseOf(session, "echo.bytes"); }

TEST(LossCausesTest, SeeTheFirstNul) {
  const Session session = Short("ab\0cd\n"sv, "ab");
  EXPECT_EQ(OfComplete(session), "cut-at-nul");
  EXPECT_EQ(session.Says("echo.complete")->cause->arguments.at("offset"), "2");
  EXPECT_EQ(OfBytes(ShortThen("ab\0cd\n"sv, "ab", "next\n")), "cut-at-nul");
  EXPECT_EQ(OfComplete(Short("\0ab"sv, "")), "cut-at-nul");
  EXPECT_NE(OfComplete(Short("a\0b\0c"sv, "a\0b"sv)), "cut-at-nul") << "one came back";
  EXPECT_NE(OfComplete(Short("abcd\n", "ab")), "cut-at-nul");
  EXPECT_EQ(OfBytes(Short("ho\0ge\n"sv, "hoge\n")), "octets-lost") << "the NUL alone";
}

TEST(LossCausesTest, SeeTheFirstLineOfMany) {
  EXPECT_EQ(OfComplete(Short("first\nsecond\n", "first\n")), "rest-of-segment-lost");
  EXPECT_EQ(OfBytes(ShortThen("first\nsecond\n", "first\n", "third\n")), "rest-of-segment-lost");
  EXPECT_NE(OfComplete(Short("first\nsecond", "first\n")), "rest-of-segment-lost")
      << "the second is no line yet";
}

TEST(LossCausesTest, SeeTheSizeOfABuffer) {
  const Bytes message = BytesOfSeed(1500, 11);
  for (const std::size_t size : {128U, 256U, 1000U, 1023U, 1024U}) {
    const Session session = Short(message, BytesView(message).substr(0, size));
    EXPECT_EQ(OfComplete(session), "clipped-to-buffer") << size;
    EXPECT_EQ(session.Says("echo.complete")->cause->arguments.at("size"), std::to_string(size));
  }
  EXPECT_EQ(OfBytes(ShortThen(message, BytesView(message).substr(0, 128), "next\n")),
            "clipped-to-buffer");
  EXPECT_EQ(OfComplete(Short(message, BytesView(message).substr(0, 777))), "octets-lost");
}

TEST(LossCausesTest, SeeAnByteLeftOut) {
  Bytes sent = BytesOfSeed(1000, 11);
  Bytes came = sent;
  came.erase(500, 1);
  const Session session =
      Session().Sent(sent).Came(came).Waited(kExpectEcho, StepOutcome::kWrongBytes);
  EXPECT_EQ(OfBytes(session), "octets-lost");
  EXPECT_EQ(session.Says("echo.bytes")->cause->arguments.at("count"), "1");
}

TEST(LossCausesTest, SeeTheEndLostAtHalfClose) {
  EXPECT_EQ(OfComplete(HalfClosed("hello\n", "")), "lost-at-half-close");
  EXPECT_EQ(OfComplete(HalfClosed("hello\n", "hel")), "lost-at-half-close");
  EXPECT_EQ(OfComplete(HalfClosed("one\ntwo", "one\n")), "held-until-newline") << "no line yet";
  EXPECT_NE(OfComplete(Short("hello\n", "hel")), "lost-at-half-close");
}

TEST(LossCausesTest, SeeWhatASocketHadNoRoomFor) {
  const Bytes sent = BytesOfSeed(40000, 11);
  Bytes came = sent.substr(0, 20001);
  Session session = Short(sent, came);
  EXPECT_EQ(OfComplete(session), "octets-lost") << "nothing says that there was no room";
  session.scenario().network.buffers = BufferSize::kSmall;
  EXPECT_EQ(OfComplete(session), "short-write-ignored");
  Session window = Short(sent, came);
  window.flow().from_client.zero_windows = 3;
  EXPECT_EQ(OfComplete(window), "short-write-ignored");
  Session slow = Short(sent, came);
  slow.Did({ReadingStep{Reading::kStop, {}}, {}});
  EXPECT_EQ(OfComplete(slow), "short-write-ignored");
}

TEST(LossCausesTest, SayNothingOfAServerThatWasStillAtWork) {
  const Bytes sent = BytesOfSeed(40000, 11);
  Session session = Short(sent, sent.substr(0, 20001));
  for (StepRecord& step : session.connection().steps) step.target_asleep = false;
  EXPECT_EQ(OfComplete(session), "");
  session.scenario().network.buffers = BufferSize::kSmall;
  EXPECT_EQ(OfComplete(session), "");
}

TEST(LossCausesTest, TellWhatIsNotReadFromWhatIsLost) {
  const std::string sent(200'000, 'x');
  Session session = Short(sent, sent.substr(0, 49'152));
  session.scenario().network.buffers = BufferSize::kSmall;
  SocketRecord left;
  left.state = "ESTABLISHED";
  left.remote = session.connection().local;
  session.target().sockets_left = {left};
  EXPECT_EQ(OfComplete(session), "short-write-ignored");
  session.target().sockets_left[0].receive_queue = 16'384;
  EXPECT_EQ(OfComplete(session), "stops-reading");
}

TEST(LossCausesTest, SayNothingOfSilence) { EXPECT_EQ(OfComplete(Short("hello\n", "")), ""); }

}  // namespace
}  // namespace echocheck
