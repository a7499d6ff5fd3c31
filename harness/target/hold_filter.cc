// SPDX-License-Identifier: MIT
#include "harness/target/hold_filter.h"

#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <string>
#include <string_view>

#include "harness/base/child_stack.h"
#include "harness/base/fault_point.h"
#include "harness/target/exported_filter.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

// With recv and send on machines where those are calls of their own. getpeername is often the first
// call on a new connection. io_uring_enter does any of them.
constexpr auto kCalls = std::to_array<std::string_view>(
    {"accept",   "accept4", "read",     "readv", "recv",        "recvfrom",      "recvmsg",
     "recvmmsg", "write",   "writev",   "send",  "sendto",      "sendmsg",       "sendmmsg",
     "sendfile", "splice",  "shutdown", "close", "getpeername", "io_uring_enter"});

}  // namespace

Result<SyscallFilter> MakeHoldFilter(int socket) {
  const SeccompContext context(seccomp_init(SCMP_ACT_ALLOW));
  if (!context) return SystemError(Say("doing.make_seccomp"), ENOMEM);
  // A 32-bit program runs on, and is not held.
  int failed = seccomp_attr_set(context.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ALLOW);
  for (const std::string_view name : kCalls) {
    const int number = seccomp_syscall_resolve_name(std::string(name).c_str());
    if (number < 0) continue;  // this architecture does not have it
    // By sendmsg the child hands the listener over, while nobody listens yet.
    const bool hands_over = name == "sendmsg";
    const int added =
        seccomp_rule_add(context.get(), SCMP_ACT_NOTIFY, number, hands_over ? 1 : 0,
                         scmp_arg_cmp{0, SCMP_CMP_NE, static_cast<std::uint64_t>(socket), 0});
    if (failed == 0) failed = added;
  }
  if (failed < 0) return SystemError(Say("doing.make_seccomp"), -failed);
  return ExportFilter(context);
}

ECHOCHECK_NOT_INSTRUMENTED void EnterHoldFilter(const HoldGate& gate) {
  const sock_fprog program{static_cast<unsigned short>(gate.filter.size()),
                           const_cast<sock_filter*>(gate.filter.data())};  // NOLINT: only read
  const long listener = FaultPoint("target.hold_filter")
                            ? -1
                            : syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                                      SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
  if (listener < 0) return;
  const int descriptor = static_cast<int>(listener);
  char byte = 0;
  iovec data{&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof descriptor)] = {};  // NOLINT: as sendmsg has it
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  cmsghdr* const header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof descriptor);
  __builtin_memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  (void)syscall(SYS_sendmsg, gate.socket, &message, MSG_NOSIGNAL);
}

}  // namespace echocheck
