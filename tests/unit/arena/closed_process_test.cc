// SPDX-License-Identifier: MIT
// Processes that the kernel keeps from us: what cannot be read is not what is not there. Root sees
// all, so each test plays an ordinary user.
#include <grp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/arena/arena.h"
#include "harness/arena/process_tree.h"
#include "tests/unit/arena/in_child.h"

namespace echocheck {
namespace {

using testing::HasSubstr;

constexpr uid_t kOrdinary = 65'534;

bool BecomeOrdinary() {
  if (geteuid() != 0) return true;
  return setgroups(0, nullptr) == 0 && setresgid(kOrdinary, kOrdinary, kOrdinary) == 0 &&
         setresuid(kOrdinary, kOrdinary, kOrdinary) == 0;
}

// A child that waits to be killed and, with `closed`, lets nobody look into it.
class Target {
 public:
  explicit Target(bool closed) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) return;
    pid_ = fork();
    if (pid_ == 0) {
      prctl(PR_SET_DUMPABLE, closed ? 0 : 1);
      if (write(ends[1], "x", 1) != 1) _exit(1);
      while (true) pause();
    }
    close(ends[1]);
    char ready = 0;
    (void)!read(ends[0], &ready, 1);
    close(ends[0]);
  }
  Target(const Target&) = delete;
  Target& operator=(const Target&) = delete;
  ~Target() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  pid_t pid() const { return pid_; }

 private:
  pid_t pid_ = 0;
};

std::uint32_t InodeOf(const UniqueFd& file) {
  struct stat status {};
  fstat(file.get(), &status);
  return static_cast<std::uint32_t>(status.st_ino);
}

// What `body` says, from a child that is an ordinary user.
std::string AsOrdinary(const std::function<std::string(ProcessTree&)>& body) {
  return InChild([&]() -> std::string {
    if (!BecomeOrdinary()) return "cannot change the user";
    auto tree = ProcessTree::Open();
    return tree ? body(*tree) : tree.error().message.english();
  });
}

std::string_view Word(Seen seen) {
  return seen == Seen::kYes ? "yes" : seen == Seen::kNo ? "no" : "unreadable";
}

std::string_view Word(SocketOwner owner) {
  switch (owner) {
    case SocketOwner::kTarget:
      return "target";
    case SocketOwner::kOther:
      return "other";
    case SocketOwner::kUnknown:
      return "unknown";
  }
  return "";
}

TEST(ClosedProcessTest, ASocketOfItIsNeitherThereNorNot) {
  const auto look = [](bool closed) {
    return AsOrdinary([closed](ProcessTree& tree) -> std::string {
      const UniqueFd held(socket(AF_INET, SOCK_STREAM, 0));
      const Target target(closed);
      const UniqueFd not_held(socket(AF_INET, SOCK_STREAM, 0));
      return std::string(Word(tree.HoldsSocket(target.pid(), InodeOf(held)))) + " " +
             std::string(Word(tree.HoldsSocket(target.pid(), InodeOf(not_held))));
    });
  };
  EXPECT_EQ(look(false), "yes no");
  EXPECT_EQ(look(true), "unreadable unreadable");
}

TEST(ClosedProcessTest, OneThatIsGoneHoldsNothing) {
  EXPECT_EQ(AsOrdinary([](ProcessTree& tree) -> std::string {
              pid_t gone = 0;
              {
                const Target target(true);
                gone = target.pid();
              }
              const ProcessUsage usage = tree.UsageOf({gone});
              return std::string(Word(tree.HoldsSocket(gone, 1))) + " " +
                     std::to_string(usage.processes) + usage.unseen.english() +
                     usage.descriptors_unseen.english();
            }),
            "no 0");
}

TEST(ClosedProcessTest, ItsDescriptorsAreNotNone) {
  EXPECT_EQ(AsOrdinary([](ProcessTree& tree) -> std::string {
              const Target target(true);
              const ProcessUsage usage = tree.UsageOf({target.pid()});
              const std::string expected =
                  "its program is not readable for you, or it called prctl(PR_SET_DUMPABLE, 0)";
              if (usage.descriptors_unseen != expected) return usage.descriptors_unseen;
              if (tree.WhyUnreadable({target.pid()}) != expected) return "that is not said";
              return std::to_string(usage.processes) + " process, " + usage.unseen.english();
            }),
            "1 process, ");
}

TEST(ClosedProcessTest, AnOpenOneIsCounted) {
  EXPECT_EQ(AsOrdinary([](ProcessTree& tree) -> std::string {
              const Target target(false);
              const ProcessUsage usage = tree.UsageOf({target.pid()});
              if (usage.descriptors < 3) return "too few";
              return usage.unseen.english() + usage.descriptors_unseen.english() +
                     tree.WhyUnreadable({target.pid()}).english();
            }),
            "");
}

TEST(ClosedProcessTest, ItsUserIsKnown) {
  EXPECT_EQ(AsOrdinary([](ProcessTree& tree) -> std::string {
              const Target target(true);
              return tree.UserOf(target.pid()) == geteuid() ? "its own" : "another";
            }),
            "its own");
}

