// SPDX-License-Identifier: MIT
// Text arrives whole, or the screen says why not.
#include "harness/watch/screen.h"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "harness/base/unique_handles.h"

namespace echocheck {
namespace {

struct TwoEnds {
  TwoEnds() {
    int ends[2];
    EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
    read.reset(ends[0]);
    write.reset(ends[1]);
  }
  UniqueFd read;
  UniqueFd write;
};

std::string ReadAll(int descriptor) {
  std::string text;
  char buffer[4096];
  for (ssize_t count = 0; (count = read(descriptor, buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<std::size_t>(count));
  }
  return text;
}

TEST(ScreenTest, WritesAllThoughTheDescriptorDoesNotBlock) {
  TwoEnds pipe;
  ASSERT_EQ(fcntl(pipe.write.get(), F_SETFL, O_NONBLOCK), 0);
  const std::string text(1 << 20, 'x');  // sixteen times what a pipe holds
  std::string seen;
  std::thread reader([&] { seen = ReadAll(pipe.read.get()); });
  Screen screen(pipe.write.get());
  screen.Show(text);
  pipe.write.reset();
  reader.join();
  EXPECT_EQ(seen.size(), text.size());
  EXPECT_FALSE(screen.closed());
}

TEST(ScreenTest, IsClosedWhenNobodyReads) {
  std::signal(SIGPIPE, SIG_IGN);
  TwoEnds pipe;
  pipe.read.reset();
  Screen screen(pipe.write.get());
  screen.Show("hoge\n");
  EXPECT_TRUE(screen.closed());
  EXPECT_TRUE(screen.status().has_value());
}

TEST(ScreenTest, SaysThatADiskIsFull) {
  const UniqueFd full(open("/dev/full", O_WRONLY | O_CLOEXEC));
  Screen screen(full.get());
  screen.Show("hoge\n");
  EXPECT_TRUE(screen.closed());
  ASSERT_FALSE(screen.status().has_value());
  EXPECT_NE(screen.status().error().message.english().find("standard output"), std::string::npos);
}

}  // namespace
}  // namespace echocheck
