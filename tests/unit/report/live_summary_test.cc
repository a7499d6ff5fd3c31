// SPDX-License-Identifier: MIT
// What a watch says at its end: how each connection was opened and closed, and why.
#include "harness/report/live_summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/session_lines.h"
#include "tests/unit/base/ip_literal.h"
#include "tests/unit/report/sample_flow.h"

namespace echocheck {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Page SummaryPage(std::size_t width = 80, Language language = Language::kEnglish) {
  return {width, Pen(false), language};
}

std::string Summarize(const std::vector<WatchedConnection>& connections, WatchTotals totals = {},
                      Language language = Language::kEnglish, std::size_t width = 80) {
  return RenderWatchSummary(connections, totals, SummaryPage(width, language));
}

std::string Close(const FlowRecord& flow) {
  const CloseSentence close = DescribeClose(flow, SummaryPage());
  return close.how + (close.why.empty() ? "" : "; " + close.why);
}

TEST(WatchSummary, TellsEachConnection) {
  WatchTotals totals;
  totals.segments = 13;
  totals.duration = Milliseconds(4200);
  const std::string text = Summarize(
      {{"A", BasicSession().Build()}, {"B", FlowScript(50002).Handshake().Build()}}, totals);
  EXPECT_THAT(text, HasSubstr("\n2 connections, 13 segments, 4.20 s\n"));
  EXPECT_THAT(text, HasSubstr("\nA   127.0.0.1:50001 -> 127.0.0.1:50000\n"
                              "    10 segments, 10 bytes to the server, 10 back, "));
  EXPECT_THAT(text, HasSubstr("; no retransmissions\n"
                              "    opened by the client: SYN, SYN+ACK, ACK\n"
                              "    closed by the client first, then by the server\n"));
  EXPECT_THAT(text, HasSubstr("\nB   127.0.0.1:50002 -> 127.0.0.1:50000\n"));
  EXPECT_THAT(text, HasSubstr("    still open: client ESTABLISHED, server ESTABLISHED\n"));
}

TEST(WatchSummary, SaysThatThereWasNone) { EXPECT_EQ(Summarize({}), "\nno connection was seen\n"); }

TEST(WatchSummary, CountsWhatItDoesNotList) {
  WatchTotals totals;
  totals.earlier_connections = 70;
  totals.earlier_segments = 700;
  totals.dropped = 3;
  const std::string text = Summarize({{"CA", BasicSession().Build()}}, totals);
  EXPECT_THAT(text, HasSubstr("71 connections"));
  EXPECT_THAT(text,
              HasSubstr("not listed, because they ended earlier: 70 connections, 700 segments\n"));
  EXPECT_THAT(text, HasSubstr("the capture lost 3 frames"));
}

TEST(WatchSummary, CountsRepetitions) {
  FlowRecord flow = BasicSession().Build();
  flow.from_client.retransmissions = 1;
  EXPECT_THAT(Summarize({{"", flow}}), HasSubstr("; 1 retransmission"));
  flow.from_server.retransmissions = 2;
  EXPECT_THAT(Summarize({{"", flow}}), HasSubstr("; 3 retransmissions"));
}

TEST(WatchSummary, TellsHowItWasOpened) {
  FlowScript refused;
  refused.IsRefused();
  const std::string text = Summarize({{"", refused.Build()}});
  EXPECT_THAT(text, HasSubstr("refused: nothing listens there"));
  EXPECT_THAT(text, Not(HasSubstr("aborted")));
  FlowScript unanswered;
  unanswered.Segment(Side::kClient, tcp_flag::kSyn, SegmentRole::kSyn, Actor::kProgram);
  FlowRecord silent = unanswered.Build();
  silent.handshake_seen = true;
  EXPECT_THAT(Summarize({{"", silent}}), HasSubstr("the SYN got no answer"));
  FlowRecord before = BasicSession().Build();
  before.handshake_seen = false;
  EXPECT_THAT(Summarize({{"", before}}), HasSubstr("was open before the watch began"));
}

TEST(WatchSummary, TellsWhoClosed) {
  EXPECT_EQ(Close(BasicSession().Build()), "closed by the client first, then by the server");
  FlowRecord server_first = BasicSession().Build();
  server_first.first_fin = Side::kServer;
  EXPECT_EQ(Close(server_first), "closed by the server first, then by the client");
  FlowScript half;
  half.Handshake().ClientCloses().ServerAcknowledgesFin();
  EXPECT_EQ(Close(half.Build()), "closed by the client alone: the server has not closed its side");
}

TEST(WatchSummary, TellsWhyAServerReset) {
  FlowScript unread;
  unread.Handshake().ClientSends("hoge\n").ServerResets(Actor::kKernel);
  EXPECT_THAT(Close(unread.Build()), HasSubstr("5 bytes did not come back: when a server closes"));
  FlowScript linger;
  linger.Handshake().ClientSends("hoge\n").ServerSends("hoge\n").ServerResets(Actor::kKernel);
  EXPECT_THAT(Close(linger.Build()), HasSubstr("SO_LINGER"));
  FlowScript late;
  late.Handshake().Segment(Side::kServer, tcp_flag::kFin | tcp_flag::kAck, SegmentRole::kFin,
                           Actor::kProgram);
  late.ClientSends("hoge\n").ServerResets(Actor::kKernel);
  EXPECT_THAT(Close(late.Build()), HasSubstr("bytes came after the server had closed"));
  FlowRecord client = BasicSession().Build();
  client.first_rst = Side::kClient;
  client.from_client.rst_frame = 9;
  EXPECT_EQ(Close(client), "aborted by the client: RST");
}

TEST(WatchSummary, KeepsToThePageInBothLanguages) {
  FlowScript unread;
  unread.Handshake().ClientSends("hoge\n").ServerResets(Actor::kKernel);
  WatchTotals totals;
  totals.earlier_connections = totals.dropped = 1'000'000;
  for (const Language language : {Language::kEnglish, Language::kJapanese}) {
    const std::string text =
        Summarize({{"AAAAA", BasicSession().Build()}, {"B", unread.Build()}}, totals, language, 64);
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = text.find('\n', begin);
      EXPECT_LE(DisplayWidth(text.substr(begin, end - begin)), 64U) << text;
      begin = end + 1;
    }
  }
}

