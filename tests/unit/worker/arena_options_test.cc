// SPDX-License-Identifier: MIT
#include "harness/worker/arena_options.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/store/temporary_folder.h"

namespace echocheck {
namespace {

class ArenaOptionsTest : public testing::Test {
 protected:
  ArenaOptionsTest() {
    std::filesystem::create_directories("reports/run");
    run_.run_folder = std::filesystem::absolute("reports/run");
    run_.target.executable = "/bin/true";
    run_.target.words = {"true"};
  }
  ArenaOptions Options() const { return ArenaOptionsFor(Scenario(), run_); }

  WorkerOptions run_;

 private:
  TemporaryFolder folder_;  // below /tmp
};

TEST_F(ArenaOptionsTest, TheRunFolderIsReadOnly) {
  EXPECT_EQ(Options().read_only, run_.run_folder);
  run_.run_folder.clear();
  EXPECT_EQ(Options().read_only, "");
}

TEST_F(ArenaOptionsTest, ATargetMayWriteWhereItWorks) {
  run_.run_folder = std::filesystem::current_path();
  EXPECT_EQ(Options().read_only, "");
  run_.target.working_directory = "/";
  EXPECT_EQ(Options().read_only, run_.run_folder);
  // A longer name is no folder below.
  run_.target.working_directory = run_.run_folder + "-2";
  EXPECT_EQ(Options().read_only, run_.run_folder);
}

TEST_F(ArenaOptionsTest, ATargetThatLivesInSharedMemoryStaysThere) {
  EXPECT_TRUE(Options().own_shared_memory);
  run_.target.words = {"python3", "/dev/shm/server.py"};
  EXPECT_FALSE(Options().own_shared_memory);
  run_.target.words = {"server"};
  run_.target.executable = "/dev/shm/server";
  EXPECT_FALSE(Options().own_shared_memory);
  run_.target.executable = "/bin/true";
  run_.target.working_directory = "/dev/shm";
  EXPECT_FALSE(Options().own_shared_memory);
}

TEST_F(ArenaOptionsTest, AConfinedTargetSeesWhatItsCommandNames) {
  EXPECT_FALSE(Options().confined);
  run_.target.confinement.emplace();
  std::filesystem::create_directories("place/deep");
  std::ofstream("place/server.py") << "";
  std::filesystem::create_symlink("place/server.py", "link.py");
  const std::filesystem::path here = std::filesystem::canonical(".");
  run_.target.words = {"python3", "link.py", "missing.py", "50000", "", "place/../place/deep"};
  const ConfinedFiles files = Options().confined.value();
  EXPECT_EQ(files.working_directory, here);
  EXPECT_THAT(files.readable, testing::IsSupersetOf({here / "link.py", here / "place/server.py",
                                                     here / "place/deep"}));
  EXPECT_THAT(files.readable, testing::Not(testing::Contains(here / "missing.py")));
  run_.target.working_directory = here / "place";
  run_.target.words = {"python3", "../link.py"};
  EXPECT_EQ(Options().confined->working_directory, here / "place");
  EXPECT_THAT(Options().confined->readable, testing::Contains(here / "link.py"));
}

}  // namespace
}  // namespace echocheck
