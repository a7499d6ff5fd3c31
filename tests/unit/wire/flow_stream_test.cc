// SPDX-License-Identifier: MIT
// Streams: bytes in order, each once, whatever the network does.
#include "tests/unit/wire/flow_fixture.h"

namespace echocheck {
namespace {

TEST_P(FlowTest, ReassemblesAcrossSequenceWrap) {
  Open();
  client.Data("hoge\n");
  client.Data("piyo\n");
  server.Data("hoge\npiyo\n");
  Close();
  for (const FlowDirection* direction : {&Flow().from_client, &Flow().from_server}) {
    EXPECT_EQ(direction->stream_bytes, 10U);
    EXPECT_EQ(direction->stream_hash, HashOf("hoge\npiyo\n"));
    EXPECT_TRUE(direction->stream_known);
    EXPECT_EQ(direction->missing_bytes, 0U);
  }
  EXPECT_EQ(Flow().from_client.data_segments, 2U);
  EXPECT_EQ(Flow().from_client.segments, 6U);
  EXPECT_EQ(Flow().from_client.last_data_frame, 5U);
}

TEST_P(FlowTest, ReordersWhatComesOutOfOrder) {
  Open();
  client.At(6).Data("piyo\n");
  client.At(11).Data("fuga\n");
  client.At(1).Data("hoge\n");
  EXPECT_EQ(Flow().from_client.stream_bytes, 15U);
  EXPECT_EQ(Flow().from_client.stream_hash, HashOf("hoge\npiyo\nfuga\n"));
  EXPECT_EQ(Roles(), "C:syn S:syn-ack C:handshake-ack C:out-of-order C:out-of-order C:data");
  EXPECT_EQ(Flow().from_client.out_of_order, 1U);  // as Wireshark: the one that came late
}

TEST_P(FlowTest, TakesEachByteOnce) {
  Open();
  client.At(1).Data("abc");
  client.At(2).Data("bcd");    // overlaps behind
  client.At(8).Data("hi");     // a hole
  client.At(7).Data("ghi");    // around what waits
  client.At(8).Data("hi");     // waits already
  client.At(3).Data("cdefg");  // fills it, overlapping on both sides
  EXPECT_EQ(Flow().from_client.stream_bytes, 9U);
  EXPECT_EQ(Flow().from_client.stream_hash, HashOf("abcdefghi"));
}

TEST_P(FlowTest, CountsWhatNeverCame) {
  Open();
  client.Data("hoge\n");
  client.Uncaptured().Data("piyo\n");
  client.Data("fuga\n");
  EXPECT_EQ(Flow().from_client.stream_bytes, 10U);
  EXPECT_EQ(Flow().from_client.missing_bytes, 5U);
  EXPECT_FALSE(Flow().from_client.stream_known);
}

TEST_P(FlowTest, CountsWhatWasAcknowledgedAndNeverSeen) {
  Open();
  client.Uncaptured().Data("hoge\n");
  server.Ack();
  EXPECT_EQ(Flow().from_client.missing_bytes, 5U);
}

TEST_P(FlowTest, SaysWhenACutSegmentMakesTheHashWorthless) {
  Open();
  client.CutTo(2).Data("hoge\n");
  server.Data("hoge\n");
  EXPECT_EQ(Flow().from_client.stream_bytes, 5U);
  EXPECT_FALSE(Flow().from_client.stream_known);
  EXPECT_TRUE(Flow().from_server.stream_known);
}

TEST_P(FlowTest, HashesNothingWhenNotAsked) {
  options_.hash_streams = false;
  Open();
  client.Data("hoge\n");
  EXPECT_EQ(Flow().from_client.stream_bytes, 5U);
  EXPECT_FALSE(Flow().from_client.stream_known);
}

TEST_P(FlowTest, IgnoresBytesBeyondAnyWindow) {
  Open();
  client.At((std::int64_t{1} << 30) + 100).Data("stray");
  client.Data("hoge\n");
  EXPECT_EQ(Flow().from_client.stream_bytes, 5U);
  EXPECT_EQ(Flow().from_client.missing_bytes, 0U);
  EXPECT_TRUE(Flow().from_client.stream_known);
}

TEST_P(FlowTest, SeesAnEchoAsAnswered) {
  Open();
  client.Data("hoge\n");
  server.Data("ho");
  server.Data("ge\n");
  client.At(1).Data("hoge\n");
  EXPECT_FALSE(Flow().unsolicited_frame);
  EXPECT_EQ(Flow().unsolicited_bytes, 0U);
}

TEST_P(FlowTest, SeesBytesThatNobodySent) {
  Open();
  server.Data("220 ");
  client.Data("hoge\n");
  server.Data("hoge\n!!");
  EXPECT_EQ(Flow().unsolicited_frame, 4U);
  EXPECT_EQ(Flow().unsolicited_bytes, 6U);
}

TEST_P(FlowTest, CountsNoFinAsAnByteThatWasSent) {
  Open();
  client.DataFin("hoge\n");
  server.Data("hoge\n!");
  EXPECT_EQ(Flow().unsolicited_bytes, 1U);
}

TEST_P(FlowTest, BelievesTheServersAckOverTheCapture) {
  Open();
  client.Uncaptured().Data("hoge\n");
  server.Data("hoge\n");
  EXPECT_FALSE(Flow().unsolicited_frame);
}

}  // namespace
}  // namespace echocheck
