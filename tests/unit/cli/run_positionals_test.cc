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
  static RunWords Typed(std::vector<std::string> words) {
    RunWords typed;
    typed.scenarios = std::move(words);
    return typed;
  }

  static std::string Complaint(std::vector<std::string> words) {
    RunWords typed = Typed(std::move(words));
    const Status taken = TakeServer(typed);
    return taken ? "took " + typed.target : taken.error().message;
  }

  WorkingFolder here_;
};

TEST_F(RunPositionalsTest, FirstWordIsTheServer) {
  RunWords typed = Typed({"./server", "basic", "close/"});
  ASSERT_TRUE(TakeServer(typed));
  EXPECT_EQ(typed.target, "./server");
  EXPECT_TRUE(typed.server_is_a_word);
  EXPECT_THAT(typed.scenarios, ElementsAre("basic", "close/"));
}

TEST_F(RunPositionalsTest, WithTargetAllWordsAreScenarios) {
  RunWords typed = Typed({"basic"});
  typed.target = "./server";
  ASSERT_TRUE(TakeServer(typed));
  EXPECT_FALSE(typed.server_is_a_word);
  EXPECT_THAT(typed.scenarios, ElementsAre("basic"));
}

TEST_F(RunPositionalsTest, ScenarioInTheServersPlaceIsToldSo) {
  EXPECT_THAT(Complaint({"basic"}), HasSubstr("basic is a scenario: which server"));
  EXPECT_THAT(Complaint({"no/such.json"}), HasSubstr("no/such.json is a scenario"));
  EXPECT_THAT(Complaint({"close/"}), HasSubstr("close/ is a folder of scenarios: which server"));
  EXPECT_THAT(Complaint({}), HasSubstr("no server: which server"));
}

TEST_F(RunPositionalsTest, ProgramCalledLikeAScenarioIsAServer) {
  WorkingFolder::Write("./basic", "#!/bin/sh\n", true);
  EXPECT_EQ(Complaint({"./basic"}), "took ./basic");
  EXPECT_EQ(Complaint({"sh"}), "took sh");
  EXPECT_EQ(Complaint({"python3 basic {port}"}), "took python3 basic {port}");
  // The folder of a project: what is wrong with it is said where programs are looked for.
  std::filesystem::create_directory("project");
  EXPECT_EQ(Complaint({"./project"}), "took ./project");
  WorkingFolder::Write("server.py", "");
  EXPECT_EQ(Complaint({"server.py"}), "took server.py");
}

TEST_F(RunPositionalsTest, ServerWithArgumentsBelongsInQuotes) {
  RunWords typed = Typed({"python3", "server.py", "{port}"});
  ASSERT_TRUE(TakeServer(typed));
  EXPECT_THAT(WithServerInQuotes(UsageError("server.py: a program"), typed).message,
              HasSubstr("echocheck \"python3 server.py {port}\""));
  const Error near = UsageError("basik: no such file or folder, did you mean \"basic\"?");
  EXPECT_THAT(WithServerInQuotes(near, typed).message, Not(HasSubstr("python3")));
  typed.server_is_a_word = false;
  EXPECT_EQ(WithServerInQuotes(UsageError("x: a program"), typed).message, "x: a program");
}

}  // namespace
}  // namespace echocheck
