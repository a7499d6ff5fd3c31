// SPDX-License-Identifier: MIT
// When an end of the server's counts as one because of its client's silence: on the wire, and on a
// socket without a capture.
#include <gtest/gtest.h>

#include "tests/unit/judge/causes/rule_of.h"

namespace echocheck {
namespace {

constexpr char kRule[] = "closes-on-silence";
constexpr Milliseconds kSilence{300};

// The server's end, which has just been told, comes so long after the last that was said.
void Late(Session& session, Milliseconds silence) {
  const auto& head = session.flow().head;
  const Nanoseconds last = head.size() < 2 ? Nanoseconds(0) : head[head.size() - 2].time;
  session.flow().head.back().time = last + silence;
  StreamRecord& stream = session.connection().stream;
  stream.last_byte_at = last;
  if (stream.eof_at) stream.eof_at = last + silence;
  if (stream.reset_at) stream.reset_at = last + silence;
}

Session Silent() {
  Session session = Session().Echoed("hoge\n").ServerCloses();
  Late(session, kSilence);
  return session.Waited(Expectation::kQuiet, StepOutcome::kEof);
}

TEST(SilenceOnWireTest, IsTheTimeBeforeTheServersEnd) {
  EXPECT_TRUE(Tells(Silent(), kRule));
  Session answered = Session().Echoed("hoge\n").ServerCloses();
  Late(answered, Milliseconds(20));
  answered.ClientCloses();
  answered.flow().head.back().time += kSilence;
  EXPECT_FALSE(Tells(answered, kRule)) << "the client's own end comes later";
  Session talked = Silent();
  EXPECT_TRUE(Tells(talked.Sent("late\n"), kRule)) << "what it said later";
}

TEST(SilenceOnWireTest, NeedsTheWireAlone) {
  Session session = Session().Echoed("hoge\n").ServerCloses();
  Late(session, kSilence);
  EXPECT_TRUE(Tells(session.Waited(kExpectEcho, StepOutcome::kEof), kRule));
}

TEST(SilenceOnWireTest, HasSomethingBeforeIt) {
  Session session = Silent();
  session.flow().head.erase(session.flow().head.begin(), session.flow().head.end() - 1);
  EXPECT_FALSE(Tells(session, kRule));
}

TEST(SilenceOnWireTest, EndsBeforeTheClientDoes) {
  Session session = Session().Echoed("hoge\n").ClientCloses().ServerCloses();
  Late(session, kSilence);
  EXPECT_FALSE(Tells(session, kRule));
}

TEST(SilenceOnWireTest, FollowsAnEchoOfWhatWasSent) {
  Session session = Session().Sent("hoge\n").Came("HOGE\n").ServerCloses();
  session.connection().stream.difference = StreamDifference{0, 0, "hoge\n", "HOGE\n"};
  Late(session, kSilence);
  EXPECT_FALSE(Tells(session, kRule));
}

TEST(SilenceOnSocketTest, EndsWithFinOrRst) {
  EXPECT_TRUE(Tells(Silent().WithoutCapture(), kRule));
  Session reset = Session().Echoed("hoge\n").ServerResets();
  Late(reset, kSilence);
  reset.Waited(Expectation::kQuiet, StepOutcome::kReset);
  EXPECT_TRUE(Tells(reset.WithoutCapture(), kRule));
}

TEST(SilenceOnSocketTest, IsOfAClientThatWasToBeSilent) {
  Session session = Session().Echoed("hoge\n").ServerCloses();
  Late(session, kSilence);
  session.Waited(kExpectEcho, StepOutcome::kEof);
  EXPECT_FALSE(Tells(session.WithoutCapture(), kRule));
}

TEST(SilenceOnSocketTest, NeedsToKnowWhenTheClientConnected) {
  Session session = Silent();
  session.connection().stream.last_byte_at.reset();
  EXPECT_TRUE(Tells(Session(session).WithoutCapture(), kRule));
  auto& steps = session.connection().steps;
  steps.erase(steps.begin());
  EXPECT_FALSE(Tells(session.WithoutCapture(), kRule));
}

TEST(ResetInsteadOfFinTest, NeedsAReset) {
  EXPECT_FALSE(
      Tells(Session().Echoed("hoge\n").ClientCloses().WithoutCapture(), "reset-instead-of-fin"));
}

}  // namespace
}  // namespace echocheck
