// SPDX-License-Identifier: MIT
#include "harness/arena/process_tree.h"

#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <ctime>
#include <vector>

#include <gtest/gtest.h>

#include "harness/base/unique_handles.h"

namespace echocheck {
namespace {

// Each link leaves its work to a child and ends, as a launcher does to its daemon.
[[noreturn]] void BeAChain(int links) {
  for (int i = 0; i < links; ++i) {
    if (fork() != 0) _exit(0);
  }
  _exit(0);
}

bool AllHaveClosed(int read_end) {
  pollfd end{read_end, POLLIN, 0};
  return poll(&end, 1, 0) == 1;
}

// Takes `time` of the processor, says so and waits to be killed.
[[noreturn]] void TakeProcessorTime(Nanoseconds time, int tell) {
  timespec taken{};
  do {
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &taken);
  } while (std::chrono::seconds(taken.tv_sec) + Nanoseconds(taken.tv_nsec) < time);
  if (write(tell, "x", 1) != 1) _exit(1);
  while (true) pause();
}

TEST(ProcessTreeTest, CountsProcessorTimeInTicks) {
  const auto tree = ProcessTree::Open();
  ASSERT_TRUE(tree);
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  const pid_t child = fork();
  if (child == 0) TakeProcessorTime(Milliseconds(120), ends[1]);
  char said = 0;
  ASSERT_EQ(read(ends[0], &said, 1), 1);
  const Nanoseconds cpu = tree->UsageOf({child}).cpu;
  EXPECT_GE(cpu, Milliseconds(100));
  EXPECT_LT(cpu, Milliseconds(1000));
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  close(ends[0]);
  close(ends[1]);
}

TEST(ProcessTreeTest, FindsTheHoldersOfEachSocket) {
  const auto tree = ProcessTree::Open();
  ASSERT_TRUE(tree);
  const auto inode = [](int socket) {
    struct stat status {};
    fstat(socket, &status);
    return static_cast<std::uint32_t>(status.st_ino);
  };
  const UniqueFd shared(socket(AF_INET, SOCK_STREAM, 0));
  const UniqueFd closed(socket(AF_INET, SOCK_STREAM, 0));
  const std::vector<std::uint32_t> inodes = {inode(closed.get()), inode(shared.get()), 0};
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  const pid_t child = fork();
  if (child == 0) {
    close(closed.get());
    close(ends[1]);
    char end = 0;
    _exit(static_cast<int>(read(ends[0], &end, 1)));
  }
  const auto closed_there = [&] { return tree->HoldsSocket(child, inodes[0]) == Seen::kNo; };
  while (!closed_there()) sched_yield();
  const auto holders = tree->HoldersOfEach(inodes, {getpid(), child});
  ASSERT_EQ(holders.size(), 3U);
  EXPECT_EQ(holders[0].processes, std::vector<pid_t>{getpid()});
  EXPECT_EQ(holders[1].processes, (std::vector<pid_t>{getpid(), child}));
  EXPECT_TRUE(holders[2].processes.empty());
  close(ends[1]);
  waitpid(child, nullptr, 0);
  close(ends[0]);
}

TEST(ProcessTreeTest, AlwaysFindsTheLivingOneOfAChain) {
  // Orphans come to us, and the kernel reaps them.
  ASSERT_EQ(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
  std::signal(SIGCHLD, SIG_IGN);
  const auto tree = ProcessTree::Open();
  ASSERT_TRUE(tree);
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  if (fork() == 0) BeAChain(200);
  close(ends[1]);
  int walks = 0;
  while (!AllHaveClosed(ends[0])) {
    ++walks;
    if (tree->Descendants(getpid()).empty()) {
      ASSERT_TRUE(AllHaveClosed(ends[0])) << "nobody found in walk " << walks;
    }
  }
  EXPECT_GT(walks, 0);
  close(ends[0]);
}

}  // namespace
}  // namespace echocheck
