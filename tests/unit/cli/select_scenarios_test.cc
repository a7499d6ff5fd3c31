// SPDX-License-Identifier: MIT
#include "harness/cli/select_scenarios.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace echocheck {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

FoundScenario Found(std::string name, std::vector<std::string> tags = {}) {
  FoundScenario found;
  found.scenario.name = std::move(name);
  found.scenario.tags = std::move(tags);
  return found;
}

std::vector<FoundScenario> Catalogue() {
  return {Found("basic", {"basic"}), Found("bytes/nul", {"course"}), Found("bytes/crlf"),
          Found("udp/small", {"udp", "course"}), Found("load/many", {"load"})};
}

std::vector<std::string> Names(const Selection& selection,
                               std::vector<FoundScenario> found = Catalogue()) {
  const auto selected = SelectScenarios(std::move(found), selection);
  if (!selected) return {"error: " + selected.error().message.english()};
  std::vector<std::string> names;
  for (const Scenario& scenario : *selected) names.push_back(scenario.name);
  return names;
}

Selection Of(Profile profile) {
  Selection selection;
  selection.profile = profile;
  return selection;
}
Selection Tags(std::vector<std::string> tags) {
  Selection selection;
  selection.tags = std::move(tags);
  return selection;
}
Selection Only(std::vector<std::string> patterns) {
  Selection selection;
  selection.only = std::move(patterns);
  return selection;
}
Selection Skip(std::vector<std::string> patterns) {
  Selection selection;
  selection.skip = std::move(patterns);
  return selection;
}

TEST(SelectScenarios, ProfilesChooseByTags) {
  EXPECT_THAT(Names(Of(Profile::kBasic)), ElementsAre("basic"));
  EXPECT_THAT(Names(Of(Profile::kCourse)), ElementsAre("basic", "bytes/nul", "udp/small"));
  EXPECT_THAT(Names(Of(Profile::kFull)),
              ElementsAre("basic", "bytes/nul", "bytes/crlf", "udp/small"));
  EXPECT_THAT(Names(Of(Profile::kLoad)), ElementsAre("load/many"));
}

TEST(SelectScenarios, LoadIsPlayedOnlyWhenItIsAskedFor) {
  EXPECT_THAT(Names({}), ElementsAre("basic", "bytes/nul", "bytes/crlf", "udp/small"));
  EXPECT_THAT(Names(Tags({"load"})), ElementsAre("load/many"));
  EXPECT_THAT(Names(Only({"load"})), ElementsAre("load/many"));
  std::vector<FoundScenario> named = Catalogue();
  named.back().named = true;
  EXPECT_THAT(Names({}, named).back(), "load/many");
  EXPECT_THAT(Names(Of(Profile::kFull), named).back(), "udp/small");
}

TEST(SelectScenarios, TagsAndNamesNarrowItDown) {
  EXPECT_THAT(Names(Tags({"basic", "udp"})), ElementsAre("basic", "udp/small"));
  EXPECT_THAT(Names(Only({"bytes/*", "basic"})), ElementsAre("basic", "bytes/nul", "bytes/crlf"));
  EXPECT_THAT(Names(Skip({"udp", "*crlf"})), ElementsAre("basic", "bytes/nul"));
  EXPECT_THAT(Names(Skip({"course", "bytes"})), ElementsAre("basic"));
  Selection both = Of(Profile::kCourse);
  both.skip = {"udp"};
  both.only = {"*/*"};
  EXPECT_THAT(Names(both), ElementsAre("bytes/nul"));
}

TEST(SelectScenarios, NoneLeftIsToldWithWhatWasTyped) {
  const auto none = SelectScenarios(Catalogue(), Tags({"corse"}));
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, ErrorKind::kEnvironment);
  EXPECT_EQ(none.error().message.english(),
            "nothing to play: of 5 scenarios none is left by --tag corse; no scenario has the tag "
            "\"corse\", did you mean \"course\"?");
  EXPECT_THAT(Names(Only({"bytes/nil"}))[0], EndsWith("did you mean \"bytes/nul\"?"));
  EXPECT_THAT(Names({}, {Found("load/many", {"load"})})[0],
              HasSubstr("--profile load plays those"));
}

TEST(SelectScenarios, WordsThatFitNothingAreNamed) {
  Selection selection;
  selection.tags = {"udp", "upd"};
  selection.only = {"bytes/*", "bytes/crfl"};
  selection.skip = {"load", "*nul", "corse"};
  std::vector<std::string> misfits;
  for (const Reason& misfit : Misfits(Catalogue(), selection)) misfits.push_back(misfit.english());
  EXPECT_THAT(
      misfits,
      ElementsAre("no scenario has the tag \"upd\", did you mean \"udp\"?",
                  "no scenario is called \"bytes/crfl\", did you mean \"bytes/crlf\"?",
                  "--skip: no scenario is called \"corse\" or has it as a tag, did you mean "
                  "\"course\"?"));
  EXPECT_THAT(Misfits(Catalogue(), Of(Profile::kBasic)), IsEmpty());
}

}  // namespace
}  // namespace echocheck
