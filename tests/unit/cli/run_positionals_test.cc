// SPDX-License-Identifier: MIT
#include "harness/cli/run_positionals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/cli/working_folder.h"

namespace echocheck {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class RunPositionalsTest : public testing::Test {
 protected:
  // The words of a command line without options.
  static TypedRunOptions Typed(std::vector<std::string> words) {
    TypedRunOptions typed;
    typed.scenarios = std::move(words);
    return typed;
  }

  static std::string Complaint(std::vector<std::string> words) {
    TypedRunOptions typed = Typed(std::move(words));
    const Status taken = TakeServer(typed);
    return taken ? "took " + typed.target : taken.error().message.english();
  }

  WorkingFolder here_;
};

TEST_F(RunPositionalsTest, FirstWordIsTheServer) {
  TypedRunOptions typed = Typed({"./server", "basic", "close/"});
  ASSERT_TRUE(TakeServer(typed));
  EXPECT_EQ(typed.target, "./server");
  EXPECT_TRUE(typed.server_is_a_word);
  EXPECT_THAT(typed.scenarios, ElementsAre("basic", "close/"));
}

TEST_F(RunPositionalsTest, WithTargetAllWordsAreScenarios) {
  TypedRunOptions typed = Typed({"basic"});
  typed.target = "./server";
  ASSERT_TRUE(TakeServer(typed));
  EXPECT_FALSE(typed.server_is_a_word);
  EXPECT_THAT(typed.scenarios, ElementsAre("basic"));
}

TEST_F(RunPositionalsTest, WhatIsNoServerIsToldSo) {
  EXPECT_THAT(Complaint({"basic"}), HasSubstr("basic stands for scenarios: which server"));
  EXPECT_THAT(Complaint({"close/"}), HasSubstr("close/ stands for scenarios: which server"));
  EXPECT_THAT(Complaint({}), HasSubstr("no server: which server"));
  EXPECT_THAT(Complaint({""}), HasSubstr("the server's name is empty"));
  EXPECT_THAT(Complaint({"localhost:7", "basic"}), HasSubstr("checked by --connect"));
}

TEST_F(RunPositionalsTest, ProgramCalledLikeAScenarioIsAServer) {
  WorkingFolder::Write("./basic", "#!/bin/sh\n", true);
  EXPECT_EQ(Complaint({"./basic"}), "took ./basic");
  EXPECT_EQ(Complaint({"sh"}), "took sh");
  EXPECT_EQ(Complaint({"python3 basic {port}"}), "took python3 basic {port}");
}

// What is wrong with it is said where programs are looked for.
TEST_F(RunPositionalsTest, FileThatIsNoProgramIsNoScenarioEither) {
  std::filesystem::create_directory("project");
  WorkingFolder::Write("server.py", "");
  WorkingFolder::Write("server", "");
  for (const std::string word : {"./project", "server.py", "./server", "/dev/null", ".", ".."}) {
    EXPECT_EQ(Complaint({word}), "took " + word);
  }
}

TEST_F(RunPositionalsTest, PathWithABlankIsOneServer) {
  WorkingFolder::Write("Taro Yamada/it's", "#!/bin/sh\n", true);
  EXPECT_EQ(Complaint({"Taro Yamada/it's", "basic"}), "took Taro Yamada/it's");
}

TEST_F(RunPositionalsTest, EmptyWordIsNoScenario) {
  EXPECT_THAT(Complaint({"sh", "basic", ""}), HasSubstr("an empty word"));
}

TEST_F(RunPositionalsTest, ServerWithArgumentsBelongsInQuotes) {
  EXPECT_THAT(Complaint({"python3", "server.py", "{port}", "basic", "close/"}),
              HasSubstr("echocheck \"python3 server.py {port}\" basic close/"));
  EXPECT_THAT(Complaint({"sh", "50000"}), HasSubstr("50000: no scenario; a server with its"));
  EXPECT_THAT(Complaint({"sh", "127.0.0.1:50000"}), HasSubstr("echocheck \"sh 127.0.0.1:50000\""));
  // A name that is only misspelt is told when scenarios are looked for.
  EXPECT_EQ(Complaint({"sh", "basik"}), "took sh");
}

TEST_F(RunPositionalsTest, ServerIsNamedOnce) {
  TypedRunOptions typed = Typed({"sh", "basic"});
  typed.target = "sh";
  EXPECT_THAT(TakeServer(typed).error().message.english(),
              HasSubstr("--target names the server already"));
  typed.target.clear();
  typed.connect = "127.0.0.1:7";
  EXPECT_THAT(TakeServer(typed).error().message.english(),
              HasSubstr("--connect names the server already"));
}

}  // namespace
}  // namespace echocheck
