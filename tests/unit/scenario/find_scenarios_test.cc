// SPDX-License-Identifier: MIT
#include "harness/scenario/find_scenarios.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/scenario/temp_folder.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

class FindScenariosTest : public testing::Test {
 protected:
  // What is found at `name`, relative to the folder; or the error.
  std::vector<std::string> Find(const std::string& name) const {
    const auto found = FindScenarios(folder_ / name);
    if (!found) {
      last_kind_ = found.error().kind;
      return {found.error().message.english()};
    }
    std::vector<std::string> names;
    for (const fs::path& path : *found) {
      names.push_back(path.lexically_relative(folder_.path()).string());
    }
    return names;
  }

  TempFolder folder_;
  mutable ErrorKind last_kind_ = ErrorKind::kUsage;
};

TEST_F(FindScenariosTest, AllBelowAFolderInOrder) {
  for (const char* name : {"s/b.json", "s/a/z.json", "s/a.json", "s/scenario.schema.json",
                           "s/notes.txt", "s/.hidden.json", "s/.git/c.json"}) {
    folder_.Write(name, "");
  }
  EXPECT_THAT(Find("s"), testing::ElementsAre("s/a/z.json", "s/a.json", "s/b.json"));
}

TEST_F(FindScenariosTest, OneFileWhateverItsName) {
  folder_.Write("notes.txt", "");
  EXPECT_THAT(Find("notes.txt"), testing::ElementsAre("notes.txt"));
}

TEST_F(FindScenariosTest, LinksThatLeadNowhereAreNotPassedOver) {
  folder_.Write("s/a.json", "");
  fs::create_symlink("nowhere", folder_ / "s/b.json");
  fs::create_directory_symlink(".", folder_ / "s/loop");
  EXPECT_THAT(Find("s"), testing::ElementsAre("s/a.json", "s/b.json"));
}

TEST_F(FindScenariosTest, NoneIsAnError) {
  folder_.Write("s/scenario.schema.json", "");
  EXPECT_THAT(Find("s"),
              testing::ElementsAre(folder_.Named("s") + ": no scenario (*.json) in this folder"));
  EXPECT_EQ(last_kind_, ErrorKind::kEnvironment) << "exit 2: nothing was judged, nobody erred";
}

TEST_F(FindScenariosTest, MissingIsAnError) {
  folder_.Write("scenarios/basic.json", "");
  EXPECT_THAT(Find("scenarois"),
              testing::ElementsAre(folder_.Named("scenarois") +
                                   ": no such file or folder, did you mean \"scenarios\"?"));
}

TEST(HoldsScenariosTest, LooksIntoTheFolderAndIntoFoldersOfIt) {
  const TempFolder folder;
  EXPECT_FALSE(HoldsScenarios(folder.path()));
  EXPECT_FALSE(HoldsScenarios(folder / "nothere"));
  folder.Write("a/b/c.json", "{}");
  folder.Write("notes.txt", "");
  folder.Write(".hidden/x.json", "{}");
  folder.Write("x.schema.json", "{}");
  EXPECT_FALSE(HoldsScenarios(folder.path()));
  EXPECT_TRUE(HoldsScenarios(folder / "a"));
  folder.Write("d/e.json", "{}");
  EXPECT_TRUE(HoldsScenarios(folder.path()));
}

}  // namespace
}  // namespace echocheck
