// SPDX-License-Identifier: MIT
// The table of `echocheck explain`: what a row says, and which rows there are.
#include "harness/report/connection_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/connection_sample.h"
#include "harness/report/connection_words.h"
#include "tests/unit/base/ip_literal.h"
#include "tests/unit/report/sample_flow.h"

namespace echocheck {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Page PageOf80() { return {80, Pen(false), Language::kEnglish}; }

FlowRecord Basic() {
  FlowRecord flow = BasicSession().Build();
  flow.completeness = 31;
  return flow;
}

FlowRecord Numbered(std::uint64_t stream, std::uint64_t retransmissions = 0) {
  FlowRecord flow = Basic();
  flow.stream = stream;
  flow.from_client.retransmissions = retransmissions;
  return flow;
}

std::string Unwrapped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n';
    if (!blank || (!out.empty() && out.back() != ' ')) out += blank ? ' ' : c;
  }
  return out;
}

TEST(ConnectionTable, NamesRareMarksBelowARow) {
  FlowRecord flow = Basic();
  flow.from_client.fast_retransmissions = 2;
  flow.from_client.ports_reused = 1;
  flow.from_server.window_probes = 3;
  const std::string row = RenderConnection(flow, PageOf80());
  EXPECT_THAT(row, HasSubstr("      client: 2 Fast Retransmission, 1 Port numbers reused\n"
                             "      server: 3 ZeroWindowProbe\n"));
  EXPECT_EQ(RenderConnection(Basic(), PageOf80()).find("client:"), std::string::npos);
}

// A fast retransmission waits for no timeout.
TEST(ConnectionTable, SaysOfEachRetransmissionWhatItWas) {
  FlowRecord flow = Basic();
  flow.from_client.retransmissions = flow.from_client.fast_retransmissions = 1;
  const std::string fast = Unwrapped(RenderConnectionNotes(flow, PageOf80()));
  EXPECT_THAT(fast, HasSubstr("Fast Retransmission: sent again at once, because duplicate ACKs"));
  EXPECT_EQ(fast.find("no acknowledgement had come"), std::string::npos);
  flow.from_server.retransmissions = 1;
  EXPECT_THAT(Unwrapped(RenderConnectionNotes(flow, PageOf80())),
              HasSubstr("no acknowledgement had come"));
}

TEST(ConnectionTable, SaysOfProbesThatTheyAskForRoom) {
  FlowRecord flow = Basic();
  flow.from_client.keep_alives = flow.from_client.keep_alive_probes = 1;
  const std::string probes = Unwrapped(RenderConnectionNotes(flow, PageOf80()));
  EXPECT_THAT(probes, HasSubstr("zero-window probes of the kernel"));
  EXPECT_EQ(probes.find("still there"), std::string::npos);
  flow.from_client.keep_alives = 2;
  EXPECT_THAT(Unwrapped(RenderConnectionNotes(flow, PageOf80())), HasSubstr("still there"));
}

TEST(ConnectionTable, SaysOfFramesThatAreThereTwiceThatTheCaptureHasThemTwice) {
  FlowRecord flow = Basic();
  flow.from_client.retransmissions = 2;
  flow.from_server.duplicate_acks = 1;
  flow.from_client.same_frames = 3;
  const std::string twice = Unwrapped(RenderConnectionNotes(flow, PageOf80()));
  EXPECT_THAT(twice, HasSubstr("Captured twice: 3 frames are in the capture again"));
  EXPECT_EQ(twice.find("no acknowledgement had come"), std::string::npos);
  EXPECT_EQ(twice.find("behind a gap"), std::string::npos);
}

TEST(ConnectionTable, NamesOtherProtocols) {
  CaptureSummary summary;
  summary.totals.frames = summary.totals.not_ours = 12;
  summary.totals.others = {{"ARP", 9}, {"IEEE802_11", 2}, {"ESP", 1}};
  EXPECT_THAT(Unwrapped(RenderCaptureSummary(summary, PageOf80())),
              HasSubstr("12 frames of other protocols (9 ARP, 2 IEEE802_11, 1 ESP)"));
  for (int i = 0; i < 20; ++i) summary.totals.others.emplace_back("X" + std::to_string(i), 1);
  EXPECT_THAT(Unwrapped(RenderCaptureSummary(summary, PageOf80())), HasSubstr("1 X4, ...)"));
}

