// SPDX-License-Identifier: MIT
// Aligning a received stream with a sent one where only a part of either is known, and whose bytes
// came instead.
#include <gtest/gtest.h>

#include "harness/judge/facts/cross_talk.h"
#include "harness/judge/facts/stream_alignment.h"
#include "tests/unit/judge/evidence_input.h"

namespace echocheck {
namespace {

TEST(CutStreamTest, BytesInFrontOfTheEchoAreOnlyExtra) {
  // The window ends; behind it more was sent and more came.
  const StreamPart sent{"hogefugapiyo", true};
  const StreamPart received{"XYhogefugapiyo", true};
  const StreamAlignment alignment = Align(sent, received, 2);
  EXPECT_EQ(alignment.relation, StreamRelation::kExtra);
  EXPECT_EQ(alignment.extra, 2U);
  EXPECT_EQ(alignment.offset, 0U);
}

TEST(CutStreamTest, WhatFollowsTheWindowMayBeAnything) {
  const StreamAlignment alignment = Align({"hoge", true}, {"XYhogeabc", false}, 2);
  EXPECT_EQ(alignment.relation, StreamRelation::kExtra);
  EXPECT_EQ(alignment.extra, 2U);
  // All of it is known here, and ends before.
  EXPECT_EQ(Align({"hoge", false}, {"XYhogeabc", false}, 2).extra, 5U);
}

// Longer than what edits are counted in.
TEST(CutStreamTest, ALongLeadIsFoundInFrontOfWhatTheWindowHas) {
  const Bytes sent = BytesOfSeed(600, 1);
  const Bytes received = BytesOfSeed(300, 2) + sent;
  for (const Bytes& behind : {Bytes(), BytesOfSeed(50, 3)}) {
    const Bytes all = received + behind;
    const StreamAlignment alignment = Align({sent, true}, {all, true}, 300);
    EXPECT_EQ(alignment.relation, StreamRelation::kExtra);
    EXPECT_EQ(alignment.extra, 300U);
  }
  const Bytes changed = BytesOfSeed(300, 2) + BytesOfSeed(700, 4);
  EXPECT_EQ(Align({sent, true}, {changed, true}, 300).relation, StreamRelation::kChanged);
}

TEST(CutStreamTest, OtherBytesBehindALeadAreChanged) {
  EXPECT_EQ(Align({"hogefuga", true}, {"XYhugefugaXX", true}, 2).relation,
            StreamRelation::kChanged);
}

TEST(CutStreamTest, ALeadMayBeTheLastThatCame) {
  EXPECT_EQ(Align({"hoge\nhoge\n", true}, {"hoge\n!"}, 1).relation, StreamRelation::kExtra);
}

TEST(CutStreamTest, ALeadOfNothingExplainsNothing) {
  const StreamAlignment alignment = Align({"hoge", true}, {"hXge", false}, 0);
  EXPECT_EQ(alignment.relation, StreamRelation::kChanged);
  EXPECT_EQ(alignment.replaced, 1U);
}

TEST(CutStreamTest, ASubsequenceOfAPartProvesNothing) {
  // Left out in what is known, "c" may still be there behind the cut.
  const StreamAlignment alignment = Align({"ab", true}, {"xaxb", false}, 0);
  EXPECT_EQ(alignment.offset, 0U);
  const StreamAlignment whole = Align({"ab", false}, {"xaxb", false}, 0);
  EXPECT_EQ(whole.relation, StreamRelation::kExtra);
  EXPECT_EQ(whole.extra, 2U);
}

// Two clients on one server, one of which got what it had not sent.
class WhoseBytesTest : public testing::Test {
 protected:
  WhoseBytesTest() { session_.Sent("the words of the first\n").AndClient("second").Sent("hoge\n"); }
  const ConnectionRecord* SenderOf(std::string_view came) {
    Session session = session_;
    session.Came(came);
    const auto found = FindCrossTalk(InputOf(session), session.connection());
    if (!found) return nullptr;
    return found->sender == &session.evidence().history.connections.front()
               ? &session_.evidence().history.connections.front()
               : &session_.connection();
  }
  const ConnectionRecord* First() { return &session_.evidence().history.connections.front(); }

