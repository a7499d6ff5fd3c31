// SPDX-License-Identifier: MIT
#include "harness/target/syscall_filter.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/arena/in_child.h"

namespace echocheck {
namespace {

using testing::AllOf;
using testing::HasSubstr;

// What `body` returns in a process under the filter.
std::string Under(const std::vector<std::string>& allowed,
                  const std::function<std::string()>& body) {
  const auto filter = MakeSyscallFilter(allowed);
  if (!filter) return filter.error().message.english();
  return InChild([&]() -> std::string {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return "no_new_privs";
    if (EnterSyscallFilter(*filter) != 0) return "no filter";
    return body();
  });
}

// "0", or the name of the errno.
std::string Says(long answer) { return answer >= 0 ? "0" : strerrorname_np(errno); }

template <class... Argument>
std::string Answer(const std::vector<std::string>& allowed, Argument... argument) {
  return Under(allowed, [=] { return Says(syscall(argument...)); });
}

template <class... Argument>
std::string Answer(Argument... argument) {
  return Answer(std::vector<std::string>(), argument...);
}

// With arguments that the kernel itself would answer in another way, also to root.
TEST(SyscallFilter, RefusesWhatEndangersTheHost) {
  EXPECT_EQ(Answer(SYS_ptrace, PTRACE_TRACEME, 0, 0, 0), "EPERM");
  EXPECT_EQ(Answer(SYS_process_vm_readv, getpid(), nullptr, 0, nullptr, 0, 0), "EPERM");
  EXPECT_EQ(Answer(SYS_process_vm_writev, getpid(), nullptr, 0, nullptr, 0, 0), "EPERM");
  EXPECT_EQ(Answer(SYS_mount, nullptr, nullptr, nullptr, 0, nullptr), "EPERM");
  EXPECT_EQ(Answer(SYS_umount2, "/no/such", 0), "EPERM");
  EXPECT_EQ(Answer(SYS_fsopen, nullptr, 0), "EPERM");
  EXPECT_EQ(Answer(SYS_open_tree, -1, "/", 0), "EPERM");
  EXPECT_EQ(Answer(SYS_move_mount, -1, "", -1, "", 0), "EPERM");
  EXPECT_EQ(Answer(SYS_mount_setattr, -1, "", 0, nullptr, 0), "EPERM");
  EXPECT_EQ(Answer(SYS_pivot_root, "/no/such", "/no/such"), "EPERM");
  EXPECT_EQ(Answer(SYS_setns, -1, 0), "EPERM");
  EXPECT_EQ(Answer(SYS_open_by_handle_at, -1, nullptr, 0), "EPERM");
  EXPECT_EQ(Answer(SYS_bpf, -1, nullptr, 0), "EPERM");
  EXPECT_EQ(Answer(SYS_perf_event_open, nullptr, 0, 0, 0, 0), "EPERM");
  EXPECT_EQ(Answer(SYS_userfaultfd, -1), "EPERM");
  EXPECT_EQ(Answer(SYS_io_uring_setup, 0, nullptr), "EPERM");
  EXPECT_EQ(Answer(SYS_keyctl, 0, -3, 0), "EPERM");
  EXPECT_EQ(Answer(SYS_add_key, nullptr, nullptr, nullptr, 0, 0), "EPERM");
  EXPECT_EQ(Answer(SYS_request_key, nullptr, nullptr, nullptr, 0), "EPERM");
  EXPECT_EQ(Answer(SYS_finit_module, -1, "", 0), "EPERM");
  EXPECT_EQ(Answer(SYS_kexec_load, 0, 0, nullptr, 0), "EPERM");
  EXPECT_EQ(Answer(SYS_reboot, 0, 0, 0, nullptr), "EPERM");
  EXPECT_EQ(Answer(SYS_settimeofday, nullptr, nullptr), "EPERM");
  EXPECT_EQ(Answer(SYS_acct, "/no/such"), "EPERM");
}

TEST(SyscallFilter, RefusesNamespaces) {
  for (const int flag : {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWNET, CLONE_NEWPID, CLONE_NEWIPC,
                         CLONE_NEWUTS, CLONE_NEWCGROUP, 0x80}) {
    EXPECT_EQ(Answer(SYS_unshare, flag), "EPERM") << flag;
    EXPECT_EQ(Answer(SYS_unshare, flag | CLONE_FILES), "EPERM") << flag;
  }
  EXPECT_EQ(Answer(SYS_unshare, CLONE_FILES), "0");
  EXPECT_EQ(Answer(SYS_clone, CLONE_NEWUSER | SIGCHLD, nullptr, nullptr, nullptr, nullptr),
            "EPERM");
  EXPECT_EQ(Answer(SYS_clone3, nullptr, 0), "ENOSYS");
}

TEST(SyscallFilter, LetsServersForkAndHaveThreads) {
  EXPECT_EQ(Under({},
                  []() -> std::string {
                    const pid_t child = fork();
                    if (child == 0) _exit(7);
                    int status = 0;
                    waitpid(child, &status, 0);
                    int seen = 0;
                    std::thread([&] { seen = WEXITSTATUS(status); }).join();
                    return std::to_string(seen);
                  }),
            "7");
}

TEST(SyscallFilter, LetsServersTalkOverTheNetworkAlone) {
  for (const int family : {AF_INET, AF_INET6, AF_UNIX}) {
    EXPECT_EQ(Answer(SYS_socket, family, SOCK_STREAM, 0), "0") << family;
  }
  EXPECT_EQ(Answer(SYS_socket, AF_INET, SOCK_DGRAM, 0), "0");
  EXPECT_EQ(Answer(SYS_socket, AF_NETLINK, SOCK_RAW, 0), "0");
  for (const int protocol : {1, 4, 9, 12, 15}) {
    EXPECT_EQ(Answer(SYS_socket, AF_NETLINK, SOCK_RAW, protocol), "EPERM") << protocol;
  }
  for (int family = 3; family < 64; ++family) {
    if (family == AF_INET6 || family == AF_NETLINK) continue;
    EXPECT_EQ(Answer(SYS_socket, family, SOCK_RAW, 0), "EPERM") << family;
  }
  // The kernel looks at 32 bits only.
  EXPECT_EQ(Answer(SYS_socket, AF_ALG | 1L << 40, SOCK_SEQPACKET, 0), "EPERM");
  EXPECT_EQ(Answer(SYS_socket, AF_IPX | 1L << 40, SOCK_DGRAM, 0), "EPERM");
}

TEST(SyscallFilter, RefusesToTypeIntoATerminal) {
  for (const long order : {long{TIOCSTI}, long{TIOCSTI} | 1L << 40, long{TIOCLINUX}}) {
    EXPECT_EQ(Answer(SYS_ioctl, -1, order, nullptr), "EPERM") << order;
  }
  EXPECT_EQ(Answer(SYS_ioctl, -1, FIONREAD, nullptr), "EBADF");
}

TEST(SyscallFilter, APersonalityMayLoseRandomAddressesAlone) {
  EXPECT_EQ(Answer(SYS_personality, 0xFFFF'FFFFUL), "0");
  EXPECT_EQ(Answer(SYS_personality, 0UL), "0");
  EXPECT_EQ(Answer(SYS_personality, long{ADDR_NO_RANDOMIZE}), "0");
  for (const unsigned long other : {0x8UL, 0x0040'0000UL, 0x0044'0000UL, 0x8000'0000UL,
                                    0x8004'0000UL, 0xFFFF'FFFEUL, 0x7FFF'FFFFUL}) {
    EXPECT_EQ(Answer(SYS_personality, other), "EPERM") << other;
  }
}

TEST(SyscallFilter, WhatIsAllowedIsNotRefused) {
  const std::vector<std::string> allowed = {"ptrace", "unshare", "userfaultfd"};
  EXPECT_EQ(Answer(allowed, SYS_ptrace, PTRACE_TRACEME, 0, 0, 0), "0");
  EXPECT_EQ(Answer(allowed, SYS_userfaultfd, -1), "EINVAL");
  // 1 is no flag of the call. Without it the answer is EINVAL, too, if the process has threads.
  EXPECT_EQ(Answer(allowed, SYS_unshare, CLONE_NEWUSER | 1), "EINVAL");
  EXPECT_EQ(Answer(allowed, SYS_bpf, -1, nullptr, 0), "EPERM");
}

TEST(SyscallFilter, NamesMustBeThoseOfCalls) {
  const auto filter = MakeSyscallFilter(std::vector<std::string>{"ptrac"});
  ASSERT_FALSE(filter);
  EXPECT_EQ(filter.error().kind, ErrorKind::kUsage);
  EXPECT_THAT(filter.error().message.english(),
              AllOf(HasSubstr("no system call \"ptrac\""), HasSubstr("did you mean \"ptrace\"?")));
  EXPECT_FALSE(MakeSyscallFilter(std::vector<std::string>{""}));
}

#if defined(__x86_64__)
// int 0x80 is how 32-bit programs call the kernel; a 64-bit one may, too.
TEST(SyscallFilter, CallsOfAnotherArchitectureEndTheProcess) {
  EXPECT_EQ(
      Under({},
            []() -> std::string {
              const pid_t child = fork();
              if (child == 0) {
                long answer = 20;  // getpid
                asm volatile("int $0x80" : "+a"(answer) : : "memory", "r8", "r9", "r10", "r11");
                _exit(0);
              }
              int status = 0;
              waitpid(child, &status, 0);
              return WIFSIGNALED(status) ? std::to_string(WTERMSIG(status)) : "lives";
            }),
      std::to_string(SIGSYS));
}
#endif

}  // namespace
}  // namespace echocheck
