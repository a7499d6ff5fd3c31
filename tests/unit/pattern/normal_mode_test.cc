// SPDX-License-Identifier: MIT
// Normal mode: what floats, what is one thing, and what is still a mismatch.
#include "tests/unit/pattern/flow_script.h"

namespace echocheck {
namespace {

const std::string kOpen = "C:syn S:syn-ack C:handshake-ack ";
const std::string kEchoTwice = "C:data S:data C:data S:data ";

struct NormalCase {
  std::string pattern;
  std::string flow;
  std::string outcome;
};
void ExpectNormal(const std::vector<NormalCase>& cases) {
  for (const NormalCase& c : cases) {
    EXPECT_EQ(Outcome(Match(c.pattern, Flow(c.flow))), c.outcome) << c.pattern << " on " << c.flow;
  }
}

NormalCase Basic(const std::string& flow, const std::string& outcome = "matched") {
  return {kBasicPattern, flow, outcome};
}

TEST(NormalModeTest, TakesWhatKernelsLegallyDo) {
  ExpectNormal(
      {Basic(kOpen + kEchoTwice + "C:fin S:fin C:fin-ack"),
       // The kernel acknowledges by itself, before or instead of the program's answer.
       Basic(kOpen + "C:data S:ack S:data C:ack C:data S:data C:ack C:fin S:fin-ack "
                     "S:fin C:fin-ack"),
       Basic("C:syn S:syn-ack C:data S:data C:data S:data C:fin S:fin C:fin-ack"),
       Basic("C:syn S:syn-ack S:window-update C:handshake-ack C:window-update " + kEchoTwice +
             "C:fin S:fin C:fin-ack"),
       // Five bytes in more segments than one.
       Basic(kOpen + "C:data S:data S:data C:ack S:data C:data C:data S:data C:fin "
                     "S:fin C:fin-ack"),
       Basic(kOpen + "C:data S:data C:data S:out-of-order S:data C:fin S:fin "
                     "C:fin-ack"),
       // Bytes and FIN in one segment.
       Basic(kOpen + "C:data S:data C:data S:data-fin", "frame 7: S:FIN+ACK, allowed C:FIN+ACK"),
       {"C:SYN S:SYN+ACK C:ACK C:PSH+ACK C:FIN+ACK S:PSH+ACK S:FIN+ACK C:ACK",
        kOpen + "C:data-fin S:fin-ack S:data-fin C:fin-ack", "matched"},
       {"C:SYN S:SYN+ACK C:ACK C:FIN+PSH+ACK S:DATA S:FIN+ACK C:ACK",
        kOpen + "C:data C:fin S:data S:fin C:fin-ack", "matched"},
       // Loss, and what kernels do about it.
       Basic("C:syn C:retransmission S:syn-ack S:retransmission C:handshake-ack C:duplicate-ack "
             "C:data C:retransmission S:duplicate-ack S:data S:retransmission C:duplicate-ack "
             "C:keep-alive S:keep-alive-ack C:zero-window-probe C:data S:data C:fin "
             "C:retransmission S:fin S:retransmission C:fin-ack C:duplicate-ack")});
}

TEST(NormalModeTest, TakesEveryOrderOfClosing) {
  ExpectNormal(
      {// A pattern may spell the ACK of the client's FIN or not; the server may merge it or not.
       {"C:FIN+ACK S:ACK S:FIN+ACK C:ACK", "C:fin S:fin C:fin-ack", "matched"},
       {"C:FIN+ACK S:ACK S:FIN+ACK C:ACK", "C:fin S:fin-ack S:fin C:fin-ack", "matched"},
       {"C:FIN+ACK S:FIN+ACK C:ACK", "C:fin S:fin-ack S:fin C:fin-ack", "matched"},
       // Half-close: the ACK comes before, on, between or behind the bytes that are drained.
       {"C:DATA C:FIN+ACK S:DATA S:FIN+ACK C:ACK",
        "C:data C:fin S:fin-ack S:data S:data S:fin C:fin-ack", "matched"},
       {"C:DATA C:FIN+ACK S:ACK S:DATA S:FIN+ACK C:ACK", "C:data C:fin S:data S:fin C:fin-ack",
        "matched"},
       {"C:DATA C:FIN+ACK S:ACK S:DATA S:FIN+ACK C:ACK",
        "C:data C:fin S:data< S:fin-ack S:fin C:fin-ack", "matched"},
       {"C:DATA S:DATA C:FIN+ACK S:DATA S:FIN+ACK C:ACK",
        "C:data S:data C:fin S:data S:fin C:fin-ack", "matched"},
       {"S:FIN+ACK C:FIN+ACK S:ACK", "S:fin C:fin-ack C:fin S:fin-ack", "matched"},
       {"C:FIN+ACK S:FIN+ACK (S:ACK C:ACK|C:ACK S:ACK)", "C:fin S:fin< S:fin-ack C:fin-ack",
        "matched"},
       // A FIN that overtook the bytes before it.
       {"C:DATA S:DATA S:FIN+ACK C:ACK", "C:data S:out-of-order S:data S:fin C:fin-ack", "matched"},
       // The last ACK is no floating one: to leave it out, or to come without it, is a difference.
       {"C:FIN+ACK S:FIN+ACK", "C:fin S:fin C:fin-ack", "frame 3: C:ACK, allowed the end"},
       {"C:FIN+ACK S:FIN+ACK C:ACK", "C:fin S:fin",
        "frame -: the end of the capture, allowed C:ACK"},
       {"C:FIN+ACK S:FIN+ACK C:ACK", "C:fin S:fin-ack",
        "frame -: the end of the capture, allowed S:FIN+ACK"}});
}

TEST(NormalModeTest, LetsAcknowledgementsFloat) {
  ExpectNormal(
      {// Spelled out as tcpdump shows them once, and elsewhere the next time.
       {"C:DATA S:ACK S:DATA C:ACK", "C:data S:data", "matched"},
       {"C:DATA S:ACK C:DATA S:DATA", "C:data C:data S:ack S:data", "matched"},
       {"C:DATA S:ACK C:FIN+ACK S:FIN+ACK C:ACK", "C:data C:fin S:fin C:fin-ack", "matched"},
       {"C:DATA S:DATA", "C:ack S:ack C:data S:ack C:ack S:data C:ack", "matched"},
       // Writes and segments need not agree.
       {"C:DATA C:DATA S:DATA", "C:data S:data", "matched"},
       {"C:DATA{3} S:DATA", "C:data C:data S:data", "matched"},
       {"C:PSH+ACK S:URG+ACK", "C:data S:data", "matched"},
       // Only a reset's own rules say whether it carries an ACK number.
       {"C:DATA S:RST", "C:data S:reset", "matched"},
       {"C:DATA S:ACK S:RST+ACK", "C:data S:reset", "matched"}});
}

TEST(NormalModeTest, TellsWhatIsWrong) {
  ExpectNormal(
      {Basic("C:syn S:reset", "frame 2: S:RST+ACK, allowed S:SYN+ACK"),
       Basic("C:syn S:syn-ack", "frame -: the end of the capture, allowed C:ACK"),
       Basic(kOpen + "C:data S:ack", "frame -: the end of the capture, allowed S:PSH+ACK"),
       Basic(kOpen + "C:data S:data S:fin C:fin-ack", "frame 6: S:FIN+ACK, allowed C:PSH+ACK"),
       Basic(kOpen + kEchoTwice + "C:data", "frame 8: C:PSH+ACK, allowed C:FIN+ACK"),
       Basic(kOpen + kEchoTwice + "C:fin S:fin-ack S:reset",
             "frame 10: S:RST+ACK, allowed S:FIN+ACK"),
       Basic(kOpen + kEchoTwice + "C:fin S:fin C:fin-ack S:reset",
             "frame 11: S:RST+ACK, allowed the end"),
       Basic(kOpen + "S:data C:data", "frame 4: S:PSH+ACK, allowed C:PSH+ACK"),
       {"C:SYN S:SYN+ACK C:DATA", kOpen + "C:data", "frame 3: C:ACK, allowed C:DATA"},
       {"C:DATA S:DATA", "C:data S:fin", "frame 2: S:FIN+ACK, allowed S:DATA"}});
}

TEST(NormalModeTest, TellsThePrefixInThePatternsWords) {
  const auto flow = Flow(kOpen + "C:data S:ack S:data S:data C:ack S:reset");
  EXPECT_EQ(Match(kBasicPattern, flow).matched_prefix, "C:SYN S:SYN+ACK C:ACK C:PSH+ACK S:PSH+ACK");
  EXPECT_EQ(Match("C:SYN S:SYN+ACK C:ACK C:DATA S:DATA C:DATA", flow).matched_prefix,
            "C:SYN S:SYN+ACK C:ACK C:DATA S:DATA");
}

TEST(NormalModeTest, SaysNothingOfAMismatchWhenItMatched) {
  const auto result = Match("C:DATA", Flow("C:data"));
  EXPECT_TRUE(result.matched);
  EXPECT_FALSE(result.frame);
  EXPECT_EQ(result.matched_prefix + result.allowed + result.came, "");
}

TEST(NormalModeTest, DoesNotLetASegmentWithoutAnyFlagPass) {
  auto flow = Flow("C:data S:ack S:data");
  flow[1].flags = 0;
  EXPECT_EQ(Outcome(Match("C:DATA S:DATA", flow)), "frame 2: S:none, allowed S:DATA");
}

TEST(NormalModeTest, DoesNotCareForCongestionFlags) {
  auto flow = Flow("C:syn S:syn-ack C:handshake-ack");
  flow[0].flags |= tcp_flag::kEce | tcp_flag::kCwr;
  flow[1].flags |= tcp_flag::kEce;
  EXPECT_EQ(Outcome(Match("C:SYN S:SYN+ACK C:ACK", flow)), "matched");
}

}  // namespace
}  // namespace echocheck
