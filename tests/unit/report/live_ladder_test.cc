// SPDX-License-Identifier: MIT
// The ladder while connections go on: at once, labelled, folded when too much comes, bounded.
#include "harness/report/live_ladder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/ladder.h"
#include "tests/unit/base/ip_literal.h"
#include "tests/unit/report/sample_flow.h"

namespace echocheck {
namespace {

using ::testing::ContainsRegex;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

Page PlainPage(std::size_t width = 80) { return {width, Pen(false), Language::kEnglish}; }

// One segment after the other, each shown by itself.
class Live {
 public:
  explicit Live(bool labelled = false, std::size_t width = 80)
      : ladder_(PlainPage(width), {labelled, 50000}) {}

  Live& Feed(std::uint64_t connection, const FlowRecord& flow, std::size_t first,
             std::size_t last) {
    for (std::size_t i = first; i <= last; ++i) {
      ladder_.Add(connection, flow.client, flow.server, flow.head[i]);
      latest_ = ladder_.TakeLines();
      text_ += latest_;
    }
    return *this;
  }
  Live& Feed(const FlowRecord& flow) { return Feed(0, flow, 0, flow.head.size() - 1); }

  const std::string& text() const { return text_; }
  const std::string& latest() const { return latest_; }

 private:
  LiveLadder ladder_;
  std::string text_;
  std::string latest_;
};

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

TEST(LiveLadderTest, SaysOfEachSegmentWhatTheLadderOfTheWholeSays) {
  const FlowRecord flow = BasicSession().Build();
  const std::vector<std::string> whole = LinesOf(RenderLadder(flow, {}, PlainPage()));
  const std::vector<std::string> live = LinesOf(Live().Feed(flow).text());
  // Before the live one an empty line.
  ASSERT_EQ(live.size(), whole.size() + 1);
  for (std::size_t i = 1; i < live.size(); ++i) EXPECT_EQ(live[i], whole[i - 1]);
}

TEST(LiveLadderTest, SaysThatAServerListensWhereThatIsKnown) {
  const FlowRecord flow = BasicSession().Build();
  LiveLadder unknown(PlainPage(), {});
  unknown.Add(0, flow.client, flow.server, flow.head[0]);
  EXPECT_THAT(unknown.TakeLines(), Not(HasSubstr("LISTEN")));
  LiveLadder known(PlainPage(), {.always_labelled = false, .listens_on = 50000});
  known.Add(0, flow.client, flow.server, flow.head[0]);
  EXPECT_THAT(known.TakeLines(), ContainsRegex("CLOSED +LISTEN\n"));
}

TEST(LiveLadderTest, ShowsASegmentAtOnceAndOnlyOnce) {
  Live live;
  const FlowRecord flow = BasicSession().Build();
  live.Feed(0, flow, 0, 0);
  EXPECT_THAT(live.latest(), HasSubstr("handshake 1 of 3: the client's program connects"));
  live.Feed(0, flow, 1, 1);
  EXPECT_THAT(live.latest(), HasSubstr("handshake 2 of 3"));
  EXPECT_THAT(live.latest(), Not(HasSubstr("handshake 1 of 3")));
  EXPECT_EQ(LiveLadder(PlainPage(), {}).TakeLines(), "");
}

TEST(LiveLadderTest, NamesConnectionsByLetters) {
  EXPECT_EQ(ConnectionLabel(0), "A");
  EXPECT_EQ(ConnectionLabel(25), "Z");
  EXPECT_EQ(ConnectionLabel(26), "AA");
  EXPECT_EQ(ConnectionLabel(27), "AB");
  EXPECT_EQ(ConnectionLabel(26 + 26 * 26), "AAA");
}

TEST(LiveLadderTest, TellsConnectionsApart) {
  const FlowRecord alice = FlowScript(50001).Handshake().ClientSends("a").Build();
  const FlowRecord bob = FlowScript(50002, 4).Handshake().ClientSends("b").Build();
  Live live(true);
  live.Feed(0, alice, 0, 2).Feed(1, bob, 0, 2).Feed(0, alice, 3, 3);
  EXPECT_THAT(live.text(), ContainsRegex("ms  A  client 127.0.0.1:50001 +server 127.0.0.1:50000"));
  EXPECT_THAT(live.text(), ContainsRegex("ms  B  client 127.0.0.1:50002 +server 127.0.0.1:50000"));
  // After lines of another connection the states are said again.
  EXPECT_THAT(live.latest(), ContainsRegex("A  ESTABLISHED +--- PSH.ACK \"a\" -+> ESTABLISHED"));
  live.Feed(1, bob, 3, 3);
  EXPECT_THAT(live.latest(), ContainsRegex("B  ESTABLISHED +--- PSH.ACK \"b\" -+> ESTABLISHED"));
}

TEST(LiveLadderTest, LabelsTheOnlyConnectionWhenAsked) {
  const FlowRecord flow = BasicSession().Build();
  EXPECT_THAT(Live(true).Feed(flow).text(), HasSubstr("  A  "));
  EXPECT_THAT(Live(false).Feed(flow).text(), Not(HasSubstr("  A  ")));
}

TEST(LiveLadderTest, LabelsFromTheSecondConnectionOn) {
  const FlowRecord first = FlowScript(50001).Handshake().Build();
  const FlowRecord second = FlowScript(50002, 4).Handshake().Build();
  Live live(false);
  live.Feed(0, first, 0, 2).Feed(1, second, 0, 0);
  EXPECT_THAT(live.latest(), HasSubstr("ms  B  client"));
}

TEST(LiveLadderTest, SaysThatItWasOpenBefore) {
  const FlowRecord flow = BasicSession().Build();
  Live live;
  live.Feed(0, flow, 3, 3);
  EXPECT_THAT(live.text(), HasSubstr("open before the capture began"));
}

TEST(LiveLadderTest, FoldsWhatComesTooFast) {
  FlowScript script;
  script.Handshake();
  for (int i = 0; i < 100; ++i) script.ClientSends("ping").ServerSends("ping");
  script.ClientCloses().ServerClosesToo();
  const FlowRecord flow = script.Build();
  LiveLadder ladder(PlainPage(), {});
  for (const auto& segment : flow.head) ladder.Add(0, flow.client, flow.server, segment);
  const std::string text = ladder.TakeLines();
  EXPECT_LT(LinesOf(text).size(), 40U);
  // 206 in all, of which the first six and the last six are shown.
  EXPECT_THAT(text, HasSubstr("... 194 segments: 388 bytes to the server, 388 bytes back"));
  EXPECT_THAT(text, HasSubstr("handshake 1 of 3"));
  EXPECT_THAT(text, EndsWith("both closed   seq 402 ack 402\n"));
}

TEST(LiveLadderTest, ShowsAResetAmidBulk) {
  FlowScript script;
  script.Handshake();
  for (int i = 0; i < 50; ++i) script.ClientSends("ping").ServerSends("ping");
  script.ServerResets(Actor::kKernel);
  for (int i = 0; i < 50; ++i) script.ClientSends("ping");
  const FlowRecord flow = script.Build();
  LiveLadder ladder(PlainPage(), {});
  for (const auto& segment : flow.head) ladder.Add(0, flow.client, flow.server, segment);
  EXPECT_THAT(ladder.TakeLines(), HasSubstr("aborts: RST instead of FIN"));
}

TEST(LiveLadderTest, KeepsToThePage) {
  FlowScript script = BasicSession();
  FlowRecord flow = script.Build();
  flow.client = {"2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff"_ip, 50001};
  flow.head[3].preview = std::string("\x1b[2J\0\xff", 6);
  flow.head[3].frame = 1'234'567;
  flow.head[4].time += std::chrono::hours(30);
  for (const std::size_t width : {64U, 80U, 120U}) {
    const std::string text = Live(true, width).Feed(flow).text();
    for (const std::string& line : LinesOf(text)) EXPECT_LE(DisplayWidth(line), width) << line;
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
    EXPECT_THAT(text, HasSubstr("108000.0 s"));
  }
}

TEST(LiveLadderTest, ForgetsConnections) {
  Live live(true);
  for (std::uint64_t i = 0; i < 5000; ++i) {
    const FlowRecord flow =
        FlowScript(static_cast<std::uint16_t>(1024 + i), i + 1).Handshake().Build();
    live.Feed(i, flow, 0, 0);
  }
  // The first one is long forgotten, and begins anew; the last one is not.
  const FlowRecord flow = FlowScript(1024).Handshake().Build();
  live.Feed(0, flow, 2, 2);
  EXPECT_THAT(live.latest(), HasSubstr("ms  A  client"));
  live.Feed(4999, flow, 2, 2);
  EXPECT_THAT(live.latest(), Not(HasSubstr("frame  ")));
}

}  // namespace
}  // namespace echocheck
