// SPDX-License-Identifier: MIT
// The table of `echocheck explain`: what a row says, and which rows there are.
#include "harness/report/connection_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/connection_digest.h"
#include "harness/report/connection_words.h"
#include "harness/report/wording.h"
#include "tests/unit/report/sample_flow.h"

namespace echocheck {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Page PageOf80() { return {80, Pen(false), EnglishWording()}; }

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

TEST(ConnectionTable, SaysHowAConnectionWent) {
  EXPECT_THAT(RenderConnection(Basic(), PageOf80()),
              HasSubstr("; handshake; FIN by client, then server; Complete, WITH_DATA (31)\n"));
  EXPECT_EQ(HowOpened(FlowScript().IsRefused().Build()), "SYN refused");
  EXPECT_EQ(HowClosed(FlowScript().IsRefused().Build()), "RST by server");
  EXPECT_EQ(HowClosed(FlowScript().Handshake().Build()), "still open");
  EXPECT_EQ(HowClosed(FlowScript().Handshake().ClientCloses().Build()), "FIN by client alone");
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
  flow.client = {"255.255.255.255", 65535};
  flow.server = {"2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff", 65535};
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

TEST(ConnectionDigest, ShowsAllOfAFewInOrder) {
  ConnectionDigest digest(4);
  for (const std::uint64_t stream : {3, 0, 2, 1}) digest.Add(Numbered(stream));
  EXPECT_THAT(StreamsOf(digest.TakeShown()), ElementsAre(0, 1, 2, 3));
}

TEST(ConnectionDigest, ShowsTheFirstOfManyAndThoseWithMostToSee) {
  ConnectionDigest digest(4);
  for (std::uint64_t stream = 100; stream-- > 0;) {
    digest.Add(Numbered(stream, stream == 50 ? 7 : (stream == 3 ? 9 : (stream == 70 ? 1 : 0))));
  }
  EXPECT_EQ(digest.count(), 100U);
  EXPECT_EQ(digest.sum().retransmissions, 17U);
  EXPECT_THAT(StreamsOf(digest.TakeShown()), ElementsAre(0, 1, 3, 50));
}

}  // namespace
}  // namespace echocheck
