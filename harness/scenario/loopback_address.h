// SPDX-License-Identifier: MIT
// The addresses that a scenario may name: those of the loopback, and no others.
#pragma once

#include <string>

#include "harness/scenario/diagnosis.h"
#include "harness/scenario/json_node.h"

namespace echocheck {

// Rejects `node`, whose text is `host`, unless that is 127.0.0.0/8 or ::1 in its one spelling, so
// that addresses can be compared as text.
void RequireLoopback(const JsonNode& node, const std::string& host, Diagnosis& diagnosis);

}  // namespace echocheck
