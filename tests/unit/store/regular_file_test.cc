// SPDX-License-Identifier: MIT
#include "harness/store/regular_file.h"

#include <sys/stat.h>

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/store/sha256.h"
#include "tests/unit/store/temporary_folder.h"

namespace echocheck {
namespace {

class RegularFileTest : public testing::Test {
 private:
  TemporaryFolder folder_;
};

TEST_F(RegularFileTest, ReadsAllOfIt) {
  const std::string text(200'000, 'x');
  std::ofstream("file") << text;
  EXPECT_EQ(ReadRegularFile("file").value(), text);
}

TEST_F(RegularFileTest, PipeIsNotWaitedFor) {
  ASSERT_EQ(mkfifo("pipe", 0600), 0);
  const auto read = ReadRegularFile("pipe");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().message.english(), "pipe: is no regular file");
}

TEST_F(RegularFileTest, SumsUpAllOfItAndStaysWhereItWas) {
  const std::string text(200'000, 'x');
  std::ofstream("file") << text;
  const auto file = OpenRegularFile("file");
  ASSERT_TRUE(file);
  EXPECT_EQ(DigestOf(*file, "file").value(), Sha256::Of(text));
  EXPECT_EQ(DigestOf(*file, "file").value(), Sha256::Of(text));
}

}  // namespace
}  // namespace echocheck
