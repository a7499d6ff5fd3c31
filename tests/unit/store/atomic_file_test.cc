// SPDX-License-Identifier: MIT
#include "harness/store/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/store/temporary_folder.h"

namespace echocheck {
namespace {

class AtomicFileTest : public testing::Test {
 private:
  TemporaryFolder folder_;
};

TEST_F(AtomicFileTest, ReplacesWhatWasThere) {
  ASSERT_TRUE(WriteFileAtomically("report.json", "a longer text\n"));
  ASSERT_TRUE(WriteFileAtomically("report.json", "short\n"));
  EXPECT_EQ(ReadFile("report.json"), "short\n");
  EXPECT_EQ(Contents("."), "report.json\n");
}

TEST_F(AtomicFileTest, WhatCannotBeWrittenIsAnError) {
  const Status written = WriteFileAtomically("nothere/report.json", "x");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().message.english(),
            "writing nothere/report.json: No such file or directory");
}

TEST_F(AtomicFileTest, WritesToADeviceInPlace) {
  EXPECT_TRUE(WriteFileAtomically("/dev/null", "x"));
  const Status full = WriteFileAtomically("/dev/full", "x");
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().message.english(), "writing /dev/full: No space left on device");
}

TEST_F(AtomicFileTest, WhatComesInPiecesIsThereOnlyWhenItIsWhole) {
  ASSERT_TRUE(WriteFileAtomically("x", "old"));
  auto file = AtomicFile::Open("x");
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->Append("one "));
  ASSERT_TRUE(file->Append("two"));
  EXPECT_EQ(ReadFile("x"), "old");
  ASSERT_TRUE(file->Commit());
  EXPECT_EQ(ReadFile("x"), "one two");
  EXPECT_EQ(Contents("."), "x\n");
}

TEST_F(AtomicFileTest, NothingIsLeftOfWhatWasNotCommitted) {
  {
    auto file = AtomicFile::Open("x");
    ASSERT_TRUE(file);
    AtomicFile moved(std::move(*file));
    ASSERT_TRUE(moved.Append("half"));
    EXPECT_NE(Contents("."), "");
  }
  EXPECT_EQ(Contents("."), "");
}

TEST_F(AtomicFileTest, NothingIsLeftWhenTheNameIsTaken) {
  auto file = AtomicFile::Open("x");
  ASSERT_TRUE(file);
  std::filesystem::create_directory("x");
  const Status committed = file->Commit();
  ASSERT_FALSE(committed);
  EXPECT_EQ(committed.error().message.english(), "writing x: Is a directory");
  EXPECT_EQ(Contents("."), "x\n");
}

TEST_F(AtomicFileTest, PointsALinkAgain) {
  const SafeFolder here = SafeFolder::Open("").value();
  ASSERT_TRUE(PointLink(here, "latest", "one"));
  ASSERT_TRUE(PointLink(here, "latest", "two"));
  EXPECT_EQ(std::filesystem::read_symlink("latest"), "two");
  EXPECT_EQ(Contents("."), "latest\n");
}

TEST_F(AtomicFileTest, PipeThatNobodyReadsIsAnErrorAndNotWaitedFor) {
  ASSERT_EQ(mkfifo("pipe", 0600), 0);
  const Status written = WriteFileAtomically("pipe", "x");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().message.english(),
            "writing pipe: it is a pipe or a socket, and nobody reads from it");
}

TEST_F(AtomicFileTest, PipeThatSomebodyReadsGetsAllOfIt) {
  ASSERT_EQ(mkfifo("pipe", 0600), 0);
  const UniqueFd reader(open("pipe", O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  ASSERT_TRUE(WriteFileAtomically("pipe", "text"));
  char got[8] = "";
  EXPECT_EQ(read(reader.get(), got, sizeof got), 4);
  EXPECT_STREQ(got, "text");
  EXPECT_EQ(Contents("."), "pipe\n");
}

TEST_F(AtomicFileTest, WhatIsSyncedIsWritten) {
  auto file = AtomicFile::Open("x");
  ASSERT_TRUE(file);
  file->SyncAtEnd();
  ASSERT_TRUE(file->Append("text"));
  ASSERT_TRUE(file->Commit());
  EXPECT_EQ(ReadFile("x"), "text");
}

TEST_F(AtomicFileTest, KnowsAPlaceToWriteThatIsNoFile) {
  EXPECT_FALSE(IsPlaceToWrite("x"));
  ASSERT_TRUE(WriteFileAtomically("x", "text"));
  EXPECT_FALSE(IsPlaceToWrite("x"));
  std::filesystem::create_symlink("/dev/null", "link");
  EXPECT_TRUE(IsPlaceToWrite("link"));
}

// What a target that can write to the run folder may put in the way.
class TakenNameTest : public AtomicFileTest {
 protected:
  static void ExpectReplaced() {
    ASSERT_TRUE(WriteFileAtomically("report.json", "ours", IfTaken::kReplace));
    EXPECT_TRUE(std::filesystem::is_regular_file(std::filesystem::symlink_status("report.json")));
    EXPECT_EQ(ReadFile("report.json"), "ours");
  }
};

TEST_F(TakenNameTest, PipeIsReplacedAndNotWaitedFor) {
  ASSERT_EQ(mkfifo("report.json", 0600), 0);
  ExpectReplaced();
}

TEST_F(TakenNameTest, LinkIsReplacedAndNotFollowed) {
  std::filesystem::create_symlink("/dev/null", "report.json");
  ExpectReplaced();
  ASSERT_TRUE(WriteFileAtomically("other", "precious"));
  std::filesystem::remove("report.json");
  std::filesystem::create_symlink("other", "report.json");
  ExpectReplaced();
  EXPECT_EQ(ReadFile("other"), "precious");
}

TEST_F(TakenNameTest, TemporaryNameIsNoTrap) {
  ASSERT_TRUE(WriteFileAtomically("other", "precious"));
  std::filesystem::create_symlink("other", "report.json.tmp-" + std::to_string(getpid()));
  ExpectReplaced();
  EXPECT_EQ(ReadFile("other"), "precious");
}

}  // namespace
}  // namespace echocheck
