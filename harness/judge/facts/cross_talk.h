// SPDX-License-Identifier: MIT
// Bytes that a client received and another one had sent.
#pragma once

#include <cstdint>
#include <optional>

#include "harness/judge/check_input.h"

namespace echocheck {

struct CrossTalk {
  const ConnectionRecord* sender = nullptr;
  std::uint64_t offset = 0;       // in the received stream
  bool at_the_same_time = false;  // the sender was connected while they came
};

// nullopt: what `record` received is its own, or cannot be told from that. Looks at what the
// sockets kept of their streams alone, and so at most at their first bytes.
std::optional<CrossTalk> FindCrossTalk(const CheckInput& input, const ConnectionRecord& record);

}  // namespace echocheck