  Session session_;
};

TEST_F(WhoseBytesTest, EightInARowAreNoCoincidence) {
  EXPECT_EQ(SenderOf("words of the first\n"), First());
  EXPECT_EQ(SenderOf("words ofXXXX"), First());
  EXPECT_EQ(SenderOf("words oXXXXXX"), nullptr);
}

TEST_F(WhoseBytesTest, FewerTellIfTheyAreHowItBegins) {
  EXPECT_EQ(SenderOf("the"), First());
  EXPECT_EQ(SenderOf("th"), nullptr);
  EXPECT_EQ(SenderOf("word"), nullptr) << "from its middle";
}

TEST_F(WhoseBytesTest, ItsOwnAreNotForeign) {
  EXPECT_EQ(SenderOf("hoge\nhoge\n"), nullptr);
  EXPECT_EQ(SenderOf("hoge\n"), nullptr);
}

TEST_F(WhoseBytesTest, WhoHadLeftBeforeWasNotThereAtTheSameTime) {
  session_.Came("words of the first\n");
  const auto at_once = [&] {
    return FindCrossTalk(InputOf(session_), session_.connection())->at_the_same_time;
  };
  ConnectionRecord& first = session_.evidence().history.connections.front();
  const Nanoseconds came = *session_.connection().stream.first_byte_at;
  EXPECT_TRUE(at_once());
  first.ended_at = came;
  EXPECT_FALSE(at_once());
  first.ended_at = came + Nanoseconds(1);
  EXPECT_TRUE(at_once());
  first.ended_at = came;
  session_.connection().stream.first_byte_at.reset();
  EXPECT_TRUE(at_once()) << "nobody knows when they came";
}

// Behind what is kept of both streams, the client's own window around the difference shows what
// came.
TEST_F(WhoseBytesTest, AreFoundAroundALateDifference) {
  const Bytes much(5000, 'x');
  session_.AndClient("third").Echoed(much).Sent("hoge-hoge-hoge");
  StreamRecord& stream = session_.connection().stream;
  stream.received = stream.sent;
  StreamDifference difference;
  difference.offset = 5010;
  difference.window_begin = 5000;
  difference.expected = "xxxxxxxxxxfuga-fuga-fuga";
  difference.actual = "xxxxxxxxxxwords of the first";
  stream.difference = difference;
  const auto found = FindCrossTalk(InputOf(session_), session_.connection());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->sender, First());
  stream.difference.reset();
  EXPECT_FALSE(FindCrossTalk(InputOf(session_), session_.connection()));
}

std::string Edits(const StreamAlignment& alignment) {
  return std::to_string(alignment.extra) + " extra, " + std::to_string(alignment.missing) +
         " missing, " + std::to_string(alignment.replaced) + " replaced";
}

TEST(CutStreamTest, AByteThatIsMissingShiftsAllBehindIt) {
  EXPECT_EQ(Edits(Align({"0123456789", false}, {"012456789Z", false}, 0)),
            "1 extra, 1 missing, 0 replaced");
}

TEST(CutStreamTest, WhatIsBehindTheCutIsNotCounted) {
  const BytesView received = "01X3456789abcdef";
  EXPECT_EQ(Edits(Align({"0123456789", true}, {received, false}, 0)),
            "0 extra, 0 missing, 1 replaced");
  EXPECT_EQ(Edits(Align({"0123456789", false}, {received, false}, 0)),
            "6 extra, 0 missing, 1 replaced");
}

// No more than a window of each is compared: its end is a cut, too.
TEST(CutStreamTest, WhatIsBehindTheWindowIsNotCounted) {
  const Bytes sent = BytesOfSeed(2000, 5);
  EXPECT_EQ(Edits(Align({sent, false}, {BytesView(sent).substr(1), false}, 0)),
            "0 extra, 1 missing, 0 replaced");
}

}  // namespace
}  // namespace echocheck
