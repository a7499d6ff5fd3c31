// SPDX-License-Identifier: MIT
#include "harness/store/safe_folder.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/store/temporary_folder.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;
using IfMissing = SafeFolder::IfMissing;

class SafeFolderTest : public testing::Test {
 protected:
  static SafeFolder Here() { return SafeFolder::Open("").value(); }

 private:
  TemporaryFolder folder_;
};

TEST_F(SafeFolderTest, MakesWhatIsMissing) {
  const auto made = Here().Below("a/b", IfMissing::kMake);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->path(), "a/b");
  EXPECT_TRUE(made->Create("file"));
  EXPECT_EQ(Contents("a/b"), "file\n");
  EXPECT_TRUE(Here().Below("a/b", IfMissing::kFail));
}

TEST_F(SafeFolderTest, MissingFolderIsAnErrorThatNamesIt) {
  fs::create_directory("a");
  const auto missing = Here().Below("a/b", IfMissing::kFail);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().message.english(), "opening the folder a/b: No such file or directory");
  EXPECT_EQ(Contents("a"), "");
}

TEST_F(SafeFolderTest, FollowsNoLinkAnywhereBelow) {
  fs::create_directories("elsewhere/b");
  fs::create_directory("run");
  fs::create_symlink("../elsewhere", "run/a");
  const SafeFolder run = SafeFolder::Open("run").value();
  for (const IfMissing if_missing : {IfMissing::kFail, IfMissing::kMake}) {
    for (const char* below : {"a", "a/b", "a/new"}) {
      const auto found = run.Below(below, if_missing);
      ASSERT_FALSE(found) << below;
      EXPECT_EQ(found.error().message.english(),
                "run/a: expected a folder, found a link or a file; remove it");
    }
  }
  EXPECT_EQ(Contents("elsewhere"), "b\n");
}

// The files of one scenario must not come to lie in the folder of another.
TEST_F(SafeFolderTest, FollowsNoLinkToAPlaceInsideEither) {
  fs::create_directories("run/inside/b");
  fs::create_symlink("inside", "run/a");
  const SafeFolder run = SafeFolder::Open("run").value();
  EXPECT_TRUE(run.Below("inside/b", IfMissing::kFail));
  for (const IfMissing if_missing : {IfMissing::kFail, IfMissing::kMake}) {
    EXPECT_FALSE(run.Below("a", if_missing));
    EXPECT_FALSE(run.Below("a/b", if_missing));
  }
}

TEST_F(SafeFolderTest, TheFolderThatTheUserNamedMayBeALink) {
  fs::create_directory("real");
  fs::create_symlink("real", "link");
  const auto folder = SafeFolder::Open("link");
  ASSERT_TRUE(folder);
  EXPECT_TRUE(folder->Create("file"));
  EXPECT_EQ(Contents("real"), "file\n");
}

TEST_F(SafeFolderTest, LeadsToNothingOutside) {
  fs::create_directory("run");
  const SafeFolder run = SafeFolder::Open("run").value();
  EXPECT_FALSE(run.Below("..", IfMissing::kFail));
  EXPECT_FALSE(run.Below("a/../../b", IfMissing::kMake));
  EXPECT_FALSE(run.Below("/tmp", IfMissing::kFail));
  EXPECT_EQ(Contents("."), "run\n");
}

TEST_F(SafeFolderTest, CreatesNothingInThePlaceOfALink) {
  fs::create_symlink("other", "name");
  EXPECT_FALSE(Here().Create("name"));
  EXPECT_EQ(errno, EEXIST);
  EXPECT_EQ(Contents("."), "name\n");
}

// The folder was moved away, and a link was put in its place.
TEST_F(SafeFolderTest, HoldsTheFolderAndNotItsName) {
  fs::create_directories("run");
  fs::create_directory("elsewhere");
  const SafeFolder run = SafeFolder::Open("run").value();
  EXPECT_TRUE(run.InPlace());
  fs::rename("run", "moved");
  EXPECT_FALSE(run.InPlace());
  fs::create_symlink("elsewhere", "run");
  EXPECT_EQ(run.InPlace().error().message.english(),
            "run: the folder was moved or replaced meanwhile");
  ASSERT_TRUE(run.Create("file"));
  EXPECT_EQ(Contents("moved"), "file\n");
  EXPECT_EQ(Contents("elsewhere"), "");
}

}  // namespace
}  // namespace echocheck
