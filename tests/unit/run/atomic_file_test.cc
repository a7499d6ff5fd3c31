// SPDX-License-Identifier: MIT
#include "harness/run/atomic_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/run/temporary_folder.h"

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
  EXPECT_EQ(written.error().message, "writing nothere/report.json: No such file or directory");
}

TEST_F(AtomicFileTest, WritesToADeviceInPlace) {
  EXPECT_TRUE(WriteFileAtomically("/dev/null", "x"));
  const Status full = WriteFileAtomically("/dev/full", "x");
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().message, "writing /dev/full: No space left on device");
}

TEST_F(AtomicFileTest, PointsALinkAgain) {
  ASSERT_TRUE(PointLink("latest", "one"));
  ASSERT_TRUE(PointLink("latest", "two"));
  EXPECT_EQ(std::filesystem::read_symlink("latest"), "two");
  EXPECT_EQ(Contents("."), "latest\n");
}

}  // namespace
}  // namespace echocheck
