// SPDX-License-Identifier: MIT
// Flag patterns on flows as the analyzer reads them, not on roles written by hand.
#include "tests/unit/wire/flow_fixture.h"

namespace echocheck {
namespace {

constexpr char kBasic[] =
    "C:SYN S:SYN+ACK C:ACK (C:PSH+ACK S:PSH+ACK){2} C:FIN+ACK S:FIN+ACK C:ACK";

FlagRule Rule(std::uint16_t first, std::uint16_t last, const std::string& pattern,
              PatternMode mode = PatternMode::kNormal) {
  return {first, last, FlagPattern::Parse(pattern).value(), mode};
}

TEST_P(FlowTest, MatchesTheBasicPatternExactly) {
  options_.rules = {Rule(50001, 50001, kBasic, PatternMode::kExact)};
  Open();
  for (int i = 0; i < 2; ++i) {
    client.Data("hoge\n");
    server.Data("hoge\n");
  }
  Close();
  ASSERT_TRUE(Flow().pattern);
  EXPECT_TRUE(Flow().pattern->matched) << Flow().pattern->allowed << Flow().pattern->came;
  EXPECT_EQ(Flow().pattern->expectation.pattern, kBasic);
}

TEST_P(FlowTest, MatchesTheBasicPatternHoweverKernelsPutIt) {
  options_.rules = {Rule(50001, 50001, kBasic)};
  client.Syn();
  client.At(0).Syn();
  server.SynAck();
  client.Data("hoge\n");  // with the last ACK of the handshake
  server.Ack();
  client.At(1).Data("hoge\n");
  server.Data("ho");
  client.Ack();
  server.Data("ge\n");
  client.Window(100).Ack();
  server.At(5).Ack();
  client.Window(100).Ack();
  client.Data("hoge\n");
  server.At(8).Data("ge\n");
  server.At(6).Data("ho");
  server.At(11).Acking(11).Ack();
  client.Acking(11).Fin();
  server.At(11).Ack();
  server.At(11).Fin();
  client.At(12).Acking(12).Ack();
  ASSERT_TRUE(Flow().pattern);
  EXPECT_TRUE(Flow().pattern->matched)
      << Roles() << ": " << Flow().pattern->allowed << " but " << Flow().pattern->came;
}

TEST_P(FlowTest, TellsWhereAPatternEnds) {
  options_.rules = {Rule(50001, 50001, kBasic)};
  Open();
  client.Data("hoge\n");
  server.RstAck();
  ASSERT_TRUE(Flow().pattern);
  EXPECT_FALSE(Flow().pattern->matched);
  EXPECT_EQ(Flow().pattern->frame, 5U);
  EXPECT_EQ(Flow().pattern->allowed, "S:PSH+ACK");
  EXPECT_EQ(Flow().pattern->came, "S:RST+ACK");
  EXPECT_EQ(Flow().pattern->matched_prefix, "C:SYN S:SYN+ACK C:ACK C:PSH+ACK");
}

TEST_P(FlowTest, ChoosesThePatternByTheClientsPort) {
  options_.rules = {Rule(50002, 50009, "C:SYN"), Rule(50001, 50001, "C:SYN S:RST"),
                    Rule(40000, 50000, "C:DATA")};
  client.Syn();
  server.RstAck();
  ASSERT_TRUE(Flow().pattern);
  EXPECT_EQ(Flow().pattern->expectation.pattern, "C:SYN S:RST");
  EXPECT_TRUE(Flow().pattern->matched);
}

TEST_P(FlowTest, HasNoPatternForOtherPorts) {
  options_.rules = {Rule(40000, 50000, "C:DATA"), Rule(50002, 50009, "C:SYN")};
  Open();
  EXPECT_FALSE(Flow().pattern);
}

}  // namespace
}  // namespace echocheck
