// SPDX-License-Identifier: MIT
// These need user namespaces. Where there are none they fail: what they hold must not go unseen.
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/arena/arena.h"
#include "tests/unit/arena/in_child.h"

namespace echocheck {
namespace {

std::string InArena(const std::function<std::string(Arena&)>& body, NetworkOptions network = {}) {
  return InChild([&]() -> std::string {
    ArenaOptions options;
    options.network = network;
    auto arena = EnterPrivateArena(options);
    if (!arena) return arena.error().message.english();
    return body(**arena);
  });
}

std::string FirstLine(const char* path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

TEST(PrivateArenaTest, KeepsTheOwnUser) {
  const std::string own = std::to_string(geteuid());
  EXPECT_EQ(InArena([](Arena&) { return std::to_string(geteuid()); }), own);
}

TEST(PrivateArenaTest, HasALoopbackOfItsOwnThatIsUp) {
  EXPECT_EQ(InArena([](Arena&) -> std::string {
              // Another process may hold this port outside; in here nobody does.
              const UniqueFd server(socket(AF_INET, SOCK_STREAM, 0));
              sockaddr_in address{};
              address.sin_family = AF_INET;
              address.sin_port = htons(7);
              address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
              const auto* name = reinterpret_cast<sockaddr*>(&address);
              if (bind(server.get(), name, sizeof address) != 0) return "cannot bind port 7";
              if (listen(server.get(), 1) != 0) return "cannot listen";
              const UniqueFd client(socket(AF_INET, SOCK_STREAM, 0));
              return connect(client.get(), name, sizeof address) == 0 ? "connected" : "cannot";
            }),
            "connected");
}

TEST(PrivateArenaTest, SetsTheMtu) {
  NetworkOptions network;
  network.mtu = 1500;
  EXPECT_EQ(InArena(
                [](Arena&) {
                  const UniqueFd any(socket(AF_INET, SOCK_DGRAM, 0));
                  ifreq request{};
                  std::string_view("lo").copy(request.ifr_name, IFNAMSIZ - 1);
                  ioctl(any.get(), SIOCGIFMTU, &request);
                  return std::to_string(request.ifr_mtu);
                },
                network),
            "1500");
}

TEST(PrivateArenaTest, SetsSmallBuffers) {
  NetworkOptions network;
  network.buffers = BufferSize::kSmall;
  EXPECT_EQ(InArena([](Arena&) { return FirstLine("/proc/sys/net/ipv4/tcp_wmem"); }, network),
            "4096\t16384\t16384");
}

// Whoever may write the files below: root may, also without a capability.
TEST(PrivateArenaTest, SettingsOfTheKernelAreReadOnly) {
  EXPECT_EQ(InArena([](Arena&) -> std::string {
              struct statvfs status {};
              if (statvfs("/proc/sys", &status) != 0) return "no /proc/sys";
              return (status.f_flag & ST_RDONLY) != 0 ? "read-only" : "writable";
            }),
            "read-only");
}

// A file below `folder` that could be made there; "read-only", or what else the kernel says.
std::string MakeFileIn(const std::filesystem::path& folder) {
  const UniqueFd file(open((folder / "echocheck-test").c_str(), O_WRONLY | O_CREAT, 0600));
  if (file) return "made";
  return errno == EROFS ? "read-only" : std::strerror(errno);
}

TEST(PrivateArenaTest, AFolderCanBeReadOnly) {
  char folder[] = "/tmp/echocheck-test-XXXXXX";
  ASSERT_NE(mkdtemp(folder), nullptr);
  EXPECT_EQ(InChild([&]() -> std::string {
              ArenaOptions options;
              options.read_only = folder;
              const auto arena = EnterPrivateArena(options);
              if (!arena) return arena.error().message.english();
              return MakeFileIn(folder) + ", " + MakeFileIn("/tmp");
            }),
            "read-only, made");
  std::filesystem::remove("/tmp/echocheck-test");
  std::filesystem::remove_all(folder);
}

TEST(PrivateArenaTest, SharedMemoryIsItsOwn) {
  ASSERT_TRUE(std::filesystem::is_directory("/dev/shm"));
  EXPECT_EQ(InArena([](Arena&) { return MakeFileIn("/dev/shm"); }), "made");
  EXPECT_FALSE(std::filesystem::exists("/dev/shm/echocheck-test"));
  EXPECT_EQ(InChild([&]() -> std::string {
              ArenaOptions options;
              options.own_shared_memory = false;
              const auto arena = EnterPrivateArena(options);
              return arena ? MakeFileIn("/dev/shm") : arena.error().message.english();
            }),
            "made");
  EXPECT_TRUE(std::filesystem::remove("/dev/shm/echocheck-test"));
}

TEST(PrivateArenaTest, WhoeverEnteredItCannotBeTraced) {
  EXPECT_EQ(InArena([](Arena&) { return std::to_string(prctl(PR_GET_DUMPABLE)); }), "0");
}

// Calls `body` with the init of an arena, and answers what Intact says then.
std::string IntactAfter(const std::function<void(pid_t init)>& body) {
  return InChild([&]() -> std::string {
    const std::string self = std::to_string(getpid());
    const std::filesystem::path outside = "/proc/" + self + "/task/" + self;
    const UniqueFd task(open(outside.c_str(), O_RDONLY | O_DIRECTORY));
    const auto arena = EnterPrivateArena({});
    if (!arena) return arena.error().message.english();
    if (!(*arena)->Intact()) return "it is broken from the start";
    const UniqueFd children(openat(task.get(), "children", O_RDONLY));
    char list[16] = "";
    if (read(children.get(), list, sizeof list - 1) <= 0) return "no child";
    body(static_cast<pid_t>(std::strtol(list, nullptr, 10)));
    const Status intact = (*arena)->Intact();
    return intact ? "intact" : intact.error().message.english();
  });
}

void AwaitEnd(pid_t process) {
  siginfo_t ended{};
  waitid(P_PID, static_cast<id_t>(process), &ended, WEXITED | WNOWAIT);
}

constexpr char kInitWasKilled[] =
    "the arena ended too early: its init process was killed from outside, and the target with it";

TEST(PrivateArenaTest, KnowsThatItsInitWasKilledFromOutside) {
  EXPECT_EQ(IntactAfter([](pid_t init) {
              kill(init, SIGKILL);
              AwaitEnd(init);
            }),
            kInitWasKilled);
}

// Init ends only when the target is reaped, which nobody does here. The death of the target must
// not be known before that of the arena.
TEST(PrivateArenaTest, KnowsThatItsInitWasKilledAsSoonAsTheTargetHasEnded) {
  EXPECT_EQ(IntactAfter([](pid_t init) {
              const pid_t target = fork();
              if (target == 0) {
                while (true) pause();
              }
              kill(init, SIGKILL);
              AwaitEnd(target);
            }),
            kInitWasKilled);
}

TEST(PrivateArenaTest, IsIntactWhenTheTargetAloneWasKilled) {
  EXPECT_EQ(IntactAfter([](pid_t /*init*/) {
              const pid_t target = fork();
              if (target == 0) {
                while (true) pause();
              }
              kill(target, SIGKILL);
              AwaitEnd(target);
            }),
            "intact");
}

TEST(PrivateArenaTest, ATargetSeesOnlyItselfAndInit) {
  EXPECT_EQ(InArena([](Arena& arena) -> std::string {
              const pid_t target = fork();
              if (target == 0) {
                int processes = 0;
                for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
                  const std::string name = entry.path().filename();
                  processes += name.find_first_not_of("0123456789") == std::string::npos ? 1 : 0;
                }
                _exit(getpid() == 1 ? 1 : processes);
              }
              int status = 0;
              waitpid(target, &status, 0);
              (void)arena;
              return std::to_string(WEXITSTATUS(status));
            }),
            "2");  // itself and PID 1, which it is not
}

TEST(PrivateArenaTest, FindsADaemonAndEndsIt) {
  EXPECT_EQ(InArena([](Arena& arena) -> std::string {
              int ends[2];
              if (pipe(ends) != 0) return "no pipe";
              const pid_t launcher = fork();
              if (launcher == 0) {
                if (fork() == 0) {  // the daemon: orphaned, in a session of its own
                  setsid();
                  std::signal(SIGTERM, SIG_IGN);
                  (void)!write(ends[1], "x", 1);
                  while (true) pause();
                }
                _exit(0);
              }
              waitpid(launcher, nullptr, 0);
              char ready = 0;
              (void)!read(ends[0], &ready, 1);
              close(ends[1]);
              const std::string found = std::to_string(arena.TargetProcesses().size());
              arena.KillAll();
              arena.TearDown();
              // The daemon held the last writing end: its end is the pipe's.
              const bool gone = read(ends[0], &ready, 1) == 0;
              return found + (gone ? " gone" : " there");
            }),
            "1 gone");
}

TEST(PrivateArenaTest, KnowsSleepFromWork) {
  EXPECT_EQ(InArena([](Arena& arena) -> std::string {
              const pid_t busy = fork();
              if (busy == 0) {
                volatile bool forever = true;
                while (forever) {
                }
              }
              const std::string working = arena.TargetIsAsleep() ? "asleep" : "awake";
              kill(busy, SIGKILL);
              waitpid(busy, nullptr, 0);
              return working + (arena.TargetIsAsleep() ? " asleep" : " awake");
            }),
            "awake asleep");
}

TEST(HostArenaTest, WantsNothingOfTheHostsNetwork) {
  EXPECT_THAT(InChild([]() -> std::string {
                NetworkOptions network;
                network.mtu = 1500;
                ArenaOptions options;
                options.network = network;
                const auto arena = EnterHostArena(options);
                return arena ? "entered" : arena.error().message.english();
              }),
              testing::HasSubstr("needs a private arena"));
}

TEST(HostArenaTest, AdoptsDaemonsAndEndsThem) {
  EXPECT_EQ(InChild([]() -> std::string {
              auto arena = EnterHostArena({});
              if (!arena) return arena.error().message.english();
              int ends[2];
              if (pipe(ends) != 0) return "no pipe";
              const pid_t launcher = fork();
              if (launcher == 0) {
                if (fork() == 0) {
                  setsid();
                  (void)!write(ends[1], "x", 1);
                  while (true) pause();
                }
                _exit(0);
              }
              waitpid(launcher, nullptr, 0);
              char ready = 0;
              (void)!read(ends[0], &ready, 1);
              const std::string found = std::to_string((*arena)->TargetProcesses().size());
              (*arena)->KillAll();
              return found + " " + std::to_string((*arena)->TargetProcesses().size());
            }),
            "1 0");
}

TEST(HostArenaTest, OneAtATime) {
  EXPECT_EQ(InChild([]() -> std::string {
              int order[2];
              int go[2];
              if (pipe(order) != 0 || pipe(go) != 0) return "no pipe";
              const pid_t holder = fork();
              if (holder == 0) {
                const auto arena = EnterHostArena({});
                (void)!write(order[1], "holds ", 6);
                char told = 0;
                (void)!read(go[0], &told, 1);
                (void)!write(order[1], "leaves ", 7);
                _exit(arena ? 0 : 1);
              }
              char text[32] = "";
              (void)!read(order[0], text, 6);
              const pid_t later = fork();
              if (later == 0) {
                const auto arena = EnterHostArena({});
                (void)!write(order[1], "enters", 6);
                _exit(arena ? 0 : 1);
              }
              (void)!write(go[1], "x", 1);
              waitpid(holder, nullptr, 0);
              waitpid(later, nullptr, 0);
              close(order[1]);
              std::string all(text);
              while (const ssize_t count = read(order[0], text, sizeof text)) {
                if (count < 0) return "cannot read";
                all.append(text, static_cast<std::size_t>(count));
              }
              return all;
            }),
            "holds leaves enters");
}

}  // namespace
}  // namespace echocheck
