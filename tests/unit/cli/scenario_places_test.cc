// SPDX-License-Identifier: MIT
// The build folder of the tests has a catalogue beside it, as an installation does.
#include "harness/cli/scenario_places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/cli/working_folder.h"

namespace echocheck {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

class ScenarioPlacesTest : public testing::Test {
 protected:
  static std::string Path(const std::string& word) {
    const auto place = FindScenarioPlace(word);
    return place ? place->path.string() : "error: " + place.error().message.english();
  }

  WorkingFolder here_;
};

TEST_F(ScenarioPlacesTest, NamesLeadToTheCatalogueThatCameAlong) {
  EXPECT_THAT(Path("basic"), EndsWith("share/echocheck/scenarios/basic.json"));
  EXPECT_THAT(Path("bytes/utf8"), EndsWith("share/echocheck/scenarios/bytes/utf8.json"));
  EXPECT_THAT(Path("close/"), EndsWith("share/echocheck/scenarios/close/"));
  EXPECT_THAT(Path("scenarios/basic.json"), EndsWith("share/echocheck/scenarios/basic.json"));
}

TEST_F(ScenarioPlacesTest, WorkingDirectoryComesFirst) {
  WorkingFolder::Write("scenarios/basic.json", "{}");
  EXPECT_EQ(Path("basic"), "scenarios/basic.json");
  WorkingFolder::Write("basic.json", "{}");
  EXPECT_EQ(Path("basic"), "basic.json");
  EXPECT_EQ(Path("scenarios/basic"), "scenarios/basic.json");
  WorkingFolder::Write("close/mine.json", "{}");
  EXPECT_EQ(Path("close"), "close");
}

TEST_F(ScenarioPlacesTest, FolderWithoutScenariosIsPassedOver) {
  std::filesystem::create_directory("stream");
  EXPECT_THAT(Path("stream"), EndsWith("share/echocheck/scenarios/stream"));
  std::filesystem::create_directory("mine");
  EXPECT_EQ(Path("mine"), "mine");  // that there is none is said when it is read
  EXPECT_FALSE(NamesScenarios("mine"));
}

TEST_F(ScenarioPlacesTest, NothingIsNoName) {
  EXPECT_THAT(Path(""), HasSubstr("an empty word"));
  EXPECT_FALSE(NamesScenarios(""));
  EXPECT_FALSE(NamesScenarios("."));
  EXPECT_TRUE(NamesScenarios("basic"));
}

TEST_F(ScenarioPlacesTest, ProgramOfThatNameIsNoScenario) {
  WorkingFolder::Write("basic", "#!/bin/sh\n", true);
  EXPECT_THAT(Path("basic"), EndsWith("share/echocheck/scenarios/basic.json"));
  WorkingFolder::Write("server", "#!/bin/sh\n", true);
  EXPECT_EQ(Path("server"), "error: server: a program, expected a scenario");
  WorkingFolder::Write("server.py", "print(1)\n");
  EXPECT_EQ(Path("server.py"), "error: server.py: a program, expected a scenario");
  WorkingFolder::Write("mine.txt", "{}");
  EXPECT_EQ(Path("mine.txt"), "mine.txt");
}

TEST_F(ScenarioPlacesTest, NothingOfThatNameSaysWhatIsNear) {
  EXPECT_EQ(Path("basik"),
            "error: basik: no such file or folder, and no scenario has this name, did you mean "
            "\"basic\"?");
  EXPECT_THAT(Path("close/half_clos"), HasSubstr("did you mean \"close/half_close\"?"));
  EXPECT_THAT(Path("scenarios/bytez/"), HasSubstr("did you mean \"bytes\"?"));
  EXPECT_EQ(FindScenarioPlace("basik").error().kind, ErrorKind::kUsage);
}

TEST_F(ScenarioPlacesTest, OnlyAFolderCalledScenariosIsAWholeCatalogue) {
  WorkingFolder::Write("scenarios/load/mine.json", "{}");
  EXPECT_TRUE(FindScenarioPlace("scenarios")->whole_catalogue);
  EXPECT_TRUE(FindScenarioPlace("scenarios/")->whole_catalogue);
  EXPECT_FALSE(FindScenarioPlace("scenarios/load")->whole_catalogue);
  EXPECT_FALSE(FindScenarioPlace("scenarios/load/mine.json")->whole_catalogue);
}

TEST_F(ScenarioPlacesTest, CatalogueIsTheOneThatCameAlong) {
  WorkingFolder::Write("scenarios/basic.json", "{}");
  const auto catalogue = FindCatalogue();
  ASSERT_TRUE(catalogue);
  EXPECT_THAT(catalogue->path.string(), StartsWith("/"));
  EXPECT_TRUE(catalogue->whole_catalogue);
}

}  // namespace
}  // namespace echocheck
