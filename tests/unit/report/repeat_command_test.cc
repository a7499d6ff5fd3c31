// SPDX-License-Identifier: MIT
#include "harness/report/repeat_command.h"

#include <gtest/gtest.h>

#include "tests/unit/report/sample_run.h"

namespace echocheck {
namespace {

std::string Repeat(const std::string& command) {
  RunRecord run = RunOf({BasicScenario()}, Verdict::kPass, 0);
  run.command = command;
  return RepeatCommand(run, run.scenarios[0]);
}

TEST(RepeatCommand, KeepsWhatConcernsTheTarget) {
  EXPECT_EQ(Repeat("echocheck run --target './my server {port}' --port 8080 --env A=B --strict d"),
            "echocheck --target './my server {port}' --port 8080 --env A=B --strict --seed 42 "
            "scenarios/basic.json");
  EXPECT_EQ(Repeat("echocheck --target ./s --user alice --env TOKEN d"),
            "echocheck --target ./s --user alice --env TOKEN --seed 42 scenarios/basic.json");
  EXPECT_EQ(Repeat("echocheck '--target=./my server' --lang=ja scenarios"),
            "echocheck '--target=./my server' --lang=ja --seed 42 scenarios/basic.json");
}

TEST(RepeatCommand, DropsWhatChoseAndWrote) {
  EXPECT_EQ(Repeat("echocheck --target ./s --only x --profile full --out old --json f -j 4 "
                   "--repeat 3 --seed 1 --quiet scenarios"),
            "echocheck --target ./s --seed 42 scenarios/basic.json");
}

TEST(RepeatCommand, WithoutACommandLineTheTargetIsEnough) {
  EXPECT_EQ(Repeat(""),
            "echocheck --target './myserver {host} {port}' --seed 42 scenarios/basic.json");
}

TEST(RepeatCommand, QuotesWhatAShellWouldRead) {
  RunRecord run = RunOf({BasicScenario()}, Verdict::kPass, 0);
  run.scenarios[0].path = "it's; rm -rf /";
  run.scenarios[0].folder = "$(reboot)";
  EXPECT_NE(RepeatCommand(run, run.scenarios[0]).find(R"('it'\''s; rm -rf /')"), std::string::npos);
  EXPECT_EQ(TsharkCommand(run.scenarios[0]), "tshark -r '$(reboot)/capture.pcap'");
}

TEST(RepeatCommand, ThereIsNoCaptureToShowWithoutOne) {
  EXPECT_EQ(TsharkCommand(BasicScenario(), 50001),
            "tshark -r basic/capture.pcap -Y 'tcp.port == 50001'");
  EXPECT_EQ(TsharkCommand(UncapturedScenario()), "");
}

TEST(CheckCommandTest, NamesTheServerByAWordAndKeepsWhatIsAboutIt) {
  RunRecord run = RunOf({BasicScenario()}, Verdict::kPass, 0);
  run.target = "./my server";
  run.command = "scripts/run --lang ja --target './my server' --quiet --cwd sub basic --strict";
  EXPECT_EQ(CheckCommand(run), "scripts/run './my server' --lang ja --cwd sub --strict");
  run.command = "echocheck --target='./my server' basic";
  EXPECT_EQ(CheckCommand(run), "echocheck './my server'");
  run.command = "echocheck './my server' basic";
  EXPECT_EQ(CheckCommand(run), "echocheck './my server'");
  run.target.clear();
  EXPECT_EQ(CheckCommand(run), "");
}

}  // namespace
}  // namespace echocheck