// In an arena of our own nobody but the target has sockets that are not this process's.
TEST(ClosedProcessTest, InAPrivateArenaEachSocketHasAnOwner) {
  EXPECT_EQ(InChild([]() -> std::string {
              if (!BecomeOrdinary()) return "cannot change the user";
              UniqueFd theirs(socket(AF_INET, SOCK_DGRAM, 0));
              auto arena = EnterPrivateArena({});
              if (!arena) return arena.error().message.english();
              const std::uint32_t inode = InodeOf(theirs);
              const Target target(true);
              theirs.reset();
              const UniqueFd ours(socket(AF_INET, SOCK_DGRAM, 0));
              return std::string(Word((*arena)->OwnerOf(inode, geteuid()))) + " " +
                     std::string(Word((*arena)->OwnerOf(InodeOf(ours), geteuid()))) + " " +
                     (*arena)->WhyOwnersUnseen().english();
            }),
            "target other ");
}

TEST(ClosedProcessTest, OnTheHostItsSocketsMayBeItsOwn) {
  const auto look = [](bool closed) {
    return InChild([closed]() -> std::string {
      if (!BecomeOrdinary()) return "cannot change the user";
      UniqueFd theirs(socket(AF_INET, SOCK_STREAM, 0));
      auto arena = EnterHostArena({});
      if (!arena) return arena.error().message.english();
      const std::uint32_t inode = InodeOf(theirs);
      const Target target(closed);
      theirs.reset();
      const UniqueFd ours(socket(AF_INET, SOCK_STREAM, 0));
      return std::string(Word((*arena)->OwnerOf(inode, geteuid()))) + ", of another user " +
             std::string(Word((*arena)->OwnerOf(inode, geteuid() + 1))) + ", ours " +
             std::string(Word((*arena)->OwnerOf(InodeOf(ours), geteuid()))) +
             ((*arena)->WhyOwnersUnseen().empty() ? "" : ", and it says why");
    });
  };
  EXPECT_EQ(look(false), "target, of another user target, ours other");
  EXPECT_EQ(look(true), "unknown, of another user other, ours other, and it says why");
}

// hidepid=2: /proc has no folder of it at all.
class HiddenProcessTest : public testing::Test {
 protected:
  void SetUp() override {
    if (geteuid() != 0) GTEST_SKIP() << "we are not root";
  }

  // In a PID namespace of its own, with such a /proc.
  static std::string Behind(const std::function<std::string(ProcessTree&)>& body) {
    return InChild([&]() -> std::string {
      if (unshare(CLONE_NEWPID | CLONE_NEWNS) != 0) return "cannot unshare";
      return InChild([&]() -> std::string {
        mount("none", "/", nullptr, MS_REC | MS_SLAVE, nullptr);
        if (mount("proc", "/proc", "proc", 0, "hidepid=2") != 0) return "cannot mount /proc";
        return AsOrdinary(body);
      });
    });
  }
};

TEST_F(HiddenProcessTest, ItIsThereAndNothingIsKnownOfIt) {
  EXPECT_EQ(Behind([](ProcessTree& tree) -> std::string {
              const Target target(true);
              const ProcessUsage usage = tree.UsageOf({target.pid()});
              std::string said = std::to_string(tree.Descendants(getpid()).size()) + " found, " +
                                 std::to_string(usage.processes) + " counted";
              if (usage.unseen.empty()) said += ", all seen";
              if (tree.AllAsleep({target.pid()})) said += ", asleep";
              if (tree.AllStopped({target.pid()})) said += ", stopped";
              return said + ", socket " + std::string(Word(tree.HoldsSocket(target.pid(), 1)));
            }),
            "1 found, 1 counted, socket unreadable");
}

TEST_F(HiddenProcessTest, OneThatHasEndedIsNotThere) {
  EXPECT_EQ(Behind([](ProcessTree& tree) -> std::string {
              const Target target(true);
              kill(target.pid(), SIGKILL);
              siginfo_t ended{};
              waitid(P_PID, static_cast<id_t>(target.pid()), &ended, WEXITED | WNOWAIT);
              return std::to_string(tree.Descendants(getpid()).size()) + " found";
            }),
            "0 found");
}

// Without processes in /proc each target would look like one that has ended.
TEST_F(HiddenProcessTest, AnEmptyProcIsAnError) {
  EXPECT_THAT(InChild([]() -> std::string {
                if (unshare(CLONE_NEWNS) != 0) return "cannot unshare";
                mount("none", "/", nullptr, MS_REC | MS_SLAVE, nullptr);
                if (mount("tmpfs", "/proc", "tmpfs", 0, nullptr) != 0) return "cannot mount";
                const auto tree = ProcessTree::Open();
                return tree ? "opened" : tree.error().message.english();
              }),
              HasSubstr("/proc shows no processes"));
}

}  // namespace
}  // namespace echocheck
