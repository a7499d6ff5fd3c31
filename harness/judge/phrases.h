// SPDX-License-Identifier: MIT
// Parts of sentences that several checks and causes need.
#pragma once

#include <cstdint>

#include "harness/base/bytes.h"
#include "harness/model/history.h"
#include "harness/model/target_outcome.h"
#include "harness/words/sentence.h"

namespace echocheck {

// Says how many: "1 byte", "2 bytes".
Sentence SayBytes(std::uint64_t count);

// Says how a process ended: "exit status 1", "signal 11 (SIGSEGV)".
Sentence SayExit(const ExitStatus& status);

// Says what a window of bytes holds from its first difference on.
Sentence SayFrom(const Bytes& window, const StreamDifference& difference);

// Names a client: "client2 (port 50002)".
Sentence SayClient(const ConnectionRecord& record);

// Says what became of a step: "the deadline passed".
Sentence SayOutcome(StepOutcome outcome);

}  // namespace echocheck
