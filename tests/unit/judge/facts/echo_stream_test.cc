// SPDX-License-Identifier: MIT
#include "harness/judge/facts/echo_stream.h"

#include <string>

#include <gtest/gtest.h>

namespace echocheck {
namespace {

StreamRecord Stream(const std::string& sent, const std::string& received) {
  StreamRecord stream;
  stream.sent = sent.size();
  stream.received = received.size();
  StreamHash sent_hash;
  sent_hash.Add(sent);
  stream.sent_hash = sent_hash.value();
  StreamHash received_hash;
  received_hash.Add(received);
  stream.received_hash = received_hash.value();
  stream.sent_head = sent.substr(0, StreamRecord::kKeptHead);
  stream.received_head = received.substr(0, StreamRecord::kKeptHead);
  return stream;
}

const std::string kLong(10000, 'x');

TEST(EchoStreamTest, ShowsWhereTheHeadsDiffer) {
  const EchoStream echo = CompareStreams(Stream("0123456789abcdefghij", "0123456789abcdefghiJ"), 0);
  EXPECT_EQ(echo.alignment.relation, StreamRelation::kChanged);
  ASSERT_TRUE(echo.difference);
  EXPECT_EQ(echo.difference->offset, 19U);
  EXPECT_EQ(echo.difference->window_begin, 3U);
  EXPECT_EQ(echo.difference->expected, "3456789abcdefghij");
  EXPECT_EQ(echo.difference->actual, "3456789abcdefghiJ");
}

TEST(EchoStreamTest, ReadsOnInTheWindowsBehindTheHeads) {
  std::string received = kLong;
  received[5000] = '!';
  StreamRecord stream = Stream(kLong, received);
  stream.difference = {5000, 4984, std::string(64, 'x'), received.substr(4984, 64)};
  const EchoStream echo = CompareStreams(stream, 0);
  EXPECT_EQ(echo.alignment.relation, StreamRelation::kChanged);
  EXPECT_EQ(echo.alignment.offset, 5000U);
  EXPECT_EQ(echo.alignment.replaced, 1U);
  ASSERT_TRUE(echo.difference);
  EXPECT_EQ(echo.difference->offset, 5000U);
}

TEST(EchoStreamTest, ForgetsADifferenceThatLaterBytesMadeGood) {
  // The server guessed the second message: ahead of the client, and right in the end.
  StreamRecord stream = Stream("hoge\nhoge\n", "hoge\nhoge\n");
  stream.difference = {5, 0, "hoge\n", "hoge\nhoge\n"};
  EXPECT_EQ(CompareStreams(stream, 0).alignment.relation, StreamRelation::kSame);
  // A byte that the client did not count as data, and that was data after all.
  StreamRecord urgent = Stream("hog!e\n", "hog!e\n");
  urgent.difference = {3, 0, "hoge\n", "hog!e\n"};
  EXPECT_EQ(CompareStreams(urgent, 0).alignment.relation, StreamRelation::kSame);
}

TEST(EchoStreamTest, ForgetsADifferenceBehindTheHeadsToo) {
  StreamRecord stream = Stream(kLong, kLong);
  stream.difference = {5000, 4984, std::string(16, 'x'), std::string(64, 'x')};
  const EchoStream echo = CompareStreams(stream, 0);
  EXPECT_EQ(echo.alignment.relation, StreamRelation::kSame);
  EXPECT_FALSE(echo.difference);
}

TEST(EchoStreamTest, CountsWhatCameBackWithoutWhatWasAdded) {
  const EchoStream added = CompareStreams(Stream("hoge\nhoge\n", "hoge\n!hoge\n!"), 0);
  EXPECT_EQ(added.alignment.relation, StreamRelation::kExtra);
  EXPECT_EQ(added.came_back, 10U);
  const EchoStream flooded = CompareStreams(Stream("hoge\n", "hoge\n" + kLong), 0);
  EXPECT_EQ(flooded.alignment.extra, kLong.size());
  EXPECT_EQ(flooded.came_back, 5U);
  const EchoStream changed = CompareStreams(Stream("hoge\n", "huge\n" + kLong), 0);
  EXPECT_EQ(changed.alignment.relation, StreamRelation::kChanged);
  EXPECT_EQ(changed.came_back, 5U);
}

TEST(EchoStreamTest, SeesTheEndMissingBehindTheHeads) {
  const EchoStream echo = CompareStreams(Stream(kLong, kLong.substr(0, 9000)), 0);
  EXPECT_EQ(echo.alignment.relation, StreamRelation::kTruncated);
  EXPECT_EQ(echo.alignment.offset, 9000U);
  EXPECT_EQ(echo.came_back, 9000U);
}

TEST(EchoStreamTest, TellsByTheHashWhatNothingElseShows) {
  std::string received = kLong;
  received[9000] = '!';
  const EchoStream echo = CompareStreams(Stream(kLong, received), 0);
  EXPECT_EQ(echo.alignment.relation, StreamRelation::kChanged);
  EXPECT_FALSE(echo.difference);
}

TEST(EchoStreamTest, BelievesTheWireThatTheServerWasAhead) {
  const StreamRecord stream = Stream("hoge\nhoge\n", "hoge\n!");
  EXPECT_EQ(CompareStreams(stream, 0).alignment.relation, StreamRelation::kChanged);
  EXPECT_EQ(CompareStreams(stream, 1).alignment.relation, StreamRelation::kExtra);
}

}  // namespace
}  // namespace echocheck
