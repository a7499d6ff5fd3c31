// SPDX-License-Identifier: MIT
// Lines from pipes, files and terminals, and a descriptor that stays as it was.
#include "harness/watch/typed_lines.h"

#include <fcntl.h>
#include <pty.h>
#include <sys/mman.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <gtest/gtest.h>

#include "harness/base/unique_handles.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;

class TypedLinesTest : public testing::Test {
 protected:
  void From(int descriptor) {
    auto opened = TypedLines::Open(io_, descriptor);
    ASSERT_TRUE(opened.has_value());
    lines_ = std::move(*opened);
  }
  // The next line; "(end)" at the end.
  std::string Next() {
    std::string got;
    asio::co_spawn(io_, lines_->Next(), [&](const std::exception_ptr&, std::optional<Bytes> line) {
      got = line ? *line : "(end)";
    });
    io_.restart();
    io_.run();
    return got;
  }

  asio::io_context io_;
  std::unique_ptr<TypedLines> lines_;
};

struct InputPipe {
  InputPipe() {
    int ends[2];
    EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
    read.reset(ends[0]);
    write.reset(ends[1]);
  }
  void Type(const std::string& text) {
    EXPECT_EQ(::write(write.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  UniqueFd read;
  UniqueFd write;
};

TEST_F(TypedLinesTest, ReadsAPipeLineByLine) {
  InputPipe input;
  From(input.read.get());
  input.Type("hoge\nfuga\n\nrest");
  EXPECT_EQ(Next(), "hoge\n");
  EXPECT_EQ(Next(), "fuga\n");
  EXPECT_EQ(Next(), "\n");
  input.Type(" of it\nand no end");
  EXPECT_EQ(Next(), "rest of it\n");
  input.write.reset();
  EXPECT_EQ(Next(), "and no end");
  EXPECT_EQ(Next(), "(end)");
  EXPECT_EQ(Next(), "(end)");
}

TEST_F(TypedLinesTest, HandsOverALineWithoutEndInPieces) {
  const UniqueFd file(memfd_create("input", MFD_CLOEXEC));
  const std::string text(200'000, 'x');
  ASSERT_EQ(write(file.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
  lseek(file.get(), 0, SEEK_SET);
  From(file.get());
  std::size_t size = 0;
  for (std::string line = Next(); line != "(end)"; line = Next()) {
    EXPECT_LE(line.size(), 96U << 10);
    size += line.size();
  }
  EXPECT_EQ(size, text.size());
}

TEST_F(TypedLinesTest, ReadsATerminalAsItHandsOver) {
  int master = -1;
  int terminal = -1;
  ASSERT_EQ(openpty(&master, &terminal, nullptr, nullptr, nullptr), 0);
  const UniqueFd keys(master);
  const UniqueFd input(terminal);
  From(input.get());
  EXPECT_TRUE(lines_->terminal());
  ASSERT_EQ(write(keys.get(), "hoge\nfu\x04", 8), 8);  // Ctrl-D amid a line hands it over
  EXPECT_EQ(Next(), "hoge\n");
  EXPECT_EQ(Next(), "fu");
  ASSERT_EQ(write(keys.get(), "\x04", 1), 1);
  EXPECT_EQ(Next(), "(end)");
}

TEST_F(TypedLinesTest, LeavesTheDescriptorBlocking) {
  InputPipe input;
  const int before = fcntl(input.read.get(), F_GETFL);
  From(input.read.get());
  input.Type("hoge\n");
  EXPECT_EQ(Next(), "hoge\n");
  EXPECT_EQ(fcntl(input.read.get(), F_GETFL), before);
}

TEST_F(TypedLinesTest, TakesAClosedInputForAnEmptyOne) {
  From(1'000'000);
  EXPECT_EQ(Next(), "(end)");
}

}  // namespace
}  // namespace echocheck
