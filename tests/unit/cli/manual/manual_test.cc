// SPDX-License-Identifier: MIT
// Each option of each command stands in all that is generated; what is hard to write is escaped.
#include <CLI/CLI.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/cli/manual/bash_completion.h"
#include "harness/cli/manual/fish_completion.h"
#include "harness/cli/manual/manual_page.h"
#include "harness/cli/manual/roff.h"
#include "harness/cli/manual/zsh_completion.h"

namespace echocheck {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class NewCommand : public CLI::App {
 public:
  NewCommand() : CLI::App("Does [what] 'it' does.\n\n.dots", "echocheck new") {
    add_option("file", file_, "The file: or none")->type_name("FILE")->required();
    add_option("-c,--color", color_, "Colours")->check(CLI::IsMember({"never", "always"}));
    add_option("--count", count_, "How many")->type_name("N")->check(CLI::Range(1, 9));
    add_option("--place", place_, "")->type_name("INTERFACE|any");
    add_option("--more", more_, "May be repeated")->type_name("TAG")->allow_extra_args(false);
    auto* loud = add_flag("--loud", loud_, "It's loud")->group("How");
    add_flag("--quiet", quiet_, "Not loud")->excludes(loud)->group("How");
    add_flag("--secret", secret_, "Hidden")->group("");
    footer("Exit codes: 0\n  example");
  }

 private:
  std::string file_;
  std::string color_;
  int count_ = 0;
  std::string place_;
  std::vector<std::string> more_;
  bool loud_ = false;
  bool quiet_ = false;
  bool secret_ = false;
};

CommandFacts NewFacts() {
  CommandFacts facts =
      FactsOf(Command{"new", "new FILE", nullptr, []() -> std::unique_ptr<CLI::App> {
                        return std::make_unique<NewCommand>();
                      }});
  facts.does = "do it's work: all";  // the catalogues have none of it
  return facts;
}

const OptionFacts& OptionOf(const CommandFacts& facts, const std::string& name) {
  for (const OptionGroup& group : facts.groups) {
    for (const OptionFacts& option : group.options) {
      if (option.names.front() == name) return option;
    }
  }
  static const OptionFacts kNone;
  ADD_FAILURE() << "no option " << name;
  return kNone;
}

TEST(OptionFactsTest, AreWhatTheCommandDeclares) {
  const CommandFacts facts = NewFacts();
  ASSERT_EQ(facts.groups.size(), 2U);
  EXPECT_EQ(facts.groups[1].title, "How");
  EXPECT_EQ(facts.positionals.size(), 1U);
  EXPECT_TRUE(facts.positionals[0].required);
  EXPECT_THAT(facts.positionals[0].kinds, ElementsAre(ValueKind::kFile));
  EXPECT_THAT(OptionOf(facts, "--color").names, ElementsAre("--color", "-c"));
  EXPECT_THAT(OptionOf(facts, "--color").choices, ElementsAre("never", "always"));
  EXPECT_EQ(OptionOf(facts, "--color").value, "never|always");
  EXPECT_EQ(OptionOf(facts, "--count").value, "N");
  EXPECT_EQ(OptionOf(facts, "--count").range, "1 to 9");
  EXPECT_FALSE(OptionOf(facts, "--count").may_repeat);
  EXPECT_TRUE(OptionOf(facts, "--more").may_repeat);
  EXPECT_THAT(OptionOf(facts, "--place").kinds, ElementsAre(ValueKind::kInterface));
  EXPECT_THAT(OptionOf(facts, "--place").choices, ElementsAre("any"));
  EXPECT_TRUE(OptionOf(facts, "--loud").IsFlag());
  EXPECT_THAT(OptionOf(facts, "--loud").excludes, ElementsAre("--quiet"));
}

TEST(OptionFactsTest, LeaveOutWhatIsHidden) {
  for (const OptionFacts& option : NewFacts().Options()) {
    EXPECT_NE(option.names.front(), "--secret");
  }
}

TEST(RoffTest, EscapesWhatTroffWouldObey) {
  EXPECT_EQ(EscapeRoff(".PP"), "\\&.PP");
  EXPECT_EQ(EscapeRoff("'it'"), "\\&\\(aqit\\(aq");
  EXPECT_EQ(EscapeRoff("a\\b -x"), "a\\eb \\-x");
}

TEST(ManualPageTest, HasACommandWithItsOptions) {
  const std::string page = RenderManualPage({NewFacts()}, "1.2.3", "2001-02-03");
  EXPECT_THAT(page, HasSubstr(".TH ECHOCHECK 1 2001-02-03 \"echocheck 1.2.3\"\n"));
  EXPECT_THAT(page, HasSubstr("\n.SS echocheck new\n"));
  EXPECT_THAT(page, HasSubstr("\n\\&.dots\n"));
  EXPECT_THAT(page, HasSubstr("\n\\fB\\-\\-count\\fR \\fIN\\fR\nHow many. From 1 to 9.\n"));
  EXPECT_THAT(page, HasSubstr("\nNot loud. Not together with \\-\\-loud.\n"));
  EXPECT_THAT(page, HasSubstr("\n  example\n"));
}

TEST(CompletionTest, EscapesForItsShell) {
  EXPECT_THAT(RenderZshCompletion({NewFacts()}), HasSubstr("--loud[It'\\''s loud]'"));
  EXPECT_THAT(RenderZshCompletion({NewFacts()}), HasSubstr("'new:do it'\\''s work\\: all'"));
  EXPECT_THAT(RenderFishCompletion({NewFacts()}), HasSubstr(" -l loud -d 'It\\'s loud'\n"));
}

// What a program's user finds with --help, without one that was forgotten.
TEST(CompletionTest, HaveEachOptionOfEachCommand) {
  for (const CommandFacts& facts : FactsOfAllCommands()) {
    const std::string page = RenderManualPage({facts}, "1", "2001-02-03");
    const std::string bash = RenderBashCompletion({facts});
    const std::string zsh = RenderZshCompletion({facts});
    const std::string fish = RenderFishCompletion({facts});
    for (const OptionFacts& option : facts.Options()) {
      const std::string& name = option.names.front();
      EXPECT_THAT(page, HasSubstr("\\fB" + EscapeRoff(name)));
      EXPECT_THAT(bash, HasSubstr(" " + name));
      EXPECT_THAT(zsh, HasSubstr(name + (option.IsFlag() ? "[" : "=[")));
      EXPECT_THAT(fish, HasSubstr(" -l " + name.substr(2) + " "));
      EXPECT_THAT(option.help, ::testing::Not(IsEmpty())) << facts.name << " " << name;
    }
  }
}

}  // namespace
}  // namespace echocheck