TEST(ConnectionTable, SaysHowAConnectionWent) {
  EXPECT_THAT(RenderConnection(Basic(), PageOf80()),
              HasSubstr("; handshake; FIN by client, then server; Complete, WITH_DATA (31)\n"));
  EXPECT_EQ(HowOpened(FlowScript().IsRefused().Build(), Language::kEnglish), "SYN refused");
  EXPECT_EQ(HowClosed(FlowScript().IsRefused().Build(), Language::kEnglish), "RST by server");
  EXPECT_EQ(HowClosed(FlowScript().Handshake().Build(), Language::kEnglish), "still open");
  EXPECT_EQ(HowClosed(FlowScript().Handshake().ClientCloses().Build(), Language::kEnglish),
            "FIN by client alone");
  EXPECT_EQ(HowClosed(FlowScript().Handshake().ClientCloses().Build(), Language::kJapanese),
            "クライアントだけが FIN");
}

TEST(ConnectionTable, UsesWiresharksWordsForCompleteness) {
  EXPECT_EQ(CompletenessWords(1), "Incomplete, SYN_SENT (1)");
  EXPECT_EQ(CompletenessWords(3), "Incomplete, CLIENT_ESTABLISHED (3)");
  EXPECT_EQ(CompletenessWords(7), "Incomplete, ESTABLISHED (7)");
  EXPECT_EQ(CompletenessWords(15), "Incomplete, DATA (15)");
  EXPECT_EQ(CompletenessWords(23), "Complete, NO_DATA (23)");
  EXPECT_EQ(CompletenessWords(47), "Complete, WITH_DATA (47)");
  EXPECT_EQ(CompletenessWords(12), "Incomplete (12)");
}

TEST(ConnectionTable, KeepsToItsWidthWithTheLongestAddresses) {
  FlowRecord flow = Numbered(99'999, 12'345);
  flow.client = {"255.255.255.255"_ip, 65535};
  flow.server = {"2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff"_ip, 65535};
  flow.from_server.frame_bytes = 12'345'678;
  for (const std::string& line :
       SafeLines(RenderConnectionHeading(PageOf80()) + RenderConnection(flow, PageOf80()))) {
    EXPECT_LE(DisplayWidth(line), 80U) << line;
  }
}

TEST(ConnectionTable, CountsWhatIsLeftOut) {
  CaptureSummary summary;
  summary.name = "x\x1b.pcap";
  summary.totals = {10, 4, 4, 1, 1, 3};
  const std::string text = RenderCaptureSummary(summary, PageOf80());
  EXPECT_THAT(text, HasSubstr("x\\x1b.pcap: 10 frames"));
  EXPECT_THAT(text, HasSubstr("3 frames of other protocols, 1 IP fragment behind its first, 1\n"
                              "  malformed frame\n"));
  EXPECT_THAT(text, HasSubstr("3 frames were cut"));
}

std::vector<std::uint64_t> StreamsOf(const std::vector<FlowRecord>& flows) {
  std::vector<std::uint64_t> streams;
  for (const FlowRecord& flow : flows) streams.push_back(flow.stream);
  return streams;
}

TEST(ConnectionSample, ShowsAllOfAFewInOrder) {
  ConnectionSample digest(4);
  for (const std::uint64_t stream : {3, 0, 2, 1}) digest.Add(Numbered(stream));
  EXPECT_THAT(StreamsOf(digest.TakeShown()), ElementsAre(0, 1, 2, 3));
}

TEST(ConnectionSample, ShowsTheFirstOfManyAndThoseWithMostToSee) {
  ConnectionSample digest(4);
  for (std::uint64_t stream = 100; stream-- > 0;) {
    digest.Add(Numbered(stream, stream == 50 ? 7 : (stream == 3 ? 9 : (stream == 70 ? 1 : 0))));
  }
  EXPECT_EQ(digest.count(), 100U);
  EXPECT_EQ(digest.sum().retransmissions, 17U);
  EXPECT_THAT(StreamsOf(digest.TakeShown()), ElementsAre(0, 1, 3, 50));
}

}  // namespace
}  // namespace echocheck
