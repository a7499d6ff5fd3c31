// SPDX-License-Identifier: MIT
#include "harness/target/syscall_filter.h"

#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/personality.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "harness/base/child_stack.h"
#include "harness/base/nearest_name.h"
#include "harness/base/quoted.h"
#include "harness/target/exported_filter.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

// Refused with any arguments. io_uring does what it is asked for past every filter; its other calls
// need what io_uring_setup makes.
constexpr auto kRefused = std::to_array<std::string_view>(
    {// other processes
     "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "pidfd_getfd", "kcmp",
     // mounts and namespaces
     "mount", "umount", "umount2", "mount_setattr", "move_mount", "open_tree", "fsopen", "fsconfig",
     "fsmount", "fspick", "pivot_root", "chroot", "setns", "open_by_handle_at",
     // parts of the kernel that are often attacked
     "bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "fanotify_init", "modify_ldt",
     "add_key", "keyctl", "request_key",
     // the machine
     "init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot",
     "swapon", "swapoff", "quotactl", "quotactl_fd", "acct", "iopl", "ioperm", "syslog", "vhangup",
     "sethostname", "setdomainname", "settimeofday", "clock_settime", "clock_settime64", "stime",
     "adjtimex", "clock_adjtime", "clock_adjtime64"});

constexpr std::uint64_t kTimeNamespace = 0x80;  // CLONE_NEWTIME
constexpr auto kNamespaces =
    std::to_array<std::uint64_t>({CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC,
                                  CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET});

// The kernel reads such an argument as 32 bits, whatever is above them.
constexpr std::uint64_t kInt = 0xFFFF'FFFF;

class Builder {
 public:
  explicit Builder(std::span<const std::string> allowed) : allowed_(allowed) {
    context_.reset(seccomp_init(SCMP_ACT_ALLOW));
    if (!context_) {
      failed_ = ENOMEM;
      return;
    }
    Note(seccomp_attr_set(context_.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS));
    Note(seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2));  // a binary tree
  }

  template <class... Comparison>
  void Refuse(std::string_view name, std::uint32_t error, Comparison... comparison) {
    if (failed_ != 0 || std::ranges::find(allowed_, name) != allowed_.end()) return;
    const int number = seccomp_syscall_resolve_name(std::string(name).c_str());
    if (number < 0) return;  // this architecture does not have it
    Note(seccomp_rule_add(context_.get(), SCMP_ACT_ERRNO(error), number, sizeof...(comparison),
                          comparison...));
  }

  Result<SyscallFilter> Program() {
    if (failed_ != 0) return SystemError(Say("doing.make_seccomp"), failed_);
    return ExportFilter(context_);
  }

 private:
  void Note(int answer) {
    if (answer < 0 && failed_ == 0) failed_ = -answer;
  }

  std::span<const std::string> allowed_;
  SeccompContext context_;
  int failed_ = 0;  // errno
};

scmp_arg_cmp Has(unsigned argument, std::uint64_t mask, std::uint64_t value) {
  return scmp_arg_cmp{argument, SCMP_CMP_MASKED_EQ, mask, value};
}

void RefuseNamespaces(Builder& builder) {
  for (const std::uint64_t flag : kNamespaces) {
    builder.Refuse("unshare", EPERM, Has(0, flag, flag));
#if defined(__s390__) || defined(__s390x__) || defined(__CRIS__)
    builder.Refuse("clone", EPERM, Has(1, flag, flag));
#else
    builder.Refuse("clone", EPERM, Has(0, flag, flag));
#endif
  }
  // In clone() this bit is one of the signal's.
  builder.Refuse("unshare", EPERM, Has(0, kTimeNamespace, kTimeNamespace));
  builder.Refuse("clone3", ENOSYS);  // its flags are in memory, where no filter can look
}

// TCP, UDP, pipes of the own machine, and what the C library asks the kernel about interfaces with.
void RefuseSockets(Builder& builder) {
  const auto refuse_family = [&](std::uint64_t family) {
    builder.Refuse("socket", EPERM, Has(0, kInt, family));
  };
  for (std::uint64_t family = AF_UNIX + 1; family < AF_NETLINK; ++family) {
    if (family != AF_INET && family != AF_INET6) refuse_family(family);
  }
  builder.Refuse("socket", EPERM, scmp_arg_cmp{0, SCMP_CMP_GT, AF_NETLINK, 0});
  constexpr std::uint64_t kRoute = 0;  // NETLINK_ROUTE
  builder.Refuse("socket", EPERM, Has(0, kInt, AF_NETLINK),
                 scmp_arg_cmp{2, SCMP_CMP_NE, kRoute, 0});
}

// A thread sanitizer turns address randomization off. All ones asks what the personality is.
void RefusePersonalities(Builder& builder) {
  constexpr std::uint64_t kTop = std::uint64_t{1} << 31;
  for (std::uint64_t bit = 1; bit < kTop; bit <<= 1) {
    // With the top bit, each other must be set too; without it, none but one may be.
    if (bit != ADDR_NO_RANDOMIZE) builder.Refuse("personality", EPERM, Has(0, kTop | bit, bit));
    builder.Refuse("personality", EPERM, Has(0, kTop | bit, kTop));
  }
}

std::vector<std::string> CallNames() {
  constexpr int kPastTheLast = 1024;
  std::vector<std::string> names;
  for (int number = 0; number < kPastTheLast; ++number) {
    char* const name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, number);
    if (name != nullptr) names.emplace_back(name);
    std::free(name);  // NOLINT: the library made it so
  }
  return names;
}

Status CheckNames(std::span<const std::string> names) {
  for (const std::string& name : names) {
    if (seccomp_syscall_resolve_name(name.c_str()) != __NR_SCMP_ERROR) continue;
    const std::vector<std::string> calls = CallNames();
    const std::vector<std::string_view> known(calls.begin(), calls.end());
    return UsageError(Say("errors.no_such_call",
                          {{"call", Quoted(name)}, {"did_you_mean", SayDidYouMean(name, known)}}));
  }
  return {};
}

}  // namespace

Result<SyscallFilter> MakeSyscallFilter(std::span<const std::string> allowed) {
  ECHOCHECK_TRY(CheckNames(allowed));
  Builder builder(allowed);
  for (const std::string_view name : kRefused) builder.Refuse(name, EPERM);
  RefuseNamespaces(builder);
  RefuseSockets(builder);
  RefusePersonalities(builder);
  // What types into a terminal: TIOCSTI for the caller, TIOCLINUX by pasting.
  for (const std::uint64_t order : {TIOCSTI, TIOCLINUX}) {
    builder.Refuse("ioctl", EPERM, Has(1, kInt, order));
  }
  return builder.Program();
}

ECHOCHECK_NOT_INSTRUMENTED int EnterSyscallFilter(const SyscallFilter& filter) {
  const sock_fprog program{static_cast<unsigned short>(filter.size()),
                           const_cast<sock_filter*>(filter.data())};  // NOLINT: it is only read
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0 ? 0 : errno;
}

}  // namespace echocheck
