// SPDX-License-Identifier: MIT
// What of a scenario came after the target had been told to end, by a step of that scenario: our
// doing, and nothing to judge it by.
#pragma once

#include "harness/judge/check_input.h"
#include "harness/judge/facts/connections.h"

namespace echocheck {

// The connection was open when the target was told to end, or came about after it.
bool OpenWhenToldToStop(const CheckInput& input, const Connection& connection);

// From `at` on nobody could be expected to serve: the target had been told to end and was not
// launched again, or did not come back.
bool ToldToStopBefore(const CheckInput& input, Nanoseconds at);

// TargetOutcome::ended_early, unless a step of ours had brought it about.
std::optional<ExitStatus> EndedByItself(const CheckInput& input);

}  // namespace echocheck
