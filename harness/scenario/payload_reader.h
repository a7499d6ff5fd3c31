// SPDX-License-Identifier: MIT
// The value of a "send" step -> what is sent, and how.
#pragma once

#include <cstdint>

#include "harness/model/scenario.h"
#include "harness/scenario/diagnosis.h"
#include "harness/scenario/json_node.h"

namespace echocheck {

// What one send may amount to, all repetitions together. Random and repeated payloads are made as
// they go, so memory is no bound; a connection's time is.
constexpr std::uint64_t kLargestPayload = 1ULL << 30;

// A string, or an object with exactly one of "text", "hex", "base64", "random".
SendStep ReadSend(const JsonNode& node, Diagnosis& diagnosis);

}  // namespace echocheck
