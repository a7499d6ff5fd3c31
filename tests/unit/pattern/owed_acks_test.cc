// SPDX-License-Identifier: MIT
// Normal mode: which ACKs a kernel owes, FINs that come before their bytes, and what a mismatch
// says.
#include "tests/unit/pattern/flow_script.h"

namespace echocheck {
namespace {

std::string OutcomeOf(const std::string& pattern, const std::vector<FlowSegment>& flow) {
  return Outcome(Match(pattern, flow));
}
std::string OutcomeOf(const std::string& pattern, const std::string& flow) {
  return OutcomeOf(pattern, Flow(flow));
}
std::string PrefixOf(const std::string& pattern, const std::string& flow) {
  return Match(pattern, Flow(flow)).matched_prefix;
}

constexpr char kFinAckReset[] = "C:FIN+ACK S:ACK C:RST";

TEST(OwedAcksTest, AnOwedAckIsNotPassedOver) {
  EXPECT_EQ(OutcomeOf(kFinAckReset, "C:fin C:reset"), "frame 2: C:RST+ACK, allowed S:ACK");
}

TEST(OwedAcksTest, AnyAckOfTheNumberPaysIt) {
  EXPECT_EQ(OutcomeOf(kFinAckReset, "C:fin S:ack C:reset"), "matched");
  EXPECT_EQ(OutcomeOf("S:FIN+ACK C:ACK S:RST", "S:fin C:ack S:reset"), "matched");
}

TEST(OwedAcksTest, AnAckThatLeftBeforeTheFinCamePaysNothing) {
  EXPECT_EQ(OutcomeOf(kFinAckReset, "C:fin S:ack< C:reset"), "frame 3: C:RST+ACK, allowed S:ACK");
}

TEST(OwedAcksTest, ANumberWithoutTheFlagPaysNothing) {
  auto flow = Flow("C:fin S:ack C:reset");
  flow[1].flags = 0;
  EXPECT_EQ(OutcomeOf("C:FIN+ACK S:. S:ACK C:RST", flow), "frame 3: C:RST+ACK, allowed S:ACK");
}

TEST(OwedAcksTest, ASynIsAnsweredByASyn) {
  EXPECT_EQ(OutcomeOf("C:SYN S:ACK C:RST", "C:syn C:reset"), "matched")
      << "no ACK by itself is owed";
}

TEST(OwedAcksTest, AfterAResetNobodyOwesAnything) {
  EXPECT_EQ(OutcomeOf("C:FIN+ACK S:RST S:ACK", "C:fin S:reset<"), "matched");
  EXPECT_EQ(OutcomeOf("S:RST C:FIN+ACK S:ACK C:RST", "S:reset C:fin C:reset"), "matched")
      << "nor for what comes later";
}

// Bytes that a SYN carries (TCP Fast Open) are data.
TEST(OwedAcksTest, BytesOnASynAreData) {
  auto flow = Flow("C:syn S:syn-ack");
  flow[0].length = 5;
  EXPECT_EQ(OutcomeOf("C:SYN C:DATA S:SYN+ACK C:ACK", flow),
            "frame -: the end of the capture, allowed C:ACK");
}

// "early-fin" of five bytes whose FIN came before them: the FIN, then the rest as `script` says.
std::vector<FlowSegment> EarlyFin(const std::string& script) {
  auto flow = Flow(script);
  flow[0].role = SegmentRole::kOutOfOrder;
  flow[0].flags = tcp_flag::kFin | tcp_flag::kAck;
  flow[0].length = 0;
  return flow;
}

TEST(OwedAcksTest, AnEarlyFinCountsOnceItsBytesAreThere) {
  const auto flow = EarlyFin("C:fin S:data C:data S:fin-ack");
  EXPECT_EQ(OutcomeOf("S:PSH+ACK C:PSH+ACK C:FIN+ACK S:ACK", flow), "matched");
}

TEST(OwedAcksTest, MoreBytesOutOfOrderDoNotCompleteAnEarlyFin) {
  const auto flow = EarlyFin("C:fin C:out-of-order S:data C:data S:fin-ack");
  EXPECT_EQ(OutcomeOf("C:DATA S:DATA C:DATA C:FIN+ACK S:ACK", flow), "matched");
}

TEST(MismatchTest, IsTheFirstThingOfASegmentThatDoesNotFit) {
  EXPECT_EQ(OutcomeOf("C:SYN C:FIN+ACK", "C:syn S:data-fin"),
            "frame 2: S:PSH+ACK, allowed C:FIN+ACK");
}

TEST(MismatchTest, NamesEachAllowedWordOnce) {
  EXPECT_EQ(OutcomeOf("C:SYN S:ACK|C:SYN C:ACK|C:SYN+", "S:syn"), "frame 1: S:SYN, allowed C:SYN");
}

TEST(MismatchTest, CountsABurstOnceAndAnAckThatTheWordsDoNotHaveNotAtAll) {
  EXPECT_EQ(PrefixOf("C:PSH+ACK+ S:RST", "C:data C:data C:data S:data"), "C:PSH+ACK");
  EXPECT_EQ(PrefixOf("C:FIN+ACK S:ACK S:RST", "C:fin S:fin-ack S:data"), "C:FIN+ACK S:ACK");
  EXPECT_EQ(PrefixOf("C:FIN+ACK S:FIN+ACK C:RST", "C:fin S:fin-ack S:fin S:data"),
            "C:FIN+ACK S:FIN+ACK");
}

TEST(WordClassTest, AWordWithoutAMeaningIsNoAck) {
  EXPECT_EQ(OutcomeOf("C:ECE", ""), "frame -: the end of the capture, allowed C:ECE");
}

TEST(WordClassTest, AResetIsAResetWhateverElseItCarries) {
  EXPECT_EQ(OutcomeOf("C:FIN+PSH+RST", "C:reset"), "matched");
}

TEST(PatternSizeTest, BlamesTheWordWithWhichItIsTooLarge) {
  std::string text;
  for (int i = 0; i < 10001; ++i) text += "C:SYN ";
  const auto pattern = FlagPattern::Parse(text);
  ASSERT_FALSE(pattern);
  // A sequence counts as one more than its words: it is the 10,000th, and each has 6 characters.
  EXPECT_EQ(pattern.error().message.english(),
            "column 59995: written out, the pattern is over 10000 segments long");
}

TEST(PatternSizeTest, CountsTheMostCopiesThatARepetitionMayHave) {
  const auto pattern = FlagPattern::Parse("(C:SYN{0,1000}){0,11}");
  ASSERT_FALSE(pattern);
  EXPECT_EQ(pattern.error().message.english(),
            "column 1: written out, the pattern is over 10000 segments long");
}

TEST(PatternSpaceTest, LinesMayEndAsOnWindows) {
  EXPECT_TRUE(FlagPattern::Parse("C:SYN\r\nS:SYN+ACK\r\n"));
}

}  // namespace
}  // namespace echocheck
