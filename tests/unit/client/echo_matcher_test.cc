// SPDX-License-Identifier: MIT
#include "harness/client/echo_matcher.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

class EchoMatcherTest : public testing::Test {
 protected:
  void Send(BytesView bytes) {
    matcher_.Hand(bytes);
    matcher_.Wrote(bytes);
  }
  void Get(BytesView bytes) { matcher_.Receive(bytes, ++now_); }
  StreamRecord Facts() const { return matcher_.Record(); }

  EchoMatcher matcher_;
  Nanoseconds now_{0};
};

TEST_F(EchoMatcherTest, AnEchoInAnyPiecesIsTheSame) {
  Send("hoge\n");
  Get("h");
  Get("oge");
  Send("fuga\n");
  Get("\nfu");
  Get("ga\n");
  const StreamRecord facts = Facts();
  EXPECT_EQ(facts.sent, 10U);
  EXPECT_EQ(facts.received, 10U);
  EXPECT_EQ(facts.sent_hash, facts.received_hash);
  EXPECT_FALSE(facts.difference);
  EXPECT_EQ(facts.unsolicited, 0U);
  EXPECT_EQ(facts.received_head, "hoge\nfuga\n");
  EXPECT_EQ(facts.first_byte_at, Nanoseconds(1));
  EXPECT_EQ(facts.last_byte_at, Nanoseconds(4));
}

TEST_F(EchoMatcherTest, NotesTheFirstDifferenceWithItsNeighbours) {
  Send("0123456789abcdefghij-hello-");
  Get("0123456789abcdef");
  Get("ghij-hEllo-");
  const auto difference = Facts().difference;
  ASSERT_TRUE(difference);
  EXPECT_EQ(difference->offset, 22U);
  EXPECT_EQ(difference->window_begin, 6U);
  EXPECT_EQ(difference->expected, "6789abcdefghij-hello-");
  EXPECT_EQ(difference->actual, "6789abcdefghij-hEllo-");
}

TEST_F(EchoMatcherTest, TheWindowGoesOnWithWhatComesLater) {
  Send("ab");
  Get("aX");
  Send("cdef");
  Get("YZ");
  Get(Bytes(100, '.'));
  const auto difference = Facts().difference;
  ASSERT_TRUE(difference);
  EXPECT_EQ(difference->offset, 1U);
  EXPECT_EQ(difference->expected, "abcdef");
  EXPECT_EQ(difference->actual.size(), 1U + 48U);
  EXPECT_TRUE(difference->actual.starts_with("aXYZ."));
}

TEST_F(EchoMatcherTest, BytesThatNobodySentAreUnsolicited) {
  Get("220 ready\n");
  Send("hoge\n");
  Get("hoge\n");
  const StreamRecord facts = Facts();
  EXPECT_EQ(facts.unsolicited, 10U);
  EXPECT_EQ(facts.unsolicited_offset, 0U);
  EXPECT_EQ(facts.unsolicited_at, Nanoseconds(1));
  EXPECT_FALSE(facts.difference) << "sent and received cannot be compared in place any more";
}

TEST_F(EchoMatcherTest, OneByteTooMany) {
  Send("hoge\n");
  Get(BytesView("hoge\n\0", 6));
  EXPECT_EQ(Facts().unsolicited, 1U);
  EXPECT_EQ(Facts().unsolicited_offset, 5U);
}

TEST_F(EchoMatcherTest, WhatIsHandedOverMayComeBackBeforeTheWriteReturns) {
  matcher_.Hand("hoge\n");
  Get("hoge\n");
  matcher_.Wrote("hoge\n");
  EXPECT_EQ(Facts().unsolicited, 0U);
  EXPECT_EQ(Facts().sent, 5U);
}

TEST_F(EchoMatcherTest, KeepsHeadAndTailOfABulk) {
  Bytes bulk;
  for (int i = 0; i < 20'000; ++i) bulk += static_cast<char>('a' + i % 26);
  for (std::size_t at = 0; at < bulk.size(); at += 777) {
    Send(BytesView(bulk).substr(at, 777));
    Get(BytesView(bulk).substr(at, 777));
  }
  const StreamRecord facts = Facts();
  EXPECT_FALSE(facts.difference);
  EXPECT_EQ(facts.received_head, bulk.substr(0, StreamRecord::kKeptHead));
  EXPECT_EQ(facts.received_tail, bulk.substr(bulk.size() - StreamRecord::kKeptTail));
}

TEST_F(EchoMatcherTest, HeadAndTailDoNotOverlap) {
  const Bytes bytes(StreamRecord::kKeptHead + 3, 'x');
  Send(bytes);
  Get(bytes);
  EXPECT_EQ(Facts().received_head.size(), StreamRecord::kKeptHead);
  EXPECT_EQ(Facts().received_tail, "xxx");
}

TEST_F(EchoMatcherTest, TheFirstEndCounts) {
  matcher_.SawEof(Nanoseconds(5));
  matcher_.SawEof(Nanoseconds(9));
  matcher_.SawReset(Nanoseconds(7));
  EXPECT_EQ(Facts().eof_at, Nanoseconds(5));
  EXPECT_EQ(Facts().reset_at, Nanoseconds(7));
}

TEST_F(EchoMatcherTest, WhatIsTakenBackIsNotDue) {
  matcher_.Hand("hogefuga");
  matcher_.Wrote("hoge");
  matcher_.TakeBack(4);
  Get("hoge");
  EXPECT_EQ(matcher_.handed(), matcher_.received());
  EXPECT_EQ(Facts().unsolicited, 0U);
  Get("fuga");
  EXPECT_EQ(Facts().unsolicited, 4U);
}

TEST_F(EchoMatcherTest, AnOptionalByteMayStayAway) {
  Send("before");
  matcher_.HandOptional('!');
  Send("behind");
  Get("befo");
  Get("rebehind");
  EXPECT_FALSE(Facts().difference);
  EXPECT_EQ(Facts().sent, 12U);
  EXPECT_EQ(Facts().sent_hash, Facts().received_hash);
}

TEST_F(EchoMatcherTest, AnOptionalByteMayComeBack) {
  Send("before");
  matcher_.HandOptional('!');
  Send("behind");
  Get("before!beh");
  Get("ind");
  EXPECT_FALSE(Facts().difference);
  EXPECT_EQ(Facts().sent, 13U);
  EXPECT_EQ(Facts().sent_head, "before!behind");
  EXPECT_EQ(Facts().sent_hash, Facts().received_hash);
}

TEST_F(EchoMatcherTest, AnOptionalByteIsNoExcuseForOthers) {
  Send("before");
  matcher_.HandOptional('!');
  Send("behind");
  Get("before?behind");
  ASSERT_TRUE(Facts().difference);
  EXPECT_EQ(Facts().difference->offset, 6U);
}

}  // namespace
}  // namespace echocheck
