// SPDX-License-Identifier: MIT
// The addresses that a scenario may name: those of the loopback, and no others.
#pragma once

#include "harness/base/ip_address.h"
#include "harness/scenario/diagnosis.h"
#include "harness/scenario/json_node.h"

namespace echocheck {

// Reads a literal of 127.0.0.0/8 or ::1 in its one spelling, as the schema does. Rejects `node` if
// it is anything else.
IpAddress ReadLoopback(const JsonNode& node, Diagnosis& diagnosis);

// The same, or "::", on which a server listens for both families.
IpAddress ReadLoopbackOrEvery(const JsonNode& node, Diagnosis& diagnosis);

}  // namespace echocheck