class SessionText : public testing::Test {
 protected:
  Page page_ = SummaryPage();
  SessionLines lines_{page_};
};

TEST_F(SessionText, MarksWhoIsSpeaking) {
  EXPECT_EQ(lines_.Typed("hoge\n"), "you     hoge\n");
  EXPECT_EQ(lines_.CameBack("hoge\n"), "back    \"hoge\\n\"  5 bytes\n");
  EXPECT_EQ(lines_.Output("ready\naccepted\n"), "server  ready\nserver  accepted\n");
}

TEST_F(SessionText, EscapesWhatOthersWrote) {
  EXPECT_EQ(lines_.Output("\x1b[2Jgone\x07"), "server  \\x1b[2Jgone\\x07\n");
  EXPECT_EQ(lines_.CameBack(std::string("\0\xff\x1b", 3)), "back    \"\\0\\xff\\x1b\"  3 bytes\n");
  EXPECT_EQ(lines_.Typed("\x1b[A\r\n"), "you     \\x1b[A\n");
}

TEST_F(SessionText, ShowsPrintableUtf8AsText) {
  EXPECT_EQ(lines_.CameBack("こんにちは\n"), "back    \"こんにちは\\n\"  16 bytes\n");
  // Whose reads end in the middle of a character.
  EXPECT_EQ(lines_.CameBack("\xe3\x81"), "back    \"\\xe3\\x81\"  2 bytes\n");
  std::string many;
  for (int i = 0; i < 100; ++i) many += "こ";
  const std::string back = lines_.CameBack(many);
  EXPECT_LE(DisplayWidth(back.substr(0, back.size() - 1)), 80U);
  EXPECT_THAT(back, HasSubstr("こ...\"  300 bytes"));
}

