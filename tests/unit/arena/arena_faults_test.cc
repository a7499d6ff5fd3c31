// SPDX-License-Identifier: MIT
// Each step of making an arena, and of asking for its sockets, fails once.
#include <sched.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/arena/arena.h"
#include "harness/arena/socket_table.h"
#include "tests/faults/fail_each.h"
#include "tests/unit/arena/in_child.h"
#include "tests/unit/base/ip_literal.h"

namespace echocheck {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::Key;
using testing::Pair;

constexpr char kFailed[] = "environment error";

std::string Mounts() {
  std::ifstream file("/proc/self/mountinfo");
  return {std::istreambuf_iterator<char>(file), {}};
}

ArenaOptions AllThatIsMade() {
  ArenaOptions options;
  options.network.mtu = 1500;
  options.network.buffers = BufferSize::kSmall;
  options.read_only = "/usr";
  if (geteuid() == 0) options.users = ArenaUsers::kAll;
  return options;
}

template <class Enter>
std::string EnterAndLeave(const Enter& enter) {
  return InChild([&] {
    const int descriptors = OpenDescriptors();
    std::string answer = "entered";
    {
      const auto arena = enter();
      if (!arena) answer = KindOf(arena.error());
    }
    return answer + LeftBeside(descriptors);
  });
}

TEST(ArenaFaultsTest, EachStepOfAPrivateArenaFailsAndLeavesNothing) {
  const std::string mounts = Mounts();
  auto answers = FailEach("arena.", ENOMEM, [] {
    return EnterAndLeave([] { return EnterPrivateArena(AllThatIsMade()); });
  });
  EXPECT_EQ(Mounts(), mounts);
  // It gives the target the ports below 1024. Without it, bind(2) says so to the target.
  EXPECT_EQ(answers["arena.sysctl 3"], "entered");
  answers.erase("arena.sysctl 3");
  EXPECT_THAT(answers, Each(Pair(testing::_, kFailed)));
  for (const char* const step :
       {"arena.proc", "arena.unshare", "arena.mount_tree", "arena.bind_mount", "arena.read_only",
        "arena.mount_shm", "arena.loopback_socket", "arena.mtu", "arena.raise_loopback",
        "arena.sysctl", "arena.pipe", "arena.init", "arena.init_tells", "arena.mount_proc"}) {
    EXPECT_THAT(answers, Contains(Key(std::string(step) + " 1")));
  }
  EXPECT_THAT(answers, Contains(Key(geteuid() == 0 ? "arena.write_map 1" : "arena.map 1")));
}

TEST(ArenaFaultsTest, EachStepOfMappingTheOwnUserFailsAndLeavesNothing) {
  const auto answers = FailEach("arena.map", EPERM,
                                [] { return EnterAndLeave([] { return EnterPrivateArena({}); }); });
  EXPECT_THAT(answers, AllOf(testing::SizeIs(3), Each(Pair(testing::_, kFailed))));
}

// On a loopback that nobody else uses.
Result<std::unique_ptr<Arena>> EnterHostArenaAlone(ArenaUsers users) {
  const int own_network = geteuid() == 0 ? CLONE_NEWNET : CLONE_NEWUSER | CLONE_NEWNET;
  if (unshare(own_network) != 0) return InternalError("no network of its own");
  ArenaOptions options;
  options.users = users;
  return EnterHostArena(options);
}

TEST(ArenaFaultsTest, EachStepOfTheHostArenaFailsAndLeavesNothing) {
  const std::string mounts = Mounts();
  const auto answers = FailEach("arena.", ENOMEM, [] {
    return EnterAndLeave([] { return EnterHostArenaAlone(ArenaUsers::kOwn); });
  });
  EXPECT_EQ(Mounts(), mounts);
  EXPECT_THAT(answers, Each(Pair(testing::_, kFailed)));
  for (const char* const step : {"arena.proc", "arena.reaper", "arena.lock_socket",
                                 "arena.lock_bind", "arena.lock_listen"}) {
    EXPECT_THAT(answers, Contains(Key(std::string(step) + " 1")));
  }
}

TEST(ArenaFaultsTest, TheRightsOverOtherUsersCannotBeRead) {
  auto answers = FailEach("arena.capabilities", EPERM, [] {
    return EnterAndLeave([] { return EnterHostArenaAlone(ArenaUsers::kAll); });
  });
  EXPECT_EQ(answers["arena.capabilities 1"], kFailed);
}

Status AskForSockets() {
  auto table = SocketTable::Open();
  if (!table) return table.error();
  const auto listening = table->List(SocketFilter::kListening);
  if (!listening) return listening.error();
  const auto datagrams = table->ListUdp();
  if (!datagrams) return datagrams.error();
  const auto one = table->Find({"127.0.0.1"_ip, 1}, {"127.0.0.1"_ip, 2});
  return one ? Status() : one.error();
}

TEST(ArenaFaultsTest, EachQueryAndAnswerOfSockDiagFails) {
  const auto answers = FailEach("sock_diag.", ENOMEM, [] {
    const int descriptors = OpenDescriptors();
    const Status asked = AskForSockets();
    return (asked ? "asked" : KindOf(asked.error())) + LeftBeside(descriptors);
  });
  EXPECT_THAT(answers, Each(Pair(testing::_, kFailed)));
  for (const char* const step :
       {"open 1", "ask 4", "read 4", "answer 5", "ask_one 1", "read_one 1"}) {
    EXPECT_THAT(answers, Contains(Key(std::string("sock_diag.") + step)));
  }
}

}  // namespace
}  // namespace echocheck
