// SPDX-License-Identifier: MIT
// A run whose every text comes from a fuzzer, and whose verdicts do, too.
#pragma once

#include "harness/model/run_record.h"
#include "tests/fuzz/input_bytes.h"

namespace echocheck {

// Reads eight bytes that choose verdicts and shape; the rest, cut at each 0x1e (ASCII's record
// separator), are the texts, each cut to 100 bytes. The fields take them in turn.
RunRecord ForeignRun(InputBytes input);

}  // namespace echocheck
