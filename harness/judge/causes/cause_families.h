// SPDX-License-Identifier: MIT
// The causes of each theme, one file a theme. Users of the layer want cause_registry.h.
#pragma once

#include <span>

#include "harness/judge/causes/cause_rule.h"

namespace echocheck {

std::span<const CauseRule> StartCauses();      // it never came to serve
std::span<const CauseRule> OwnWordsCauses();   // its runtime says what happened
std::span<const CauseRule> MagicWordCauses();  // it took what was sent for an order
std::span<const CauseRule> DeathCauses();      // it ended by itself
std::span<const CauseRule> RefusalCauses();    // it serves some, and turns others away
std::span<const CauseRule> ServingCauses();    // it runs, and somebody was not served
std::span<const CauseRule> AdditionCauses();   // more came than was sent
std::span<const CauseRule> ContentCauses();    // something else came than was sent
std::span<const CauseRule> AddedTextCauses();  // more came, and it was meant
std::span<const CauseRule> AnswerCauses();     // what came is no echo at all
std::span<const CauseRule> HoldCauses();       // it waits for more
std::span<const CauseRule> CloseCauses();      // how a connection ended
std::span<const CauseRule> LossCauses();       // less came than was sent
std::span<const CauseRule> StopCauses();       // told to stop, started again
std::span<const CauseRule> ResourceCauses();   // what it takes and keeps
std::span<const CauseRule> DatagramCauses();   // UDP

}  // namespace echocheck