TEST_F(SessionText, KeepsLongTextToTheLine) {
  const std::string back = lines_.CameBack(std::string(65536, 'x'));
  EXPECT_EQ(DisplayWidth(back.substr(0, back.size() - 1)), 80U);
  EXPECT_THAT(back, HasSubstr("x...\"  65536 bytes"));
  EXPECT_EQ(DisplayWidth(lines_.Output(std::string(200, 'x'))), 81U);
}

TEST_F(SessionText, CountsOutputThatWouldScrollAllAway) {
  std::string output;
  for (int i = 0; i < 500; ++i) output += "line\n";
  const std::string text = lines_.Output(output);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 21);
  EXPECT_THAT(text, HasSubstr("server  ... and 480 more lines\n"));
}

TEST_F(SessionText, SaysWhyTheServerEnded) {
  EXPECT_EQ(lines_.TargetEnd({.code = 3, .signal = {}}),
            "the server ended by itself: exit status 3\n");
  EXPECT_EQ(lines_.TargetEnd({.code = {}, .signal = 11}),
            "the server died: signal 11 (SIGSEGV), it accessed memory that is not its own\n");
  EXPECT_THAT(lines_.TargetEnd({.code = {}, .signal = 13}), HasSubstr("it wrote to a connection"));
}

TEST_F(SessionText, SaysWhyItDidNotComeUp) {
  TargetOutcome outcome;
  outcome.asked = {"127.0.0.1"_ip, 50000};
  outcome.startup = Startup::kExited;
  outcome.exit_status = ExitStatus{.code = 1, .signal = {}};
  EXPECT_THAT(lines_.StartFailure(outcome, Milliseconds(10)),
              HasSubstr("ended with exit status 1"));
  outcome.startup = Startup::kListensElsewhere;
  outcome.listening = {{"0.0.0.0"_ip, 8080}};
  EXPECT_EQ(lines_.StartFailure(outcome, Milliseconds(10)),
            "the server listens on 0.0.0.0:8080 instead of 127.0.0.1:50000\n");
  outcome.startup = Startup::kTimedOut;
  EXPECT_THAT(lines_.StartFailure(outcome, Milliseconds(10'000)), HasSubstr("within 10.00 s"));
  outcome.sockets_unseen = "its program is closed";
  EXPECT_EQ(lines_.StartFailure(outcome, Milliseconds(10)),
            "we could not see whether the server listens on 127.0.0.1:50000: its program is\n"
            "closed\n");
}

TEST_F(SessionText, ComparesWhatCameBack) {
  EXPECT_EQ(lines_.EchoVerdict(5, 5, true), "5 bytes sent, all came back unchanged\n");
  EXPECT_THAT(lines_.EchoVerdict(5, 5, false), HasSubstr("the content differs"));
  EXPECT_EQ(lines_.EchoVerdict(5, 1, false), "5 bytes sent, only 1 byte came back\n");
  EXPECT_EQ(lines_.EchoVerdict(5, 0, false), "5 bytes sent, nothing came back\n");
  EXPECT_THAT(lines_.EchoVerdict(5, 6, false), HasSubstr("6 bytes came back: too many"));
  EXPECT_EQ(lines_.EchoVerdict(0, 0, true), "nothing was sent\n");
}

TEST_F(SessionText, SaysWhereItListensAndWhatToDo) {
  TargetOutcome outcome;
  outcome.command = {"./my\x1bserver", "50000"};
  outcome.used = {"127.0.0.1"_ip, 50000};
  outcome.listened_after = Milliseconds(2);
  const std::string text = lines_.Intro(outcome, "", true);
  EXPECT_THAT(text, HasSubstr("./my\\x1bserver 50000 listens on 127.0.0.1:50000, 2.0 ms after"));
  EXPECT_THAT(text, HasSubstr("Ctrl-D closes your side"));
  EXPECT_THAT(lines_.Intro(outcome, "not permitted", true), HasSubstr("not permitted"));
  EXPECT_THAT(lines_.Intro(outcome, "", false), Not(HasSubstr("Ctrl-D")));
}

}  // namespace
}  // namespace echocheck
