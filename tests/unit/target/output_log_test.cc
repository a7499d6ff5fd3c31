// SPDX-License-Identifier: MIT
#include "harness/target/output_log.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace echocheck {
namespace {

TEST(OutputLogTest, KeepsTheTailOfWhatCame) {
  OutputLog log{UniqueFd()};
  log.Add("hello ");
  log.Add("world\n");
  EXPECT_EQ(log.tail(), "hello world\n");
  for (int i = 0; i < 1000; ++i) log.Add(Bytes(100, static_cast<char>('a' + i % 26)));
  EXPECT_EQ(log.size(), 100'012U);
  EXPECT_EQ(log.tail().size(), OutputLog::kTail);
  EXPECT_TRUE(log.tail().ends_with(Bytes(100, static_cast<char>('a' + 999 % 26))));
}

TEST(OutputLogTest, FilesUpToItsBound) {
  const int file = memfd_create("log", 0);
  OutputLog log{UniqueFd(dup(file))};
  const Bytes megabyte(1U << 20, 'x');
  for (int i = 0; i < 4; ++i) log.Add(megabyte);
  log.Add("y");
  EXPECT_EQ(lseek(file, 0, SEEK_END), static_cast<off_t>(OutputLog::kFileBound));
  EXPECT_TRUE(log.status());
  close(file);
}

TEST(OutputLogTest, TellsOfAllThatComesFromThenOn) {
  OutputLog log{UniqueFd()};
  std::string told;
  log.Add("before");
  log.Tell([&](BytesView bytes) { told += "[" + std::string(bytes) + "]"; });
  log.Add("hoge");
  log.Add("");  // the end of a pipe says nothing
  log.Add("fuga");
  EXPECT_EQ(told, "[hoge][fuga]");
  EXPECT_EQ(log.tail(), "beforehogefuga");
}

TEST(OutputLogTest, AFullDiskIsOurError) {
  OutputLog log{UniqueFd(open("/dev/full", O_WRONLY))};
  log.Add("x");
  ASSERT_FALSE(log.status());
  EXPECT_EQ(log.status().error().kind, ErrorKind::kEnvironment);
  EXPECT_EQ(log.tail(), "x");
}

}  // namespace
}  // namespace echocheck
