// SPDX-License-Identifier: MIT
// How the target's own end came about, of all that is known of it: its status, its last output, the
// signals of the scenario, and who had left before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "harness/judge/check_input.h"
#include "harness/words/sentence.h"

namespace echocheck {

enum class DeathKind {
  kBrokenPipe,   // SIGPIPE
  kCrash,        // SIGSEGV and its like
  kDescriptors,  // it could open no more
  kInterrupted,  // EINTR, after SIGCONT
  kPeerReset,    // a client that left without a FIN, or with bytes still due to it
  kClientsLeft,  // clients had left in good order
  kError,        // an error of its own, amid the work for a client
  kUnknown,
};

struct Death {
  DeathKind kind = DeathKind::kUnknown;
  Sentence how;                              // "exit status 1"
  const ConnectionRecord* client = nullptr;  // kPeerReset: who left; may be missing
  std::uint64_t clients = 0;                 // how many had left before
};

// nullopt: it did not end by itself.
std::optional<Death> ExamineDeath(const CheckInput& input);

// The connection was open when the target ended, or was tried after that.
bool TouchedByDeath(const CheckInput& input, const ConnectionRecord& record);

}  // namespace echocheck
