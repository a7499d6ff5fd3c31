// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "harness/model/finding.h"
#include "harness/model/flow.h"
#include "harness/model/scenario.h"
#include "harness/model/target_outcome.h"

namespace echocheck {
namespace {

TEST(EnumNamesTest, GoBothWays) {
  EXPECT_EQ(ToString(Verdict::kInconclusive), "inconclusive");
  EXPECT_EQ(FromString<Verdict>("warn"), Verdict::kWarn);
  EXPECT_EQ(FromString<Verdict>("Warn"), std::nullopt);
  EXPECT_EQ(ToString(TcpState::kTimeWait), "TIME-WAIT");
}

TEST(FlagsTest, AreWrittenAsTheFieldDoes) {
  EXPECT_EQ(FlagsToString(0x12), "SYN+ACK");
  EXPECT_EQ(FlagsToString(0x19), "FIN+PSH+ACK");
  EXPECT_EQ(FlagsToString(0x14), "RST+ACK");
  EXPECT_EQ(FlagsToString(0), "none");
}

TEST(ExitStatusTest, IsNamed) {
  ExitStatus crashed;
  crashed.signal = 11;
  EXPECT_EQ(ToString(crashed), "signal 11 (SIGSEGV)");
  ExitStatus ended;
  ended.code = 3;
  EXPECT_EQ(ToString(ended), "exit status 3");
}

TEST(ScenarioTest, CountsWhatItsClientsDo) {
  Scenario scenario;
  ClientScript script;
  script.count = 5;
  script.steps.push_back({ConnectStep{}, {}});
  script.steps.push_back({SendStep{{Bytes("hoge\n"), 2}, {}}, {}});
  scenario.clients = {script, script};
  EXPECT_EQ(scenario.ConnectionCount(), 10U);
  EXPECT_EQ(scenario.PayloadBytes(), 100U);
  EXPECT_EQ(scenario.Rounds(), 1U);
  scenario.clients[1].at_once = 2;
  EXPECT_EQ(scenario.Rounds(), 3U);
}

}  // namespace
}  // namespace echocheck
