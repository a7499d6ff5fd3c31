// SPDX-License-Identifier: MIT
// What is about other users needs root, and is skipped otherwise.
#include "harness/arena/id_maps.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/arena/arena.h"
#include "tests/unit/arena/in_child.h"

namespace echocheck {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr uid_t kOther = 65'534;

// As the kernel prints it, with single blanks. The arena's /proc shows itself to a child only.
std::string MapInArena(const char* path) {
  return InChild([path] {
    std::ifstream file(path);
    std::string text;
    for (std::string word; file >> word;) text += word + " ";
    return text;
  });
}

std::string InArena(ArenaUsers users, const std::function<std::string(Arena&)>& body) {
  return InChild([&]() -> std::string {
    auto arena = EnterPrivateArena({.network = {}, .users = users});
    if (!arena) return arena.error().message.english();
    return body(**arena);
  });
}

void DropCapability(unsigned number) {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct held[2] = {};
  syscall(SYS_capget, &header, held);
  held[0].effective &= ~(1U << number);
  syscall(SYS_capset, &header, held);
}

TEST(IdentityMap, MapsEachIdOfTheOwnMapToItself) {
  EXPECT_EQ(IdentityMap("         0          0 4294967295\n").value(), "0 0 4294967295\n");
  EXPECT_EQ(IdentityMap("0 1000 1\n1 100000 65536\n").value(), "0 0 1\n1 1 65536\n");
}

TEST(IdentityMap, IsNoneOfWhatIsNoMap) {
  EXPECT_FALSE(IdentityMap(""));
  EXPECT_FALSE(IdentityMap("0 1000\n"));
  EXPECT_FALSE(IdentityMap("0 0 many\n"));
}

TEST(IdMapsTest, TheOwnUserIsMappedAlone) {
  const std::string own = std::to_string(geteuid());
  EXPECT_EQ(InArena(ArenaUsers::kOwn, [](Arena&) { return MapInArena("/proc/self/uid_map"); }),
            own + " " + own + " 1 ");
}

class OtherUsersTest : public testing::Test {
 protected:
  void SetUp() override {
    if (geteuid() != 0) GTEST_SKIP() << "we are not root";
  }
};

TEST_F(OtherUsersTest, AllAreMapped) {
  std::ifstream own("/proc/self/gid_map");
  const std::string text{std::istreambuf_iterator<char>(own), {}};
  std::string map = IdentityMap(text).value();
  for (char& c : map) c = c == '\n' ? ' ' : c;
  EXPECT_EQ(InArena(ArenaUsers::kAll, [](Arena&) { return MapInArena("/proc/self/gid_map"); }),
            map);
}

// Otherwise it would be taken for a process of the target, or for one that the target never reaped.
TEST_F(OtherUsersTest, TheWriterOfTheMapsIsGone) {
  EXPECT_EQ(InArena(ArenaUsers::kAll,
                    [](Arena& arena) {
                      const ProcessUsage usage = arena.TargetUsage();
                      return std::to_string(usage.processes + usage.zombies);
                    }),
            "0");
}

TEST_F(OtherUsersTest, ATargetOfAnotherUserIsSeenAndEnded) {
  EXPECT_EQ(InArena(ArenaUsers::kAll,
                    [](Arena& arena) -> std::string {
                      const UniqueFd theirs(socket(AF_INET, SOCK_STREAM, 0));
                      struct stat status {};
                      fstat(theirs.get(), &status);
                      int ends[2];  // closed when it is executed
                      if (pipe2(ends, O_CLOEXEC) != 0) return "no pipe";
                      const pid_t target = fork();
                      if (target == 0) {
                        if (setresgid(kOther, kOther, kOther) != 0) _exit(1);
                        if (setresuid(kOther, kOther, kOther) != 0) _exit(1);
                        execl("/bin/sleep", "sleep", "1000", nullptr);
                        _exit(1);
                      }
                      close(ends[1]);
                      char nothing = 0;
                      (void)!read(ends[0], &nothing, 1);
                      const auto inode = static_cast<std::uint32_t>(status.st_ino);
                      const bool holds = arena.HoldersOf(inode).processes.size() == 1;
                      const bool killed = kill(target, SIGTERM) == 0;
                      int ended = 0;
                      waitpid(target, &ended, 0);
                      return std::string(holds ? "holds" : "does not hold") +
                             (killed && WIFSIGNALED(ended) ? ", killed" : ", not killed");
                    }),
            "holds, killed");
}

TEST_F(OtherUsersTest, WithoutTheRightTheArenaSaysWhatIsMissing) {
  EXPECT_THAT(InChild([]() -> std::string {
                DropCapability(CAP_SETUID);
                const auto arena = EnterPrivateArena({.network = {}, .users = ArenaUsers::kAll});
                return arena ? "entered" : arena.error().message.english();
              }),
              AllOf(HasSubstr("users"), HasSubstr("CAP_SETUID"), HasSubstr("--user root")));
}

TEST_F(OtherUsersTest, TheHostArenaSaysWhatIsMissing) {
  EXPECT_THAT(InChild([]() -> std::string {
                DropCapability(CAP_KILL);
                const auto arena = EnterHostArena({.network = {}, .users = ArenaUsers::kAll});
                return arena ? "entered" : arena.error().message.english();
              }),
              AllOf(HasSubstr("it lacks CAP_KILL"), Not(HasSubstr("CAP_SETUID"))));
}

}  // namespace
}  // namespace echocheck
