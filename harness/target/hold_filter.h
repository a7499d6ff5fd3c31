// SPDX-License-Identifier: MIT
// The seccomp filter under which the target's calls on sockets can be held (held_calls.h). The
// child takes it on before it executes. Inside of the layer.
#pragma once

#include "harness/base/result.h"
#include "harness/target/syscall_filter.h"

namespace echocheck {

// What the child needs for it.
struct HoldGate {
  SyscallFilter filter;
  int socket = -1;  // of a pair: the filter's listener goes through it to the parent
};

// The program: tells whoever listens of each call that takes, reads, writes, shuts or closes a
// socket, of other descriptors too, since a filter sees numbers alone.
// `socket` is HoldGate's.
Result<SyscallFilter> MakeHoldFilter(int socket);

// Puts the calling thread under the filter, and hands its listener over. It must have no_new_privs.
// System calls alone: it may share our memory. Where the kernel refuses nothing happens, and
// nothing comes through the socket.
void EnterHoldFilter(const HoldGate& gate);

}  // namespace echocheck
