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

namespace echocheck {
namespace {

void ResetSignals() {
  // Ignored signals and the mask survive exec: a SIGPIPE that we ignore must still end a server
  // that does not expect it.
  for (int number = 1; number < NSIG; ++number) std::signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

int DropCapabilities() {
  // Root in here gains every capability of the bounding set at exec, unless both of these say no.
  // An ordinary user outside an arena may not touch them, and has nothing to drop.
  (void)prctl(PR_SET_SECUREBITS, SECBIT_NOROOT | SECBIT_NOROOT_LOCKED |
                                     SECBIT_NO_CAP_AMBIENT_RAISE |
                                     SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED);
  (void)prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  for (unsigned long number = 0; number <= 63; ++number) {
    if (prctl(PR_CAPBSET_DROP, number, 0, 0, 0) != 0) break;  // past the kernel's last one
  }
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[2] = {};
  if (syscall(SYS_capset, &header, none) != 0) return errno;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  return 0;
}

}  // namespace

OriginalLimits OriginalLimits::Now() {
  OriginalLimits limits;
  getrlimit(RLIMIT_NOFILE, &limits.open_files);
  return limits;
}

int BecomeTarget(const OriginalLimits& limits) {
  if (setpgid(0, 0) != 0) return errno;
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return errno;
  if (setrlimit(RLIMIT_NOFILE, &limits.open_files) != 0) return errno;
  const rlimit no_core{0, 0};
  if (setrlimit(RLIMIT_CORE, &no_core) != 0) return errno;
  ResetSignals();
  if (close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC) != 0) return errno;
  return DropCapabilities();
}

}  // namespace echocheck
