// SPDX-License-Identifier: MIT
#include "harness/run/arena_options.h"

#include <filesystem>

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

  RunOptions run_;

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

}  // namespace
}  // namespace echocheck
