// SPDX-License-Identifier: MIT
// What each segment is for, who caused it, and how it is shown.
#include "tests/unit/wire/flow_fixture.h"

namespace echocheck {
namespace {

TEST_P(FlowTest, TellsTheRolesOfABasicSession) {
  Open();
  client.Data("hoge\n");
  server.Ack();
  server.Data("hoge\n");
  client.Ack();
  Close();
  EXPECT_EQ(Roles(),
            "C:syn S:syn-ack C:handshake-ack C:data S:ack S:data C:ack C:fin S:fin C:fin-ack");
}

TEST_P(FlowTest, ShowsRelativeNumbersTimesAndPayload) {
  Open();
  client.Data("hoge\n");
  server.Data("hoge\n");
  Close();
  const auto& shown = Flow().head;
  const auto numbers = [&](std::size_t i) {
    return std::to_string(shown[i].seq) + "/" + std::to_string(shown[i].ack) + "/" +
           std::to_string(shown[i].length);
  };
  EXPECT_EQ(numbers(0), "0/0/0");
  EXPECT_EQ(numbers(1), "0/1/0");
  EXPECT_EQ(numbers(2), "1/1/0");
  EXPECT_EQ(numbers(3), "1/1/5");
  EXPECT_EQ(numbers(4), "1/6/5");
  EXPECT_EQ(numbers(5), "6/6/0");
  EXPECT_EQ(numbers(6), "6/7/0");
  EXPECT_EQ(numbers(7), "7/7/0");
  EXPECT_EQ(shown[4].preview, "hoge\n");
  EXPECT_EQ(shown[4].frame, 5U);
  EXPECT_EQ(shown[0].time, Nanoseconds(0));
  EXPECT_EQ(shown[4].time, std::chrono::microseconds(4));
  EXPECT_EQ(FlagsToString(shown[4].flags), "PSH+ACK");
}

TEST_P(FlowTest, TellsTheKernelFromTheProgram) {
  Open();
  client.Data("x");
  client.At(1).Data("x");
  Close();
  std::string actors;
  for (const FlowSegment& segment : Flow().head) actors += ToString(segment.actor).substr(0, 1);
  // SYN by connect(), SYN+ACK, ACK, write(), repeated, close(), close(), ACK
  EXPECT_EQ(actors, "pkkpkppk");
}

TEST_P(FlowTest, TellsRetransmissions) {
  client.Syn();
  client.At(0).Syn();
  server.SynAck();
  server.At(0).SynAck();
  client.Ack();
  client.Data("hoge\n");
  client.At(1).Data("hoge\n");
  server.Data("hoge\n");
  client.Fin();
  client.At(6).Fin();
  EXPECT_EQ(Roles(),
            "C:syn C:retransmission S:syn-ack S:retransmission C:handshake-ack C:data "
            "C:retransmission S:data C:fin C:retransmission");
  EXPECT_EQ(Flow().from_client.retransmissions, 3U);
  EXPECT_EQ(Flow().from_server.retransmissions, 1U);
}

TEST_P(FlowTest, TakesARepetitionWithMoreBytesForData) {
  Open();
  client.Data("ho");
  client.At(1).Data("hoge\n");
  client.At(1).DataFin("hoge\n");
  EXPECT_EQ(Roles(), "C:syn S:syn-ack C:handshake-ack C:data C:data C:fin");
  EXPECT_EQ(Flow().from_client.stream_bytes, 5U);
}

TEST_P(FlowTest, TellsKeepAlivesAndTheirAnswers) {
  Open();
  client.Data("hoge\n");
  server.Ack();
  client.At(5).Ack();  // as Linux does it: the last byte's number, and no byte
  server.Ack();
  client.At(5).Data("\n");  // as others do
  server.Ack();
  EXPECT_EQ(Roles(),
            "C:syn S:syn-ack C:handshake-ack C:data S:ack C:keep-alive S:keep-alive-ack "
            "C:keep-alive S:keep-alive-ack");
  EXPECT_EQ(Flow().from_client.keep_alives, 2U);
  EXPECT_EQ(Flow().from_client.stream_bytes, 5U);
}

TEST_P(FlowTest, DoesNotTakeARepeatedByteForAKeepAlive) {
  Open();
  client.Data("x");
  client.At(1).Data("x");  // the server has not acknowledged it yet
  EXPECT_EQ(Roles(), "C:syn S:syn-ack C:handshake-ack C:data C:retransmission");
}

TEST_P(FlowTest, TellsWindowUpdatesAndProbes) {
  Open();
  client.Data("hoge\n");
  server.Window(0).Ack();
  client.At(5).Ack();  // as Linux probes
  server.Window(0).Ack();
  client.At(6).Data("h");  // as RFC 9293 says
  server.Window(0).Acking(6).Ack();
  server.Window(512).Acking(6).Ack();
  EXPECT_EQ(Roles(),
            "C:syn S:syn-ack C:handshake-ack C:data S:ack C:zero-window-probe S:ack "
            "C:zero-window-probe S:ack S:window-update");
  EXPECT_EQ(Flow().from_server.zero_windows, 3U);
}

TEST_P(FlowTest, TellsDuplicateAcksOfALoss) {
  Open();
  client.Uncaptured().Data("aaaaa");
  client.Data("bbbbb");
  server.Acking(1).Ack();
  client.Data("ccccc");
  server.Acking(1).Ack();
  client.At(1).Data("aaaaa");
  server.Ack();
  EXPECT_EQ(Roles(),
            "C:syn S:syn-ack C:handshake-ack C:out-of-order S:duplicate-ack C:out-of-order "
            "S:duplicate-ack C:data S:ack");
  EXPECT_EQ(Flow().from_server.duplicate_acks, 2U);
}

TEST_P(FlowTest, ScalesTheWindowWhenBothOfferIt) {
  client.window_scale = 7;
  server.window_scale = 2;
  Open();
  server.Window(100).Data("x");
  EXPECT_EQ(Flow().head[0].window, 512U);  // never that of a SYN
  EXPECT_EQ(Flow().head[1].window, 512U);
  EXPECT_EQ(Flow().head[2].window, 512U << 7);
  EXPECT_EQ(Flow().head[3].window, 400U);
}

TEST_P(FlowTest, DoesNotScaleWhenOneOffersIt) {
  client.window_scale = 7;
  Open();
  EXPECT_EQ(Flow().head[2].window, 512U);
}

TEST_P(FlowTest, KeepsTheFirstAndTheLastSegments) {
  options_.head = 4;
  options_.tail = 3;
  Open();
  for (int i = 0; i < 50; ++i) client.Data("0123456789");
  const FlowRecord& flow = Flow();
  EXPECT_EQ(flow.segment_count, 53U);
  ASSERT_EQ(flow.head.size(), 4U);
  ASSERT_EQ(flow.tail.size(), 3U);
  EXPECT_EQ(flow.head.back().frame, 4U);
  EXPECT_EQ(flow.tail[0].frame, 51U);
  EXPECT_EQ(flow.tail[2].frame, 53U);
  EXPECT_EQ(flow.tail[2].preview, "0123456789");
}

TEST_P(FlowTest, KeepsNoSegmentsWhenNoneAreAskedFor) {
  options_.head = options_.tail = 0;
  Open();
  Close();
  EXPECT_EQ(Flow().segment_count, 6U);
  EXPECT_TRUE(Flow().head.empty() && Flow().tail.empty());
}

TEST_P(FlowTest, BoundsThePreview) {
  Open();
  client.Data(std::string(70000, 'x'));  // as offload makes them
  EXPECT_EQ(Flow().head[3].length, 70000U);
  EXPECT_EQ(Flow().head[3].preview, std::string(FlowSegment::kPreview, 'x'));
}

}  // namespace
}  // namespace echocheck
