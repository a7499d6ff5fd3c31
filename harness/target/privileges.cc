// SPDX-License-Identifier: MIT
#include "harness/target/privileges.h"

#include <linux/capability.h>
#include <linux/close_range.h>
#include <linux/securebits.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>

#include "harness/base/child_stack.h"
#include "harness/target/confinement.h"
#include "harness/target/hold_filter.h"
#include "harness/target/landlock.h"
#include "harness/target/switch_user.h"

namespace echocheck {
namespace {

// Ignored signals and the mask survive exec: a SIGPIPE that we ignore must still end a server that
// does not expect it. What the C library or a sanitizer keeps of our handlers is left alone, since
// the memory is our parent's.
ECHOCHECK_NOT_INSTRUMENTED void ResetSignals() {
  constexpr std::size_t kSetBytes = 8;         // as the kernel counts
  const unsigned long default_action[4] = {};  // NOLINT: its sigaction: all of it zero
  for (int number = 1; number < NSIG; ++number) {
    (void)syscall(SYS_rt_sigaction, number, default_action, nullptr, kSetBytes);
  }
  const std::uint64_t none = 0;
  (void)syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, nullptr, kSetBytes);
}

// What it could gain later. To take it away needs a capability that a change of the user ends.
ECHOCHECK_NOT_INSTRUMENTED void DropFutureCapabilities() {
  // Root in here gains every capability of the bounding set at exec, unless both of these say no.
  // An ordinary user outside an arena may not touch them, and has nothing to drop.
  (void)prctl(PR_SET_SECUREBITS, SECBIT_NOROOT | SECBIT_NOROOT_LOCKED |
                                     SECBIT_NO_CAP_AMBIENT_RAISE |
                                     SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED);
  (void)prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  for (unsigned long number = 0; number <= 63; ++number) {
    if (prctl(PR_CAPBSET_DROP, number, 0, 0, 0) != 0) break;  // past the kernel's last one
  }
}

ECHOCHECK_NOT_INSTRUMENTED int DropCapabilities() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[2] = {};
  if (syscall(SYS_capset, &header, none) != 0) return errno;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  return 0;
}

ECHOCHECK_NOT_INSTRUMENTED int Confine(const Confinement& confinement) {
  if (confinement.ruleset >= 0) {
    if (const int failed = EnterLandlock(confinement.ruleset); failed != 0) return failed;
  }
  return EnterSyscallFilter(confinement.filter);
}

}  // namespace

OriginalLimits OriginalLimits::Now() {
  OriginalLimits limits;
  getrlimit(RLIMIT_NOFILE, &limits.open_files);
  return limits;
}

ECHOCHECK_NOT_INSTRUMENTED int BecomeTarget(const OriginalLimits& limits, const TargetUser* user,
                                            const Confinement* confinement, const HoldGate* gate) {
  // A session of its own: whoever opens /dev/tty finds no terminal, and cannot type into the shell
  // of the user (TIOCSTI). It leads a process group, too, which gets SIGINT as from a terminal.
  if (setsid() < 0) return errno;
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return errno;
  if (setrlimit(RLIMIT_NOFILE, &limits.open_files) != 0) return errno;
  const rlimit no_core{0, 0};
  if (setrlimit(RLIMIT_CORE, &no_core) != 0) return errno;
  ResetSignals();
  if (close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC) != 0) return errno;
  DropFutureCapabilities();
  if (user != nullptr) {
    if (const int failed = SwitchUser(*user); failed != 0) return failed;
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return errno;  // the change has undone the first
  }
  if (const int failed = DropCapabilities(); failed != 0) return failed;
  if (confinement != nullptr) {
    if (const int failed = Confine(*confinement); failed != 0) return failed;
  }
  if (gate != nullptr) EnterHoldFilter(*gate);
  return 0;
}

}  // namespace echocheck
