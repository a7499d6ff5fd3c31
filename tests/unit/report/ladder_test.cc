// SPDX-License-Identifier: MIT
// Ladders: what they say, what they fold, and that they keep to their columns.
#include "harness/report/ladder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/base/time_bounds.h"
#include "tests/unit/base/ip_literal.h"
#include "tests/unit/report/sample_flow.h"

namespace echocheck {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Draw(const FlowRecord& flow, const LadderRequest& request = {},
                 std::size_t width = 80) {
  return RenderLadder(flow, request, {width, Pen(false), Language::kEnglish});
}

std::size_t CountLines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

FlowScript LongSession(int exchanges) {
  FlowScript flow;
  flow.Handshake();
  for (int i = 0; i < exchanges; ++i) flow.ClientSends("ping").ServerSends("ping");
  flow.ClientCloses().ServerClosesToo();
  return flow;
}

TEST(Ladder, TellsHandshakeDataAndClose) {
  const std::string text = Draw(BasicSession().Build());
  EXPECT_THAT(text, HasSubstr("handshake 1 of 3: the client's program connects"));
  EXPECT_THAT(text, HasSubstr("handshake 2 of 3: the server's kernel accepts"));
  EXPECT_THAT(text, HasSubstr("handshake 3 of 3: the client's kernel confirms"));
  EXPECT_THAT(text, HasSubstr("--- PSH+ACK \"hoge\\n\" -"));
  EXPECT_THAT(text, HasSubstr("the server's program sends 5 bytes"));
  EXPECT_THAT(text, HasSubstr("the client's program closes first: FIN"));
  EXPECT_THAT(text, HasSubstr("the server's program closes, too: FIN"));
  EXPECT_THAT(text, HasSubstr("the client's kernel acknowledges: both closed"));
  EXPECT_THAT(text, Not(HasSubstr("the end:")));
}

TEST(Ladder, ShowsPrintableUtf8AsText) {
  FlowScript flow;
  flow.Handshake().ClientSends("こんにちは\n");
  EXPECT_THAT(Draw(flow.Build()), HasSubstr("--- PSH+ACK \"こんにちは\\n\" --------->"));
  FlowScript cut;
  cut.Handshake().ClientSends("\x81\x93\xe3\x81");
  EXPECT_THAT(Draw(cut.Build()), HasSubstr("\"\\x81\\x93\\xe3\\x81\""));
}

TEST(Ladder, ShowsAStateOnlyWhenItChanges) {
  const std::string text = Draw(BasicSession().Build());
  EXPECT_THAT(text, ContainsRegex(" 3 +[0-9.]+ +--- ACK -+> ESTABLISHED\n"));
  EXPECT_THAT(text, ContainsRegex(" 4 +[0-9.]+ +--- PSH.ACK \"hoge.n\" -+>\n"));
  EXPECT_THAT(text, ContainsRegex(" 8 +[0-9.]+ +FIN-WAIT-1 +--- FIN.ACK -+> CLOSE-WAIT\n"));
}

TEST(Ladder, NamesBothEnds) {
  LadderRequest request;
  request.client_name = "alice";
  EXPECT_THAT(Draw(BasicSession().Build(), request),
              ContainsRegex("^frame +ms  alice 127.0.0.1:50001 +server 127.0.0.1:50000\n"));
  FlowRecord flow = BasicSession().Build();
  flow.client = {"2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff"_ip, 50001};
  flow.server = {"2001:db8:aaaa:bbbb:cccc:dddd:eeee:fffe"_ip, 50000};
  EXPECT_THAT(Draw(flow), ContainsRegex("ffff.:50001\n +server .2001.*fffe.:50000\n"));
}

TEST(Ladder, MarksTheFramesOfAFinding) {
  LadderRequest request;
  request.marked = {7};
  EXPECT_THAT(Draw(BasicSession().Build(), request), ContainsRegex("\n!   7 "));
  EXPECT_THAT(Draw(BasicSession().Build()), Not(HasSubstr("!")));
}

TEST(Ladder, SaysWhoLeftAConnectionOpen) {
  FlowScript hangs;
  hangs.Handshake().ClientCloses().ServerAcknowledgesFin();
  EXPECT_THAT(Draw(hangs.Build()), HasSubstr("the end: the server never closed its side\n"));
  FlowScript idle;
  idle.Handshake();
  EXPECT_THAT(Draw(idle.Build()), HasSubstr("the end: client ESTABLISHED, server ESTABLISHED\n"));
}

TEST(Ladder, TellsARefusalFromAReset) {
  const std::string refused = Draw(FlowScript().IsRefused().Build());
  EXPECT_THAT(refused, HasSubstr("the server's kernel refuses: nothing listens there"));
  EXPECT_THAT(refused, Not(HasSubstr("LISTEN")));
  FlowScript aborts;
  aborts.Handshake().ServerResets(Actor::kProgram);
  EXPECT_THAT(Draw(aborts.Build()), HasSubstr("the server's program aborts: RST instead of FIN"));
}

TEST(Ladder, SaysThatAWindowIsShut) {
  FlowScript flow;
  flow.Handshake().ClientSends("x").ServerAcknowledges().WithWindow(0);
  EXPECT_THAT(Draw(flow.Build()),
              HasSubstr("the server's kernel acknowledges 1 byte so far, buffer full"));
}

TEST(Ladder, CutsALongPayloadInsideItsArrow) {
  FlowScript flow;
  flow.Handshake().ClientSends(std::string(1000, 'a')).ServerSends(std::string(33, '\0'));
  EXPECT_THAT(Draw(flow.Build()), HasSubstr("--- PSH+ACK \"aaaaaaaaaaaaaaaaa...\" ->"));
  EXPECT_THAT(Draw(flow.Build()), ContainsRegex("<-+ PSH.ACK \"(.0)+\\.\\.\\.\" ---"));
}

TEST(Ladder, ShowsAFlowOfFortySegmentsWhole) {
  const FlowRecord flow = LongSession(17).Build();
  ASSERT_EQ(flow.segment_count, 40U);
  EXPECT_THAT(Draw(flow), Not(HasSubstr("segments:")));
}

TEST(Ladder, FoldsTheMiddleOfALongFlow) {
  const std::string text = Draw(LongSession(100).Build());
  EXPECT_THAT(text, HasSubstr("... 194 segments: 388 bytes to the server, 388 bytes back\n"));
  EXPECT_THAT(text, HasSubstr("closes first: FIN"));
  EXPECT_LT(CountLines(text), 40U);
}

TEST(Ladder, KeepsAMarkedFrameOutOfTheFold) {
  LadderRequest request;
  request.marked = {100};
  const std::string text = Draw(LongSession(100).Build(), request);
  EXPECT_THAT(text, ContainsRegex("\n! 100 "));
  EXPECT_THAT(text, ContainsRegex("\n   99 "));
  EXPECT_THAT(text, ContainsRegex("\n  101 "));
  EXPECT_THAT(text, HasSubstr("... 92 segments"));
  EXPECT_THAT(text, HasSubstr("... 99 segments"));
}

TEST(Ladder, UnfoldsAllThatWasKeptWhenAsked) {
  LadderRequest request;
  request.whole = true;
  EXPECT_GT(CountLines(Draw(LongSession(100).Build(), request)), 2U * 206U);
}

TEST(Ladder, SaysHowManySegmentsWereNotKept) {
  const std::string text = Draw(LongSession(1000).BuildKeeping(20, 20));
  EXPECT_THAT(text, HasSubstr("... 1966 segments, only in the capture file\n"));
  EXPECT_THAT(text, HasSubstr("closes, too: FIN"));
}

TEST(Ladder, ExplainsEveryRole) {
  for (const std::string_view name : EnumNames(SegmentRole{})) {
    FlowScript flow;
    flow.Handshake().Segment(Side::kServer, tcp_flag::kAck, *FromString<SegmentRole>(name),
                             Actor::kKernel);
    EXPECT_THAT(Draw(flow.Build()), ContainsRegex("4 .*ACK.*\n +[a-z0-9 :]*the server's kernel "))
        << name;
  }
}

// Captures last for months, and clocks are set back.
TEST(Ladder, WritesAnyTimeInItsColumn) {
  FlowScript script;
  FlowRecord flow = script.Handshake().Build();
  const auto drawn_at = [&](Nanoseconds time) {
    flow.head.back().time = flow.first + time;
    return Draw(flow);
  };
  EXPECT_THAT(drawn_at(std::chrono::milliseconds(99'999)), HasSubstr(" 3 99999.000  "));
  EXPECT_THAT(drawn_at(std::chrono::milliseconds(100'000)), HasSubstr(" 3   100.0 s  "));
  EXPECT_THAT(drawn_at(std::chrono::milliseconds(-9'999)), HasSubstr(" 3 -9999.000  "));
  EXPECT_THAT(drawn_at(std::chrono::milliseconds(-10'000)), HasSubstr(" 3   -10.0 s  "));
  EXPECT_THAT(drawn_at(std::chrono::hours(30)), HasSubstr("108000.0 s  "));
  EXPECT_THAT(drawn_at(std::chrono::hours(24 * 12)), HasSubstr(" 3     288 h  "));
  EXPECT_THAT(drawn_at(-kFarthestTime + std::chrono::hours(24)), HasSubstr(" 3-1281000 h  "));
}

TEST(Ladder, NeverLeavesItsColumns) {
  for (const std::size_t width : {64U, 80U, 100U, 132U}) {
    for (const std::uint32_t sequence : {0U, 4'000'000'000U}) {
      FlowScript flow(50001, 99'999'990);
      flow.StartSequenceAt(sequence).Handshake().ClientSends(std::string(500, '\xff'));
      flow.ServerSends(std::string(500, 'a')).WithWindow(0).ServerAcknowledges().WithWindow(0);
      flow.ClientCloses().ServerResets(Actor::kProgram);
      flow.Segment(Side::kServer, 0xff, SegmentRole::kOutOfOrder, Actor::kProgram);
      for (const std::string& line : SafeLines(Draw(flow.Build(), {}, width))) {
        EXPECT_LE(DisplayWidth(line), width) << line;
      }
    }
  }
}

}  // namespace
}  // namespace echocheck
