// SPDX-License-Identifier: MIT
#include "harness/client/udp_matcher.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

class UdpMatcherTest : public testing::Test {
 protected:
  void Send(BytesView bytes) { matcher_.Hand(bytes, ++now_); }
  void Get(BytesView bytes, std::string from = {}) {
    matcher_.Receive(bytes, ++now_, std::move(from));
  }
  ConnectionRecord Facts() const {
    ConnectionRecord record;
    matcher_.AddTo(record);
    return record;
  }
  std::uint32_t Returned(std::size_t index) const { return Facts().datagrams.at(index).returned; }
  StrangeDatagram Strange(std::size_t index = 0) const {
    return Facts().strange_datagrams.at(index);
  }

  UdpMatcher matcher_;
  Nanoseconds now_{0};
};

TEST_F(UdpMatcherTest, AnswersInAnyOrderAreAnswers) {
  Send("one");
  Send("two");
  Send("");
  EXPECT_FALSE(matcher_.all_returned());
  Get("");
  Get("two");
  Get("one");
  EXPECT_TRUE(matcher_.all_returned());
  EXPECT_TRUE(matcher_.all_answered());
  EXPECT_EQ(matcher_.answers(), 3U);
  const ConnectionRecord facts = Facts();
  EXPECT_EQ(facts.strange_count, 0U);
  EXPECT_EQ(facts.stream.sent, 6U);
  EXPECT_EQ(facts.stream.received, 6U);
  EXPECT_EQ(facts.datagrams[0].sent_at, Nanoseconds(1));
  EXPECT_EQ(facts.datagrams[0].returned_at, Nanoseconds(6));
  EXPECT_EQ(facts.datagrams[2].returned_at, Nanoseconds(4));
}

TEST_F(UdpMatcherTest, TwinsComeBackOnceEach) {
  Send("hoge");
  Send("hoge");
  Get("hoge");
  EXPECT_FALSE(matcher_.all_returned());
  Get("hoge");
  EXPECT_TRUE(matcher_.all_returned());
  EXPECT_EQ(Returned(0), 1U);
  EXPECT_EQ(Returned(1), 1U);
  Get("hoge");
  EXPECT_EQ(Returned(0) + Returned(1), 3U);
  EXPECT_EQ(Facts().strange_count, 0U);
}

TEST_F(UdpMatcherTest, ACutDatagramIsLikeTheOneItComesFrom) {
  Send("short");
  Send("0123456789abcdefghijklmnop");
  Get("0123456789abcdefghij");
  ASSERT_EQ(Strange().like, 1U);
  EXPECT_EQ(Strange().difference->offset, 20U);
  EXPECT_EQ(Strange().difference->window_begin, 4U);
  EXPECT_EQ(Strange().difference->expected, "456789abcdefghijklmnop");
  EXPECT_EQ(Strange().difference->actual, "456789abcdefghij");
  EXPECT_FALSE(matcher_.all_answered());
  Get("short");
  EXPECT_TRUE(matcher_.all_answered());
  EXPECT_FALSE(matcher_.all_returned());
}

TEST_F(UdpMatcherTest, AChangedDatagramIsLikeOneOfItsSize) {
  Send("fugafuga");
  Send("hoge");
  Get("HOGE");
  EXPECT_EQ(Strange().like, 1U);
  EXPECT_EQ(Strange().difference->offset, 0U);
}

TEST_F(UdpMatcherTest, OneIsReplacedByOneAlone) {
  Send("hoge");
  Get("welcome");
  Get("to this server");
  EXPECT_EQ(Strange(0).like, 0U);
  EXPECT_FALSE(Strange(1).like);
  EXPECT_TRUE(matcher_.all_answered());
  EXPECT_FALSE(matcher_.all_returned());
  Get("hoge");
  EXPECT_TRUE(matcher_.all_returned()) << "it was beside its echo";
  EXPECT_EQ(matcher_.answers(), 1U);
  EXPECT_EQ(Facts().strange_count, 2U);
}

TEST_F(UdpMatcherTest, TheSameBytesFromElsewhereAreStrange) {
  Send("hoge");
  Get("hoge", "127.0.0.1:40000");
  EXPECT_EQ(Returned(0), 0U);
  EXPECT_EQ(Strange().from, "127.0.0.1:40000");
  EXPECT_EQ(Strange().like, 0U);
  EXPECT_FALSE(Strange().difference);
  EXPECT_EQ(Strange().hash, Facts().datagrams[0].hash);
}

TEST_F(UdpMatcherTest, WhatCouldNotBeSentIsNotWaitedFor) {
  Send("hoge");
  matcher_.CouldNotSend("Message too long");
  EXPECT_TRUE(matcher_.all_returned());
  EXPECT_EQ(Facts().datagrams[0].error, "Message too long");
  EXPECT_EQ(Facts().stream.sent, 0U);
  Get("hoge");
  EXPECT_EQ(Returned(0), 0U);
  EXPECT_EQ(Facts().strange_count, 1U);
  EXPECT_FALSE(Strange().like);
}

TEST_F(UdpMatcherTest, AFloodIsNotKept) {
  Send("hoge");
  Get("hoge");
  for (int i = 0; i < 1000; ++i) Get("more " + std::to_string(i));
  EXPECT_FALSE(matcher_.flooded());
  Get("one more");
  EXPECT_TRUE(matcher_.flooded());
  EXPECT_EQ(Facts().strange_count, 1001U);
  EXPECT_LE(Facts().strange_datagrams.size(), 16U);
}

}  // namespace
}  // namespace echocheck
